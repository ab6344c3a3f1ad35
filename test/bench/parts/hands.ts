import { startSandbox } from '../../../src/sandbox';
import { AssignLinksForm } from '../../e2e/support/assignLinksForm';
import { otherClient, type OtherClient } from '../../e2e/support/otherClient';
import type { Workbench } from '../../e2e/support/workbench';
import { withWindow } from '../host/window';
import { Hand } from '../support/hand';
import type { Figure } from '../support/figure';
import { summary } from '../support/samples';

const ROUNDS = 7;
/** Nobody answers a question sooner. VS Code draws rows at once only where none was drawn for the last 200 ms. */
const READING_MS = 300;
const MANY = 30;
const REFERENCES = 7;
const SERVER = 'Our server';
const SOURCE = 'Email';
const SHEETS = Array.from({ length: MANY }, (_, index) => `Sheet ${index + 1}`);

interface Scene {
  readonly workbench: Workbench;
  readonly form: () => AssignLinksForm;
  readonly connectionId: string;
  readonly other: OtherClient;
  readonly ids: Readonly<Record<string, number>>;
  /** When the server was asked last for a search; milliseconds, monotonic. */
  readonly askedAt: () => number;
}

/**
 * What hands feel, in a real window over a server that answers at once: how long what is done often takes, and how many
 * keys the ten commonest tasks take, names that are typed left out. No mouse is touched while keys are counted.
 */
export async function measureHands(): Promise<readonly Figure[]> {
  let askedAt = 0;
  const server = await startSandbox({
    onRequest: ({ path }) => {
      if (path.includes('SimpleSearches')) askedAt = performance.now();
    },
  });
  try {
    const other = await otherClient(server);
    for (const name of SHEETS) await other.create(name);
    const ids = await other.idsByName();
    return await withWindow({}, async (workbench) => {
      const form = () => new AssignLinksForm(workbench);
      const { baseUrl, repoId, username, password } = server;
      // Room for every row: only rows in view exist.
      await workbench.page.setViewportSize({ width: 1280, height: 1700 });
      await workbench.openContainer('Laserfiche');
      const connection = { name: SERVER, kind: 'selfHosted', baseUrl, repoId, username, password };
      const added = await workbench.execute('laserficheLinks.addConnection', connection);
      const { connectionId } = added as { connectionId: string };
      await workbench.tree('Repository').expand(SERVER);
      const scene: Scene = { workbench, form, other, ids, connectionId, askedAt: () => askedAt };
      return [...(await feltTimes(scene)), ...(await keyCounts(scene))];
    });
  } finally {
    await server.close();
  }
}

async function feltTimes(scene: Scene): Promise<readonly Figure[]> {
  const { workbench, form, askedAt } = scene;
  const { keyboard } = workbench.page;
  const tree = workbench.tree('Repository');
  const times = {
    open: [] as number[],
    search: [] as number[],
    assign: [] as number[],
    expand: [] as number[],
    remove: [] as number[],
  };
  for (let round = 0; round <= ROUNDS; round += 1) {
    await give(scene, SOURCE, ['Contracts']);
    await tree.select(SOURCE);
    times.expand.push(
      await timed(
        () => keyboard.press('ArrowRight'),
        () => linkRow(scene, 'Contracts').waitFor(),
      ),
    );
    await tree.select(SOURCE);
    times.open.push(
      await timed(
        () => keyboard.press('Control+Enter'),
        () => form().targetField.and(form().focused).waitFor(),
      ),
    );
    await form().row('Contracts').waitFor();
    await keyboard.type('sheet');
    await form().found(`Sheet ${MANY}`).waitFor();
    times.search.push(performance.now() - askedAt());
    await form().button(`Add All ${MANY}`).focus();
    await keyboard.press('Enter');
    await form().row(`Sheet ${MANY}`).waitFor();
    times.assign.push(
      await timed(
        () => keyboard.press('Control+s'),
        () => form().status(/Saved/).waitFor(),
      ),
    );
    await workbench.execute('workbench.action.closeAllEditors');
    await give(scene, SOURCE, ['Contracts', 'Board']);
    await tree.expand(SOURCE);
    await linkRow(scene, 'Contracts').click();
    await keyboard.press('Delete');
    await workbench.page.locator('.monaco-dialog-box').waitFor();
    await workbench.page.waitForTimeout(READING_MS);
    times.remove.push(
      await timed(
        () => keyboard.press('Enter'),
        () => linkRow(scene, 'Contracts').waitFor({ state: 'detached' }),
      ),
    );
    await workbench.execute('notifications.clearAll');
  }
  const figure = (what: string, all: readonly number[], most: number): Figure => ({
    // The first time loads code.
    ...{ what, unit: 'ms', ...summary(all.slice(1)), bar: { most } },
    note: `the first time ${Math.round(all[0] ?? NaN)} ms`,
  });
  return [
    figure('opening the form of an entry, until its target field has the focus', times.open, 200),
    figure('search in the form, from the question to the server until hits show', times.search, 150),
    figure(`assigning ${MANY} links in the form, from the key until it says so`, times.assign, 250),
    figure('removing a link in the tree, from the answer until its row is gone', times.remove, 200),
    figure('expanding an entry, from the key until its link shows', times.expand, 100),
  ];
}

