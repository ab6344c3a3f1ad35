import { applyApproved, changeApproved } from '../../support/editing';
import {
  lastUndoable,
  repairOf,
  takenBack,
  type ChangeRecord,
  type ChangePlan,
  type Applied,
  type HistoryItem,
  type ChangeRequest,
  type LinkEditor,
  type PlanSet,
} from '../../../src/changes';
import { isNoChange, readLinks, type RepositoryRef } from '../../../src/domain';
import type { Judge } from './oracle/judge';
import { serverNameAt } from './schedule/surroundings';
import type { Confirm, Deed } from './schedule/steps';
import { lastReading, statesOf, type Action, type Approved } from './world/action';
import { outgoingOf, same, type Shown } from './world/links';
import type { Server } from './world/server';
import type { Time } from './world/time';
import type { Desk } from './world/window';

export interface DeedWorld {
  readonly time: Time;
  readonly judge: Judge;
  readonly servers: Readonly<Record<'near' | 'far', Server>>;
}

/** What became of a deed, and what had been approved for each result. */
interface Done {
  readonly results: readonly Applied[];
  readonly approved: readonly Approved[];
}

const NOTHING: Done = { results: [], approved: [] };

/** Does what a person does, through the same functions that the commands use. Rejects as those do. */
export async function carryOut(
  world: DeedWorld,
  action: Action,
  deed: Deed,
  connection: string,
): Promise<Done> {
  const { window, stop } = action;
  const { signal } = stop;
  const session = () => window.desk(connection, action);
  const approve = (changes: readonly ChangeRequest[], of: Server = action.server): Approved[] => {
    const approved = changes.map(({ sourceId: entryId, edit, undoOf, base }): Approved => ({
      ...{ server: of, entryId, edit, undoOf },
      base: base && shownBy(action, of, entryId),
    }));
    action.approved = approved;
    return approved;
  };
  const confirm = confirmer(world, action);

  switch (deed.do) {
    case 'change': {
      const { entryId, edit, baseAge } = deed;
      const own = session();
      const base = baseAge === undefined ? undefined : await own.repository.getLinks(entryId, { signal });
      const change: ChangeRequest = {
        ...{ sourceId: entryId, edit, cause: 'form' },
        ...(base && { base, madeFor: refOf(own) }),
      };
      const approved = approve([change]);
      if (baseAge !== undefined) await pause(world.time, action, baseAge);
      // The form stays open when its connection is edited: what is sent then goes through what the connection is by now.
      const { editor } = session();
      const asked = deed.confirm;
      const made = asked
        ? changeApproved(editor, change, (plan) => confirm([plan], asked), { signal })
        : editor.change(change, { signal });
      return settle(made, entryId, approved);
    }
    case 'batch': {
      const changes = deed.changes.map(({ entryId, edit }): ChangeRequest => ({
        sourceId: entryId,
        edit,
        cause: 'command',
      }));
      const approved = approve(changes);
      const { editor } = session();
      const asked = deed.confirm;
      return apply(
        editor,
        asked ? await editor.plan(inGroup(changes), { signal }) : inGroup(changes),
        approved,
        asked,
      );
    }
    case 'swap':
      return swap(deed);
    case 'undoLast':
      return undo((history) => lastUndoable(history), deed.confirm);
    case 'undoGiven':
      return undo((history) => standing(history).slice(deed.back, deed.back + 1), deed.confirm);
    case 'restoreLost': {
      const history = await window.journal.list();
      const lost = history.find((item) => (item.droppedIncoming ?? []).length > 0);
      if (!lost || !isOf(lost, session())) return NOTHING;
      const changes = repairOf(lost.droppedIncoming ?? []);
      return apply(session().editor, inGroup(changes), approve(changes), undefined);
    }
    case 'look':
      await session().repository.getLinks(deed.entryId, { signal });
      return NOTHING;
    case 'history':
      await window.journal.list();
      return NOTHING;
    case 'manyChanges':
      await fillHistory(world, action, deed);
      return NOTHING;
  }

  function inGroup(changes: readonly ChangeRequest[]): readonly ChangeRequest[] {
    return changes.map((change) => ({ ...change, group: `group-${action.number}` }));
  }

  async function apply(
    editor: LinkEditor,
    set: PlanSet | readonly ChangeRequest[],
    approved: readonly Approved[],
    asked: Confirm | undefined,
  ): Promise<Done> {
    const { results } = await (asked && 'steps' in set
      ? applyApproved(editor, set, (plans) => confirm(plans, asked), { signal })
      : editor.apply(set, { signal }));
    return { results, approved };
  }

  async function swap({ entryId, most, confirm: asked }: Extract<Deed, { do: 'swap' }>): Promise<Done> {
    const own = session();
    const links = await own.repository.getLinks(entryId, { signal });
    const { outgoing } = readLinks(links, entryId, await own.linkTypes({ signal }));
    const keys = outgoing.filter(({ targetId }) => targetId !== entryId).slice(0, most);
    if (keys.length === 0) return NOTHING;
    const targets = [...new Set(keys.map(({ targetId }) => targetId))];
    const added = targets.map((targetId): Approved => ({
      server: action.server,
      entryId: targetId,
      edit: {
        upsert: keys
          .filter((key) => key.targetId === targetId)
          .map((key) => ({ ...key, targetId: entryId, onlyIfAbsent: true })),
      },
    }));
    action.approved = [...added, { server: action.server, entryId, edit: { remove: keys } }];
    action.isSwap = true;
    const set = await own.editor.planSwap([{ sourceId: entryId, links: keys }], { signal });
    for (const step of set.steps) if ('error' in step && step.sourceId === entryId) throw step.error;
    const { results } = await apply(own.editor, set, action.approved, asked);
    return {
      results,
      approved: results.map(({ sourceId }) => action.approved.find((one) => one.entryId === sourceId)!),
    };
  }

  async function undo(
    pick: (history: readonly HistoryItem[]) => readonly HistoryItem[],
    asked: Confirm | undefined,
  ): Promise<Done> {
    const own = session();
    const history = await window.journal.list();
    const items = pick(history.filter(({ connection: { id } }) => id === own.connection.id));
    if (items.length === 0) return NOTHING;
    const { cannotReturn: _, ...set } = await own.editor.planUndo(items, { signal });
    const madeIn = new Map(items.map(({ id }) => [id, world.judge.begunById.get(id)?.action.server]));
    const worthwhile = set.steps.filter((step) => 'error' in step || !isNoChange(step.plan.plan));
    if (worthwhile.length === 0) return NOTHING;
    world.judge.tally.count('undo sent on');
    const requests = set.steps.map((step): Pick<ChangeRequest, 'sourceId' | 'edit' | 'undoOf'> =>
      'plan' in step ? step.plan.request : { sourceId: step.sourceId, edit: {} },
    );
    const approved = requests.map(({ sourceId: entryId, edit, undoOf }): Approved => ({
      ...{ entryId, edit, undoOf },
      server: madeIn.get(undoOf ?? items[0]!.id) ?? action.server,
    }));
    action.approved = approved;
    return apply(own.editor, { ...set, group: `group-${action.number}` }, approved, asked);
  }
}

