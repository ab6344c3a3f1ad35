import { ROOT_ID } from '../store/state';
import type { DemoBuilder } from './builder';
import { FIELD, LINK, TAG, TEMPLATE } from './definitions';

const PROJECTS = ['Harbour Row Terrace', 'Mill Lane School', 'Northgate Clinic', 'Orchard Court'];
const DRAWINGS = ['Elevations', 'Ground Floor', 'Roof', 'Site Plan'];
const ENCLOSURES = ['Soil Report', 'Structural Calculation', 'Traffic Statement'];

/** `\Projects` and `\Board`: drawings in revisions, permit applications with enclosures, e-mails with attachments. */
export function addProjects(demo: DemoBuilder): void {
  const projects = demo.folder(ROOT_ID, 'Projects');
  const folders = PROJECTS.map((name) => demo.folder(projects, name));
  for (const folder of folders) {
    addDrawings(demo, folder);
    addPermit(demo, folder, folder === folders[0]);
    addCorrespondence(demo, folder);
  }
  addBoard(demo, folders[0] ?? projects);
}

function addDrawings(demo: DemoBuilder, project: number): void {
  const drawings = demo.folder(project, 'Drawings');
  for (const drawing of DRAWINGS) {
    let newer: number | undefined;
    for (const revision of ['C', 'B', 'A']) {
      const older = demo.document(drawings, `${drawing} Rev ${revision}.dwg`);
      if (newer !== undefined) demo.link(newer, LINK.supersedes, older);
      newer = older;
    }
  }
}

/** `isLocked`: somebody else holds the application, so that its links can't be changed. */
function addPermit(demo: DemoBuilder, project: number, isLocked: boolean): void {
  const permits = demo.folder(project, 'Permits');
  const application = demo.document(permits, 'Building Permit Application.pdf', {
    ...(isLocked ? { isLocked } : {}),
    tagIds: [TAG.review],
  });
  for (const name of ENCLOSURES) {
    const enclosure = demo.document(permits, `${name}.pdf`);
    demo.link(application, LINK.supports, enclosure, { description: `Enclosure: ${name.toLowerCase()}` });
  }
}

function addCorrespondence(demo: DemoBuilder, project: number): void {
  const correspondence = demo.folder(project, 'Correspondence');
  for (const month of ['January', 'February', 'March']) {
    const mail = demo.document(correspondence, `Site meeting ${month}.eml`, {
      templateId: TEMPLATE.general,
      fields: { [FIELD.author]: ['Priya Raman'], [FIELD.keywords]: ['site meeting', month.toLowerCase()] },
    });
    const minutes = demo.document(correspondence, `Minutes ${month}.docx`);
    const photo = demo.document(correspondence, `Progress photo ${month}.jpg`);
    demo.link(mail, LINK.message, minutes, { properties: { position: '1' } });
    demo.link(mail, LINK.message, photo, { properties: { position: '2' } });
    demo.link(minutes, LINK.references, photo);
  }
}

/** Its executive session is the folder that a person sees but may not open. */
function addBoard(demo: DemoBuilder, currentProject: number): void {
  const board = demo.folder(ROOT_ID, 'Board');
  for (const quarter of [1, 2, 3, 4]) demo.document(board, `Board Minutes 2024 Q${quarter}.docx`);
  const session = demo.folder(board, 'Executive Session', { isDenied: true });
  demo.document(session, 'Compensation Review.docx', { tagIds: [TAG.confidential] });
  demo.shortcut(board, 'Project of the Quarter', currentProject);
}
