import type { Ticket } from '../../src/api';
import { isNoChange, type LinkType } from '../../src/domain';
import {
  memoryLock,
  LinkEditor,
  type AppliedSet,
  type ChangePlan,
  type ChangeRecord,
  type ChangeRequest,
  type ChangeResult,
  type HistoryItem,
  type Journal,
  type LinkChangeOutcome,
  type LinkEditorOptions,
  type PlanSet,
  type SetOptions,
} from '../../src/changes';

/** A journal that forgets when the test ends; items are in the order of their changes. */
export class MemoryJournal implements Pick<Journal, 'begin'> {
  readonly items: HistoryItem[] = [];
  /** Called before a record is kept and before its outcome is: throws to break the disk. */
  onWrite: (kind: 'before' | 'after') => void | Promise<void> = () => undefined;

  async begin(record: ChangeRecord) {
    await this.onWrite('before');
    const index = this.items.length;
    const id = `record-${index + 1}`;
    const time = new Date(Date.UTC(2026, 0, 1) + index).toISOString();
    this.items.push({ ...record, id, time, sequence: index, outcome: 'unknown' });
    return {
      id,
      finish: async (result: ChangeResult) => {
        await this.onWrite('after');
        this.items[index] = { ...record, id, time, sequence: index, ...result };
      },
    };
  }
}

/** A ticket of a server without limits. */
export const freeTicket = (): Promise<Ticket> =>
  Promise.resolve({
    run: (job) => job(),
    ensure: () => Promise.resolve(),
    release: () => undefined,
  });

/** An editor as a session has it, with nothing kept on disk. */
export function editorFor(
  repository: LinkEditorOptions['repository'],
  linkTypes: () => Promise<readonly LinkType[]>,
  more: Partial<LinkEditorOptions> = {},
): LinkEditor {
  return new LinkEditor({
    connection: { id: 'c-1', name: 'Test', baseUrl: 'https://server/LFRepositoryAPI', repoId: 'r-1' },
    repository,
    linkTypes,
    journal: new MemoryJournal(),
    lock: memoryLock(),
    policy: () => ({ readOnly: false, allowSelfLinks: false }),
    ...more,
  });
}

/** Whoever is shown plans says yes or no; what becomes of the links meanwhile is the test's. */
export type Approve = (plans: readonly ChangePlan[]) => PromiseLike<boolean>;

/** Whoever was shown plans said no. */
export class Declined extends Error {}

/** Applies a set of plans once somebody was shown those that would send something; rejects with `Declined` where they say no. */
export async function applyApproved(
  editor: LinkEditor,
  set: PlanSet,
  approve: Approve,
  options: SetOptions = {},
): Promise<AppliedSet> {
  const plans = set.steps.flatMap((step) =>
    'plan' in step && !isNoChange(step.plan.plan) ? [step.plan] : [],
  );
  if (plans.length > 0 && !(await approve(plans))) throw new Declined();
  return editor.apply(set, options);
}

/** Plans one request, shows it and applies it: its outcome, or its failure thrown. */
export async function changeApproved(
  editor: LinkEditor,
  request: ChangeRequest,
  approve: (plan: ChangePlan) => PromiseLike<boolean> = () => Promise.resolve(true),
  options: SetOptions = {},
): Promise<LinkChangeOutcome> {
  const set = await editor.plan([request], options);
  for (const step of set.steps) if ('error' in step) throw step.error;
  const { results } = await applyApproved(editor, set, ([plan]) => approve(plan!), options);
  const [result] = results;
  if (!result) throw new Error('Every step has its result.');
  if ('error' in result) throw result.error;
  return result.outcome;
}