/** Whose base a person sees: what the server had when the action last read the entry. */
function shownBy(action: Action, server: Server, entryId: number): Shown | undefined {
  const reading = lastReading(action, server, entryId);
  const states = reading ? statesOf(reading).map((state) => outgoingOf(state, entryId)) : [];
  const [first] = states;
  return first && states.every((state) => same(state, first)) ? first : undefined;
}

/** Asks the person: what was shown is what counts from then on. */
function confirmer({ time }: DeedWorld, action: Action) {
  return async (plans: readonly ChangePlan[], { thinks, says }: Confirm): Promise<boolean> => {
    action.approved = action.approved.map((approved) => {
      const isShown = plans.some(({ sourceId }) => sourceId === approved.entryId);
      if (!isShown || approved.base || approved.undoOf !== undefined || action.isSwap) return approved;
      return { ...approved, base: shownBy(action, approved.server, approved.entryId) };
    });
    await pause(time, action, thinks);
    return says;
  };
}

async function settle(
  job: Promise<Extract<Applied, { readonly outcome: unknown }>['outcome']>,
  sourceId: number,
  approved: readonly Approved[],
): Promise<Done> {
  const result = await job.then(
    (outcome): Applied => ({ sourceId, outcome }),
    (error: unknown): Applied => ({ sourceId, error }),
  );
  return { results: [result], approved };
}

const pause = (time: Time, { window }: Action, milliseconds: number) =>
  new Promise<void>((resolve) => void time.after(milliseconds, resolve, window));

const refOf = ({ connection: { baseUrl, repoId } }: Desk): RepositoryRef => ({ baseUrl, repoId });

const isOf = ({ connection }: HistoryItem, session: Desk) =>
  serverNameAt(new URL(connection.baseUrl).hostname) ===
  serverNameAt(new URL(session.connection.baseUrl).hostname);

function standing(history: readonly HistoryItem[]): HistoryItem[] {
  const undone = takenBack(history);
  return history.filter(({ id, outcome }) => outcome !== 'refused' && !undone.has(id));
}

/** As a long batch writes it down, some changes at once. */
async function fillHistory(
  { judge }: DeedWorld,
  action: Action,
  { count, bytes, groupOf }: Extract<Deed, { do: 'manyChanges' }>,
): Promise<void> {
  const { connection } = action.window.desk('first', action);
  const numbers = Array.from({ length: count }, (_, index) => index).values();
  const { id, name, baseUrl, repoId } = connection;
  const work = async () => {
    for (const number of numbers) {
      const record: ChangeRecord = {
        connection: { id, name, baseUrl, repoId },
        cause: 'command',
        ...(groupOf > 1 && { group: `many-${action.number}-${Math.floor(number / groupOf)}` }),
        entryId: 900 + (number % 7),
        entryPath: 'x'.repeat(bytes),
        ...{ before: [], payload: [], removed: [], changed: [], kept: 0 },
        added: [{ targetId: 21, linkTypeId: 1, properties: {} }],
      };
      const begun = judge.onBegin(action, record, true);
      const open = await action.window.journal.begin(record).catch(() => undefined);
      if (!open) return;
      begun(open.id);
      // Some are never heard of again.
      if (number % 9 !== 8) await open.finish({ outcome: 'written' });
    }
  };
  await Promise.all([work(), work(), work(), work()]);
}
