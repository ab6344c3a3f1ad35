import { ROOT_ID, type RepositoryState } from '../store/state';
import { addAccounting } from './accounting';
import { addArchive } from './archive';
import { startDemo } from './builder';
import { addContracts } from './contracts';
import { LINK, TEMPLATE } from './definitions';
import { addPeople } from './people';
import { addProjects } from './projects';
import { addSamples } from './samples';

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
  demo.document(ROOT_ID, 'Email.eml', {}, 10);
  demo.document(ROOT_ID, 'EmailAttachment.pdf', {}, 15);
  const { conductId } = addPeople(demo);
  const handbook = demo.document(ROOT_ID, 'Employee Handbook.pdf', { templateId: TEMPLATE.policy });
  demo.link(handbook, LINK.references, conductId);
  demo.document(ROOT_ID, 'Office Contacts.xlsx');
  addAccounting(demo);
  addContracts(demo);
  addProjects(demo);
  addSamples(demo);
  addArchive(demo);
  return demo.build();
}
