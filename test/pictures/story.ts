import { demoState } from '../../src/sandbox/demo';
import { LINK } from '../../src/sandbox/demo/definitions';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { otherClient, type OtherClient, type SentLink } from '../e2e/support/otherClient';
import type { Workbench } from '../e2e/support/workbench';

/** What the pictures tell of: an e-mail about a site meeting, its attachments, and a colleague who is at work as well. */
export interface Story {
  readonly connectionId: string;
  readonly mailId: number;
  readonly colleague: OtherClient;
  /** The e-mail's links, with how far the minutes have come. */
  readonly links: (status: string) => readonly SentLink[];
}

export const MAIL = 'Site meeting January';
export const MINUTES = 'Minutes January';
export const PHOTO = 'Progress photo January';
export const PLAN = 'Site Plan Rev C';
export const PLAN_PATH = `\\Projects\\Harbour Row Terrace\\Drawings\\${PLAN}`;
export const CONNECTION = 'Alder Street Builders';

/** Connects a fresh sandbox and opens the tree down to the e-mail. */
export async function tellStory(workbench: Workbench, use: (story: Story) => Promise<void>): Promise<void> {
  const server = await startSandbox();
  try {
    await use(await begin(workbench, server));
  } finally {
    await server.close();
  }
}

async function begin(workbench: Workbench, server: Sandbox): Promise<Story> {
  const colleague = await otherClient(server);
  const links = (status: string) => [
    link(MINUTES, { position: '1', status }),
    link(PHOTO, { position: '2' }),
  ];
  const mailId = idOf(MAIL);
  await colleague.assign(mailId, links('draft'));
  const { baseUrl, repoId, username, password } = server;
  await workbench.openContainer('Laserfiche');
  const connection = { name: CONNECTION, kind: 'selfHosted', baseUrl, repoId, username, password };
  const added = await workbench.execute('laserficheLinks.addConnection', connection);
  const tree = workbench.tree('Repository');
  for (const row of [CONNECTION, 'Projects', 'Harbour Row Terrace', 'Correspondence', MAIL])
    await tree.expand(row);
  return { ...(added as { connectionId: string }), mailId, colleague, links };
}

function link(name: string, customProperties: Readonly<Record<string, string>>): SentLink {
  return { targetId: idOf(name), linkTypeId: LINK.message, customProperties };
}

/** The first entry of this name: projects have files of the same names, and the pictures show the first project. */
function idOf(name: string): number {
  const found = [...demoState().entries.values()].find((entry) => entry.name === name);
  if (!found) throw new Error(`The sandbox has no ${name}.`);
  return found.id;
}