async function keyCounts(scene: Scene): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const { task, most, prepare, walk } of TASKS) {
    await scene.workbench.execute('workbench.action.closeAllEditors');
    await prepare(scene);
    const hand = new Hand(scene.workbench);
    await walk(scene, hand);
    figures.push({
      what: `keys: ${task}`,
      unit: '',
      value: hand.keys,
      ...(most !== undefined && { bar: { most } }),
      note: hand.story(),
    });
    await scene.workbench.execute('notifications.clearAll');
  }
  return figures;
}

interface Task {
  readonly task: string;
  readonly most?: number;
  /** Sets the stage, and gives the focus to where the task begins. */
  readonly prepare: (scene: Scene) => Promise<void>;
  readonly walk: (scene: Scene, hand: Hand) => Promise<void>;
}

const fromSource =
  (...targets: readonly string[]) =>
  async (scene: Scene): Promise<void> => {
    await give(scene, SOURCE, targets);
    if (targets.length > 0) await scene.workbench.tree('Repository').expand(SOURCE);
    await scene.workbench.tree('Repository').select(SOURCE);
  };

const TASKS: readonly Task[] = [
  {
    task: 'link an entry with another one in the form, from the tree',
    most: 6,
    prepare: fromSource(),
    async walk(scene, hand) {
      await hand.press('Control+Enter');
      await scene.form().targetField.and(scene.form().focused).waitFor();
      await hand.type('Employee Handbook');
      await hand.press('Enter');
      await scene.form().row('Employee Handbook').waitFor();
      await hand.press('Control+s');
      await scene.form().status(/Saved/).waitFor();
      await until(scene, SOURCE, 1);
    },
  },
  {
    task: `link an entry with ${MANY} others in the form`,
    most: 8,
    prepare: fromSource(),
    async walk(scene, hand) {
      await hand.press('Control+Enter');
      await scene.form().targetField.and(scene.form().focused).waitFor();
      await hand.type('Sheet');
      await scene.form().button(`Add All ${MANY}`).waitFor();
      await hand.press('Tab', 'Enter');
      await scene.form().row(`Sheet ${MANY}`).waitFor();
      await hand.press('Control+s');
      await scene.form().status(/Saved/).waitFor();
      await until(scene, SOURCE, MANY);
    },
  },
  {
    task: 'Add Link… with the type used last, from the palette',
    prepare: fromSource(),
    async walk(scene, hand) {
      const { quickInput } = scene.workbench;
      await hand.command('Laserfiche: Add Link…');
      await quickInput.titled('Add Link');
      await hand.type('Employee Handbook');
      await quickInput.rows.filter({ hasText: 'Employee Handbook' }).first().waitFor();
      await hand.press('Enter');
      await quickInput.saying(/./).catch(() => undefined);
      await hand.press('Enter');
      await until(scene, SOURCE, 1);
    },
  },
  {
    task: 'remove five links in a row',
    most: 10,
    async prepare(scene) {
      await fromSource('Archive', 'Board', 'Contracts', 'Policies', 'Projects')(scene);
      await linkRow(scene, 'Archive').click();
    },
    async walk(scene, hand) {
      for (const name of ['Archive', 'Board', 'Contracts', 'Policies', 'Projects']) {
        await hand.press('Delete');
        await scene.workbench.page.locator('.monaco-dialog-box').waitFor();
        await hand.press('Enter');
        await linkRow(scene, name).waitFor({ state: 'detached' });
      }
      await until(scene, SOURCE, 0);
    },
  },
  {
    task: 'change the type of a link',
    async prepare(scene) {
      await fromSource('Contracts')(scene);
      await linkRow(scene, 'Contracts').click();
    },
    async walk(scene, hand) {
      await hand.press('F2');
      await scene.workbench.quickInput.titled('Change Link Type');
      await hand.type('Message');
      await hand.press('Enter');
      await untilLink(scene, SOURCE, ({ linkTypeId }) => linkTypeId !== REFERENCES);
    },
  },
  {
    task: 'swap the direction of a link, from the palette',
    async prepare(scene) {
      await fromSource('Contracts')(scene);
      await linkRow(scene, 'Contracts').click();
    },
    async walk(scene, hand) {
      await hand.command('Laserfiche: Swap Link Direction');
      await hand.answer();
      await until(scene, SOURCE, 0);
    },
  },
  {
    task: 'undo the last change, from the palette',
    async prepare(scene) {
      await fromSource('Contracts')(scene);
      const link = { targetId: scene.ids['Board'], linkTypeId: REFERENCES };
      await scene.workbench.execute('laserficheLinks.addLinks', {
        ...{ connectionId: scene.connectionId, sourceId: scene.ids[SOURCE] },
        links: [link],
      });
      await until(scene, SOURCE, 2);
    },
    async walk(scene, hand) {
      await hand.command('Laserfiche: Undo Last Link Change');
      await until(scene, SOURCE, 1);
    },
  },
  {
    task: 'go to the entry at the other end of a link',
    async prepare(scene) {
      await fromSource('Contracts')(scene);
      await linkRow(scene, 'Contracts').click();
    },
    async walk(scene, hand) {
      await hand.press('Enter');
      await scene.workbench.tree('Repository').row('Contracts').and(focusedRow(scene)).waitFor();
    },
  },
  {
    task: 'reveal an entry by its name, from the palette',
    prepare: fromSource(),
    async walk(scene, hand) {
      await hand.command('Laserfiche: Reveal Entry…');
      await scene.workbench.quickInput.titled('Reveal Entry');
      await hand.type('Employee Handbook');
      await scene.workbench.quickInput.rows.filter({ hasText: 'Employee Handbook' }).first().waitFor();
      await hand.press('Enter');
      await scene.workbench.tree('Repository').row('Employee Handbook').and(focusedRow(scene)).waitFor();
    },
  },
  {
    task: 'open the history of an entry, from the palette',
    prepare: fromSource('Contracts'),
    async walk(scene, hand) {
      await hand.command('Laserfiche: Link History…');
      await scene.workbench.tree('History').pane.getByRole('treeitem').first().waitFor();
    },
  },
];

