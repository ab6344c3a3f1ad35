import { randomUUID } from 'node:crypto';
import { isNoChange, type Link, type LinkPlan } from '../domain';
import { applyChange } from './applyChange';
import { withBatchPriority } from './batch';
import { checkPolicy, checkRepository, checkRequest, unchangedSinceBase } from './checks';
import { repairOf } from './droppedIncoming';
import { EditError } from './errors';
import type { HistoryItem } from './journal/journal';
import { LockError } from './lock/lock';
import { OpenOutcomes } from './openOutcomes';
import { planChange, planSwap } from './plan';
import { applyAll, planEach, stepsOf } from './sets';
import type {
  AppliedSet,
  ChangePlan,
  ChangeRequest,
  DirectionSwap,
  EditorCallOptions,
  LinkChangeOutcome,
  LinkEditorOptions,
  PlanOptions,
  PlanSet,
  RepairOptions,
  SetOptions,
  UndoOptions,
  UndoPlanSet,
} from './types';
import { undoRequests } from './undo';

/**
 * The one way a change of links reaches the server: `plan` tells what requests would do, somebody approves it, `apply`
 * writes it. PUT overwrites and the server knows no precondition, so the links are read right before writing and merged
 * with the change; the before-image is on disk before anything is sent. Changes to one entry run one after another, in
 * all windows. Errors are `EditError` or `ApiError`.
 */
export class LinkEditor {
  readonly #options: LinkEditorOptions;
  readonly #open: OpenOutcomes;

  /** @param open changes whose outcome is open, where editors of the same entries share them. */
  constructor(options: LinkEditorOptions, open = new OpenOutcomes(options)) {
    this.#options = options;
    this.#open = open;
  }

