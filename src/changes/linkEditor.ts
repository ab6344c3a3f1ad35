import { randomUUID } from 'node:crypto';
import { isNoChange, type LinkPlan } from '../domain';
import { checkPolicy, checkRepository, unchangedSinceBase } from './checks';
import { EditError } from './errors';
import { withBatchPriority } from './batchPriority';
import { confirmed, makeAll, stepsOf, type Step } from './batch';
import { applyChange } from './applyChange';
import type { HistoryItem } from './journal/journal';
import { checkWish } from './knownTypes';
import { OpenOutcomes } from './openOutcomes';
import { prepareUndo } from './prepareUndo';
import { reviewChange } from './review';
import { planSwap, removalAfter } from './swap';
import { LockError } from './lock/lock';
import type {
  ChangeOptions,
  ChangeReview,
  DirectionSwap,
  EditorCallOptions,
  GroupOptions,
  GroupOutcome,
  LinkChange,
  LinkChangeOutcome,
  LinkEditorOptions,
  PreparedUndo,
} from './types';

/**
 * The one way a change of links reaches the server. PUT overwrites and the server knows no precondition, so the links
 * are read right before writing and merged with the change; the before-image is on disk before anything is sent.
 * Changes to one entry run one after another, in all windows. Methods reject with `EditError` or `ApiError`.
 */
export class LinkEditor {
  readonly #options: LinkEditorOptions;
  readonly #open: OpenOutcomes;

  /** @param open changes whose outcome is open, where editors of the same entries share them. */
  constructor(options: LinkEditorOptions, open = new OpenOutcomes(options)) {
    this.#options = options;
    this.#open = open;
  }

  /** Changes the links of one entry. Unless the reason of a failure says otherwise, nothing was written. */
  async change(change: LinkChange, options: ChangeOptions = {}): Promise<LinkChangeOutcome> {
    const { signal, confirm } = options;
    const { sourceId, base = [] } = change;
    checkRepository(change, this.#options);
    checkPolicy(change, this.#options.policy());
    const unchanged = await unchangedSinceBase(change, () => this.#options.linkTypes(callOf(options)));
    if (unchanged) return this.#notSent(sourceId, unchanged, base);
    if (!confirm) return this.#write(change, options);

    const review = await this.review(change, signal ? { signal } : {});
    if (isNoChange(review.plan)) return this.#notSent(sourceId, review.plan, review.links);
    if (!(await confirm(review))) throw new EditError('declined', { sourceId });
    return this.#write({ ...change, base: review.links }, options);
  }

  /** A dry run: what the change would do, to its base or else to what the server has. Refuses what `change` would. */
  review(change: LinkChange, options: EditorCallOptions = {}): Promise<ChangeReview> {
    return reviewChange(this.#options, change, options);
  }

  /**
   * Changes several entries, a few at once, as one thing in the history. Rejects only when declined, read-only, made
   * for another repository, or cancelled before the question.
   */
  async changeGroup(changes: readonly LinkChange[], options: GroupOptions = {}): Promise<GroupOutcome> {
    const group = changes.find((change) => change.group !== undefined)?.group ?? randomUUID();
    const all = changes.map((change) => ({ ...change, group }));
    for (const change of all) {
      checkRepository(change, this.#options);
      checkPolicy(change, this.#options.policy());
    }
    const editor = this.#withBatchPriority(all.length);
    const steps = await editor.#confirmed(stepsOf(all), options);
    const write = (change: LinkChange) => editor.change(change, callOf(options));
    return { group, results: await makeAll(steps, write, options) };
  }

  /**
   * Turns links round: adds them at the other entries first, then removes here those that were added. Whatever can be
   * checked is checked before the first of them is written.
   * Rejects when nothing was begun; else each entry has its result, this one last.
   */
  async swapDirection(swap: DirectionSwap, options: GroupOptions = {}): Promise<GroupOutcome> {
    checkRepository(swap, this.#options);
    checkPolicy(swap, this.#options.policy());
    const group = randomUUID();
    const editor = this.#withBatchPriority(new Set(swap.links.map(({ targetId }) => targetId)).size);
    const plan = await planSwap(editor.#options, swap, group, callOf(options));
    const planned = [...plan.additions, ...(isEmpty(plan.removal) ? [] : stepsOf([plan.removal]))];
    const steps = await editor.#confirmed(planned, options);
    const write = (change: LinkChange) => editor.change(change, callOf(options));

    const added = await makeAll(steps.slice(0, plan.additions.length), write);
    const removal = removalAfter(plan.removal, added);
    const removed = await makeAll(isEmpty(removal) ? [] : stepsOf([removal]), write);
    return { group, results: [...added, ...removed] };
  }

  /** Looks what of past changes can be taken back, and asks for the targets to link again: pass on to `changeGroup`. */
  prepareUndo(
    items: readonly HistoryItem[],
    options: Omit<GroupOptions, 'confirm'> = {},
  ): Promise<PreparedUndo> {
    return prepareUndo(this.#withBatchPriority(items.length).#options, items, options);
  }

  #confirmed(steps: readonly Step[], options: GroupOptions): Promise<readonly Step[]> {
    const { confirm } = options;
    if (!confirm) return Promise.resolve(steps);
    return confirmed(steps, (change) => this.review(change, callOf(options)), confirm, options);
  }

  #notSent(sourceId: number, plan: LinkPlan, links: LinkChangeOutcome['links']): LinkChangeOutcome {
    return { sourceId, madeIn: this.#options.connection, plan, sent: false, links, droppedIncoming: [] };
  }

  /** The same for many entries: whatever a person does meanwhile goes first. */
  #withBatchPriority(entries: number): LinkEditor {
    const repository = withBatchPriority(this.#options.repository, entries);
    return new LinkEditor({ ...this.#options, repository }, this.#open);
  }

  async #write(change: LinkChange, { signal }: EditorCallOptions): Promise<LinkChangeOutcome> {
    const { connection, lock } = this.#options;
    const { sourceId } = change;
    const call = signal ? { signal } : {};
    const types = await checkWish(this.#options, change, call);
    // By what the repository knows: how somebody spells the server's address must not let two of ours write at once.
    const key = `${connection.repoId.toLowerCase()} ${sourceId}`;
    try {
      return await lock(
        key,
        (isStillHeld) =>
          applyChange(this.#options, change, { ...call, types, isStillHeld, open: this.#open }),
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
const isEmpty = ({ edit }: LinkChange) => edit.remove?.length === 0;