const focusedRow = ({ workbench }: Scene) => workbench.page.locator('.monaco-list-row.focused');

/** The row of a link below the open source. */
function linkRow({ workbench }: Scene, target: string) {
  return workbench
    .tree('Repository')
    .pane.locator('[role=treeitem][aria-level="3"]')
    .filter({ hasText: target })
    .first();
}

/** Gives an entry these links and no others, and a tree that has read none of them. */
async function give(
  { workbench, other, ids }: Scene,
  name: string,
  targets: readonly string[],
): Promise<void> {
  const links = targets.map((target) => ({ targetId: ids[target] ?? 0, linkTypeId: REFERENCES }));
  await other.assign(ids[name] ?? 0, links);
  await workbench.execute('workbench.actions.treeView.laserficheLinks.repository.collapseAll');
  await workbench.execute('laserficheLinks.refresh');
  await workbench.tree('Repository').expand(SERVER);
  await workbench.tree('Repository').row(name).waitFor();
}

/** Waits until the server has so many links of the entry. */
async function until(scene: Scene, name: string, count: number): Promise<void> {
  const id = scene.ids[name] ?? 0;
  for (const giveUp = Date.now() + 15_000; (await scene.other.links(id)).length !== count;)
    if (Date.now() > giveUp) throw new Error(`${name} does not get ${count} links.`);
}

async function untilLink(
  scene: Scene,
  name: string,
  isMeant: (link: { readonly linkTypeId: number }) => boolean,
): Promise<void> {
  const id = scene.ids[name] ?? 0;
  for (const giveUp = Date.now() + 15_000; !(await scene.other.links(id)).some(isMeant);)
    if (Date.now() > giveUp) throw new Error(`No link of ${name} becomes what was meant.`);
}

async function timed(act: () => Promise<unknown>, seen: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await Promise.all([act(), seen()]);
  return performance.now() - startedAt;
}
