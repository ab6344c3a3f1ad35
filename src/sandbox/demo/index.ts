import { ROOT_ID, type RepositoryState, type StoredEntry } from '../repository/state';
import { startDemo, type DemoBuilder } from './builder';
import { addAccounting, addContracts, addPeople, addProjects } from './company';
import { FIELD, LINK, TAG, TEMPLATE } from './definitions';

export { demoDefinitions } from './definitions';

export const REPO_ID = 'r-abc123';
export const REPO_NAME = 'Alder Street Builders';

let built: RepositoryState | undefined;

/** The demo repository in its first state: the files of a small building company, the same at every start. */
export function demoState(): RepositoryState {
  return (built ??= build());
}

function build(): RepositoryState {
  const demo = startDemo(REPO_NAME);
  // The pair of the guide's example, waiting to be linked.
  demo.document(ROOT_ID, 'Email.eml', EMAIL, 10);
  demo.document(ROOT_ID, 'EmailAttachment.pdf', ATTACHMENT, 15);
  const { conductId } = addPeople(demo);
  const handbook = demo.document(ROOT_ID, 'Employee Handbook.pdf', HANDBOOK);
  demo.link(handbook, LINK.references, conductId);
  demo.document(ROOT_ID, 'Office Contacts.xlsx');
  addAccounting(demo);
  addContracts(demo);
  addProjects(demo);
  addSamples(demo);
  addArchive(demo);
  return demo.build();
}

const EMAIL = {
  templateId: TEMPLATE.correspondence,
  fields: {
    [FIELD.sender]: ['Delta Crane Hire'],
    [FIELD.recipients]: ['Mara Lindqvist', 'Tomas Okafor', 'Priya Raman'],
    [FIELD.subject]: ['Crane plan for Harbour Row Terrace, with the revised lifting schedule'],
    [FIELD.receivedAt]: ['2024-01-08T07:42:00Z'],
  },
};

/** With a field of its own beside those of its template. */
const ATTACHMENT = {
  templateId: TEMPLATE.general,
  fields: {
    [FIELD.author]: ['Delta Crane Hire'],
    [FIELD.date]: ['2024-01-05'],
    [FIELD.keywords]: ['crane', 'lifting schedule', 'Harbour Row Terrace'],
    [FIELD.pages]: ['4'],
  },
};

const HANDBOOK = {
  templateId: TEMPLATE.policy,
  fields: {
    [FIELD.effectiveDate]: ['2024-01-01'],
    [FIELD.department]: ['Office'],
    [FIELD.status]: ['In force'],
  },
};

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
function addSamples(demo: DemoBuilder): void {
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

const SCANS = 1200;

/** `\Archive`: a folder of 1,200 documents, and records under a retention plan. */
function addArchive(demo: DemoBuilder): void {
  const archive = demo.folder(ROOT_ID, 'Archive');
  const scans = demo.folder(archive, 'Scans 2019');
  const scanned: Pick<StoredEntry, 'tagIds'> = { tagIds: [TAG.scanned] };
  for (let number = 1; number <= SCANS; number++) {
    demo.document(scans, `Scan 2019-${String(number).padStart(4, '0')}`, scanned);
  }
  const records = demo.folder(archive, 'Closed Records');
  const deed = demo.document(records, 'Deed of Foundation 1998.pdf', { isRecord: true });
  const statutes = demo.document(records, 'Statutes 2012.pdf', { isRecord: true });
  demo.link(statutes, LINK.references, deed);
}
