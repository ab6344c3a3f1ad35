import { ROOT_ID } from '../store/state';
import type { DemoBuilder } from './builder';
import { LINK } from './definitions';

/** Names that are allowed and that break programs: markup, quotes, icons, wildcards, other scripts and directions. */
const UNUSUAL_NAMES = [
  '"Quoted" and \'apostrophed\'',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'Nuts & Bolts &amp; Washers',
  '100% done, 50%25 checked',
  '#1 Priority #urgent',
  'C++ and 1+1=2',
  'What? Why* Where: a/b|c;d, e',
  '**bold** _italic_ [link](command:nothing) `code`',
  '$(trash) ${name} {{curly}} %s',
  '__proto__',
  '..',
  'Crane plan 🏗️ 👷‍♀️ 🇳🇴',
  'Żółta łódź, Straße, crème brûlée',
  '地盤調査報告書',
  'مخطط الطابق الأرضي',
  'תוכנית קומה 2 (final)',
  'Right-to-left override \u202Efdp.exe',
];

const LONGEST = 255;

/** `\Samples`: what a person can try odd cases on. */
export function addSamples(demo: DemoBuilder): void {
  const samples = demo.folder(ROOT_ID, 'Samples');
  demo.folder(samples, 'Empty Folder');
  const unusual = demo.folder(samples, 'Unusual Names');
  const long = 'A name of two hundred and fifty-five characters, '.repeat(6).slice(0, LONGEST - 1) + '.';
  const ids = [...UNUSUAL_NAMES, long].map((name) => demo.document(unusual, name));
  const [first, ...others] = ids;
  for (const [index, id] of others.entries()) {
    if (first === undefined || index % 3 !== 0) continue;
    demo.link(first, LINK.references, id, {
      description: 'Says "see <b>there</b>" & more',
      properties: { 'note "1"': '<i>markup</i> & 100%', __order: String(index) },
    });
  }
}
