import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import UPNG from 'upng-js';

const VSCE = path.resolve('node_modules/@vscode/vsce/vsce');
const FOLDER = 'media/readme';
const MOST_BYTES = 225_000;

const pictures = [...readFileSync('README.md', 'utf8').matchAll(/!\[([^\]]*)\]\(([^)\s]+)\)/g)].map(
  ([, altText = '', file = '']) => ({ altText, file }),
);

describe('the pictures of README.md', () => {
  it('are in the package, each of them', function () {
    this.timeout(30_000);
    const listed = execFileSync(process.execPath, [VSCE, 'ls', '--no-dependencies'], { encoding: 'utf8' });
    const packed = new Set(listed.trim().split(/\r?\n/));
    assert.ok(pictures.length > 0, 'README.md names no picture.');
    assert.deepEqual(
      pictures.map(({ file }) => file).filter((file) => !packed.has(file)),
      [],
    );
  });

  it('are told in words to who does not see them', () => {
    for (const { altText, file } of pictures) assert.match(altText, /^[A-Z].+ .+\.$/, file);
  });

  it('are all that their folder holds, and small', () => {
    const files = readdirSync(FOLDER);
    assert.deepEqual(
      files.map((file) => `${FOLDER}/${file}`).toSorted(),
      pictures.map(({ file }) => file).toSorted(),
    );
    const bytes = files.reduce((sum, file) => sum + statSync(path.join(FOLDER, file)).size, 0);
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
  });

  it('are beside an icon that is drawn from its top to its bottom', () => {
    const icon = UPNG.decode(Uint8Array.from(readFileSync('media/icons/icon.png')).buffer);
    const pixels = new Uint8Array(UPNG.toRGBA8(icon)[0] ?? new ArrayBuffer(0));
    const alphaAt = (x: number, y: number) => pixels[(y * icon.width + x) * 4 + 3];
    assert.deepEqual([icon.width, icon.height], [128, 128]);
    for (const y of [0, 32, 64, 96, 127]) assert.equal(alphaAt(64, y), 255, `row ${y}`);
  });
});