  /**
   * What requests would do, as data: nothing is sent. Links are read where a request has no base, a few entries at once.
   * A request that can't be planned keeps its failure. Rejects only when read-only (unless the plans are only to be
   * shown), made for another repository, or cancelled.
   */
  async plan(requests: readonly ChangeRequest[], options: PlanOptions = {}): Promise<PlanSet> {
    const { group, all } = inOneGroup(requests);
    for (const request of all) this.#check(request, options);
    const editor = this.#withBatchPriority(all.length);
    const steps = await planEach(
      all,
      async (request) => [{ plan: await editor.#plan(request, options) }],
      options,
    );
    return { group, steps };
  }

  /**
   * Plans to turn links round: each source's are added at the other entries first, then removed at the source. Whatever
   * can be checked is checked now. A source whose links can't be turned round keeps its failure. Rejects as `plan` does.
   */
  async planSwap(swaps: readonly DirectionSwap[], options: SetOptions = {}): Promise<PlanSet> {
    for (const swap of swaps) this.#check(swap);
    const group = randomUUID();
    const others = swaps.map(({ links }) => new Set(links.map(({ targetId }) => targetId)).size);
    const editor = this.#withBatchPriority(others.reduce((sum, count) => sum + count, 0));
    const plan = (swap: DirectionSwap) => planSwap(editor.#options, swap, group, callOf(options));
    return { group, steps: await planEach(swaps, plan, options) };
  }

  /**
   * Plans to take past changes back, as far as they can be, together with the incoming links that went with them.
   * Rejects as `plan` does, and when it can't be told what can come back.
   */
  async planUndo(items: readonly HistoryItem[], options: UndoOptions = {}): Promise<UndoPlanSet> {
    const editor = this.#withBatchPriority(items.length);
    const group = randomUUID();
    const undos = (await undoRequests(editor.#options, items, options)).map((undo) => ({
      ...undo,
      sourceId: undo.request.sourceId,
    }));
    const steps = await planEach(undos, async ({ request, overlap }) => {
      const plan = await editor.#plan({ ...request, group }, options);
      return [{ plan: { ...plan, ...overlap } }];
    });
    const changesAny = steps.some((step) => 'error' in step || !isNoChange(step.plan.plan));
    if (changesAny) for (const { request } of undos) this.#check(request);
    return { group, steps, cannotReturn: undos.flatMap(({ lost }) => lost) };
  }

  /** Plans to put incoming links back that a server dropped, each through the entry that owns it. */
  planRepair(dropped: readonly Link[], { madeFor, ...options }: RepairOptions = {}): Promise<PlanSet> {
    const requests = repairOf(dropped);
    return this.plan(madeFor ? requests.map((request) => ({ ...request, madeFor })) : requests, options);
  }

  /**
   * Applies plans, a few entries at once, as one thing in the history. What others did to the same links since a plan was
   * made is a conflict. A bare request is planned while it is written: nobody has seen its plan.
   * Each step has its result; rejects only when read-only or made for another repository, before anything is begun.
   */
  async apply(set: PlanSet | readonly ChangeRequest[], options: SetOptions = {}): Promise<AppliedSet> {
    const { group, all } = 'steps' in set ? { group: set.group, all: set } : inOneGroup(set);
    const steps = stepsOf(all);
    for (const step of steps) if ('request' in step) this.#check(step.request);
    const removals = steps.filter((step) => 'request' in step && step.removesWhatOthersGot);
    const editor = this.#withBatchPriority(steps.length - removals.length);
    const write = (request: ChangeRequest) => editor.change({ ...request, group }, callOf(options));
    return { group, results: await applyAll(steps, write, options) };
  }

  /** Changes the links of one entry. Unless the reason of a failure says otherwise, nothing was written. */
  async change(request: ChangeRequest, options: EditorCallOptions = {}): Promise<LinkChangeOutcome> {
    const { sourceId, base = [] } = request;
    this.#check(request);
    const unchanged = await unchangedSinceBase(request, () => this.#options.linkTypes(callOf(options)));
    if (unchanged) return this.#notSent(sourceId, unchanged, base);
    return this.#write(request, options);
  }

  #plan(request: ChangeRequest, options: EditorCallOptions): Promise<ChangePlan> {
    return planChange(this.#options, request, callOf(options));
  }

  #check(
    request: Pick<ChangeRequest, 'sourceId' | 'madeFor'>,
    { isPreview }: Pick<PlanOptions, 'isPreview'> = {},
  ): void {
    checkRepository(request, this.#options);
    if (!isPreview) checkPolicy(request, this.#options.policy());
  }

  #notSent(sourceId: number, plan: LinkPlan, links: LinkChangeOutcome['links']): LinkChangeOutcome {
    return { sourceId, madeIn: this.#options.connection, plan, sent: false, links, droppedIncoming: [] };
  }

  /** The same for many entries: whatever a person does meanwhile goes first. */
  #withBatchPriority(entries: number): LinkEditor {
    const repository = withBatchPriority(this.#options.repository, entries);
    return new LinkEditor({ ...this.#options, repository }, this.#open);
  }

  async #write(request: ChangeRequest, { signal }: EditorCallOptions): Promise<LinkChangeOutcome> {
    const { connection, lock } = this.#options;
    const { sourceId } = request;
    const call = signal ? { signal } : {};
    const types = await checkRequest(this.#options, request, call);
    // By what the repository knows: how somebody spells the server's address must not let two of ours write at once.
    const key = `${connection.repoId.toLowerCase()} ${sourceId}`;
    try {
      return await lock(
        key,
        (isStillHeld) =>
          applyChange(this.#options, request, { ...call, types, isStillHeld, open: this.#open }),
        call,
      );
    } catch (error) {
      if (!(error instanceof LockError)) throw error;
      const reason = error.reason === 'busy' ? 'busyElsewhere' : 'journalFailed';
      throw new EditError(reason, { sourceId, cause: error });
    }
  }
}

const callOf = ({ signal }: EditorCallOptions): EditorCallOptions => (signal ? { signal } : {});

/** Requests that are one thing in the history: in the group that one of them names, or in one of their own. */
function inOneGroup(requests: readonly ChangeRequest[]): {
  readonly group: string;
  readonly all: readonly ChangeRequest[];
} {
  const group = requests.find((request) => request.group !== undefined)?.group ?? randomUUID();
  return { group, all: requests.map((request) => ({ ...request, group })) };
}
