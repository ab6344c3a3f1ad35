import {
  keyOf,
  type Link,
  type LinkPlan,
  type LinkType,
  type OutgoingLink,
  readLinks,
  sameProperties,
  withTypes,
} from '../domain';
import { systemClock } from './clock';
import { missingLinks } from './droppedIncoming';
import type { OpenRecord } from './journal/journal';
import { type Reading, typesToday } from './reading';
import type { LinkEditorOptions } from './types';

/** A PUT that was sent, and of which nobody could tell whether it was carried out. */
export interface OpenOutcome {
  readonly sourceId: number;
  readonly plan: LinkPlan;
  /** The links right before it. */
  readonly reading: Reading;
  readonly record: OpenRecord;
}

/** When the links are looked at again, after the outcome was found open: gateways give up within minutes. Milliseconds. */
const LOOKS_AFTER_MS: readonly number[] = [2_000, 10_000, 30_000, 120_000];

/**
 * Changes whose outcome is open. They are looked at again a few times, and whenever their entry is read anyway: one that
 * turns out to have been written is so in the history, and told.
 */
export class OpenOutcomes {
  readonly #options: LinkEditorOptions;
  readonly #open = new Map<number, readonly OpenOutcome[]>();

  constructor(options: LinkEditorOptions) {
    this.#options = options;
  }

  add(outcome: OpenOutcome): void {
    const { sourceId } = outcome;
    this.#open.set(sourceId, [...this.#of(sourceId), outcome]);
    this.#lookLater(outcome, 0);
  }

  /** Settles those that a reading shows to have been written. */
  async look(
    sourceId: number,
    { links, current, types }: Pick<Reading, 'links' | 'current' | 'types'>,
  ): Promise<void> {
    for (const outcome of this.#of(sourceId))
      if (isMade(outcome.plan, current.outgoing)) await this.#settle(outcome, links, types);
  }

  /** Another change of the entry is about to be sent: what is there afterwards tells nothing of those before. */
  forget(sourceId: number): void {
    this.#open.delete(sourceId);
  }

  #of(sourceId: number): readonly OpenOutcome[] {
    return this.#open.get(sourceId) ?? [];
  }

  #lookLater(outcome: OpenOutcome, looks: number): void {
    const wait = LOOKS_AFTER_MS[looks];
    if (wait === undefined) return;
    const { clock = systemClock } = this.#options;
    clock.timers.after(wait, () => {
      void this.#lookAgain(outcome).then((isOpen) => {
        if (isOpen) this.#lookLater(outcome, looks + 1);
      });
    });
  }

  /** Whether it is still open. Never rejects: a look that fails is one look less. */
  async #lookAgain(outcome: OpenOutcome): Promise<boolean> {
    const { sourceId, plan, reading } = outcome;
    if (!this.#of(sourceId).includes(outcome)) return false;
    try {
      const links = await this.#options.repository.getLinks(sourceId, { priority: 'background' });
      const types = await typesToday(this.#options, links, reading.types, { priority: 'background' });
      const isWritten = isMade(plan, readLinks(links, sourceId, types).outgoing);
      if (isWritten && this.#of(sourceId).includes(outcome)) await this.#settle(outcome, links, types);
      return !isWritten;
    } catch {
      return true;
    }
  }

  async #settle(outcome: OpenOutcome, links: readonly Link[], types: readonly LinkType[]): Promise<void> {
    const { sourceId, plan, reading, record } = outcome;
    const others = this.#of(sourceId).filter((one) => one !== outcome);
    if (others.length > 0) this.#open.set(sourceId, others);
    else this.#open.delete(sourceId);
    const before = withTypes(reading.current.incoming, reading.types);
    const droppedIncoming = missingLinks(before, readLinks(links, sourceId, types).incoming, types);
    const lost = droppedIncoming.length > 0 && { droppedIncoming };
    await record.finish({ outcome: 'written', answer: withTypes(links, types), ...lost });
    const touched = [...plan.added, ...plan.removed, ...plan.changed.map(({ after }) => after)];
    const targetIds = [...new Set(touched.map(({ targetId }) => targetId))];
    this.#options.onWritten?.({ sourceId, links, targetIds });
    const { connection: madeIn, onSettled } = this.#options;
    onSettled?.({ sourceId, recordId: record.id, madeIn, links, droppedIncoming });
  }
}

/** Whether links are what a plan makes of those that it touches, whatever others did to others. */
export function isMade(
  { added, removed, changed }: Pick<LinkPlan, 'added' | 'removed' | 'changed'>,
  outgoing: readonly OutgoingLink[],
): boolean {
  const there = new Set(outgoing.map(keyOf));
  return (
    hasAll(outgoing, [...added, ...changed.map(({ after }) => after)]) &&
    removed.every((link) => !there.has(keyOf(link)))
  );
}

/** Whether all links of a list are there, with the same properties. */
export function hasAll(links: readonly OutgoingLink[], expected: readonly OutgoingLink[]): boolean {
  const byKey = new Map(links.map((link) => [keyOf(link), link]));
  return expected.every((link) => {
    const there = byKey.get(keyOf(link));
    return there !== undefined && sameProperties(there.properties, link.properties);
  });
}
