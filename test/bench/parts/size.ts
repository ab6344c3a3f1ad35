import { npm } from '../../workbench/processes';
import { PROJECT } from '../../workbench/paths';
import { measureSizes } from '../sizes';
import type { Figure } from '../support/figure';

/** What people download, and what of it VS Code loads when. */
export async function measurePackage(): Promise<readonly Figure[]> {
  await npm(['run', '-s', 'package'], PROJECT);
  const { webviews, hostEagerBytes, hostStartBytes, hostLazy, vsixBytes, vsixFiles, pictureBytes } =
    measureSizes();
  const kB = (what: string, bytes: number): Figure => ({ what, value: bytes / 1000, unit: 'kB' });
  return [
    kB('host bundle (VS Code waits for it)', hostEagerBytes),
    { ...kB('host bundle (starts with VS Code, with the parts)', hostStartBytes), bar: { most: 100 } },
    ...Object.entries(hostLazy).map(([name, bytes]) => kB(`loaded on first use: ${name}`, bytes)),
    ...Object.entries(webviews).map(([name, bytes]) => kB(`bundle ${name}, minified`, bytes)),
    {
      ...kB('VSIX without its pictures', vsixBytes),
      bar: { most: 300 },
      note: 'README.md’s pictures come on top and have a bar of their own',
    },
    { what: 'files in the VSIX without its pictures', value: vsixFiles, unit: '', bar: { most: 40 } },
    { ...kB('pictures in the VSIX', pictureBytes), bar: { most: 225 } },
  ];
}
