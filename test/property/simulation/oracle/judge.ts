import type { ChangeRecord, Applied } from '../../../../src/changes';
import { keyOf } from '../../../../src/domain';
import { readBefore, type Action, type Approved, type Begun } from '../world/action';
import { differing, keyFrom, outgoingOf, wishOf, type Shown } from '../world/links';
import type { Exchange, NetworkWatcher } from '../world/network';
import type { Server, Write } from '../world/server';
import type { Time } from '../world/time';
import { judgeFailing, judgeOutcomes } from './outcomes';
import { actionsOf, approvedFor, judgeSending, payloadIn, text, typesMayBeOld } from './sending';
import type { Tally } from './tally';
import { Violation, type Invariant } from './violation';
import { inWords } from './words';

/** Watches everything that goes on, and holds it against the promises. */
export class Judge implements NetworkWatcher {
  readonly violations: Violation[] = [];
  readonly actions: Action[] = [];
  /** Every PUT of ours. */
  readonly puts: Exchange[] = [];
  /** Changes by their ids. */
  readonly begunById = new Map<string, Begun>();
  /** PUTs of which somebody was told that nothing was written. */
  readonly deniedPuts = new Map<Exchange, string>();
  /** Called when the links of an entry have been read. */
  onRead: (server: Server, entryId: number) => void = () => undefined;

  constructor(
    readonly time: Time,
    readonly tally: Tally,
  ) {}

  fail(invariant: Invariant, story: string): void {
    this.violations.push(new Violation(invariant, `${story} (at ${Math.round(this.time.at)} ms)`));
  }

  onSent(exchange: Exchange): void {
    this.tally.count('requests');
    if (exchange.fault) this.tally.count(`fault ${exchange.fault.name}`);
    if (exchange.asked.kind !== 'put') return;
    this.tally.count('PUT');
    this.puts.push(exchange);
    judgeSending(this, exchange);
  }

  onAnswered(exchange: Exchange): void {
    const { calls, server, asked, answer } = exchange;
    if (asked.kind !== 'read' || !answer?.state || exchange.told !== 'done') return;
    for (const { pages } of calls) pages.push(exchange);
    if (!answer.hasMore) this.onRead(server, asked.entryId);
  }

  onWritten(exchange: Exchange, write: Write): void {
    this.tally.count('PUT taken');
    const { asked, server } = exchange;
    const { entryId } = asked;
    const denied = this.deniedPuts.get(exchange);
    if (denied !== undefined)
      this.fail('falseNothing', `${denied} Its PUT of entry ${entryId} was taken later.`);
    const begun = actionsOf(exchange)
      .flatMap(({ begun: all }) => all)
      .find(({ puts }) => puts.includes(exchange));
    const approved = begun && approvedFor(begun.action, begun);
    if (!approved || typesMayBeOld(begun.action, exchange)) return;
    this.#lostLinks(exchange, approved, write, server);
  }

  onBegin(action: Action, record: ChangeRecord, isMadeUp = false): (id: string) => void {
    const begun: Begun = { action, record, calledAt: this.time.at, puts: [], ...(isMadeUp && { isMadeUp }) };
    action.begun.push(begun);
    return (id) => {
      begun.id = id;
      begun.doneAt = this.time.at;
      this.begunById.set(id, begun);
    };
  }

  /** An action has come to its end. */
  onEnded(action: Action, results: readonly Applied[], approved: readonly Approved[]): void {
    judgeOutcomes(this, action, results, approved);
  }

  /** An action came to nothing, before any of its changes had a result of its own. */
  onRejected(action: Action, error: unknown): void {
    const entryIds = [...new Set(action.begun.map(({ record }) => record.entryId))];
    const results = entryIds.map((sourceId) => ({ sourceId, error }));
    judgeOutcomes(this, action, results, []);
    if (results.length === 0) judgeFailing(this, action, error);
  }

  /** An undo touches only what its change took. */
  undo(
    doer: Action,
    { server, asked }: Exchange,
    { undoOf = '' }: Approved,
    now: Shown,
    payload: Shown,
  ): void {
    const original = this.begunById.get(undoOf);
    if (!original) return;
    const allowed = new Set(touchedBy(original));
    if (asked.entryId !== original.record.entryId) {
      // Lost incoming links come back through their sources.
      for (const key of differing(now, payload)) {
        const { targetId } = keyFrom(key);
        if (targetId !== original.record.entryId || now.has(key))
          this.fail('undoTooMuch', `${inWords(doer)} changed link ${key} of entry ${asked.entryId}.`);
      }
      return;
    }
    const tooMuch = differing(now, payload).filter((key) => !allowed.has(key));
    if (tooMuch.length > 0)
      this.fail(
        'undoTooMuch',
        `${inWords(doer)} changed the links ${tooMuch.join(', ')} of entry ${asked.entryId} on ${server.name}; its change had touched ${[...allowed].join(', ') || 'nothing'}.`,
      );
  }

  /** Links that were there and are not any more, although nobody asked for it. */
  #lostLinks(exchange: Exchange, { edit }: Approved, write: Write, server: Server): void {
    const { asked, sent } = exchange;
    const [doer] = actionsOf(exchange);
    const before = outgoingOf(write.before, asked.entryId);
    const payload = payloadIn(exchange);
    for (const [key, properties] of before) {
      if ([properties, wishOf(edit, key, properties)].includes(payload.get(key))) continue;
      const since = server.writes.findLast(
        (one) =>
          one.order < write.order &&
          one.sourceId === asked.entryId &&
          outgoingOf(one.after, asked.entryId).get(key) === properties &&
          outgoingOf(one.before, asked.entryId).get(key) !== properties,
      );
      // Written so late that the guard did not see it.
      if (since && since.at >= (lastRead(exchange)?.pages[0]?.arrivedAt ?? sent.at)) continue;
      this.fail(
        'lostLink',
        `Link ${key}${properties && ` ${properties}`} of entry ${asked.entryId}, there since ${since?.at ?? 'the beginning'}, is gone with a PUT sent at ${sent.at} ms by ${doer ? inWords(doer) : 'nobody'}: ${text(payload)}.`,
      );
    }
  }
}

const lastRead = (put: Exchange) =>
  actionsOf(put)
    .map((action) => readBefore(action, put))
    .find((reading) => reading !== undefined);

/** Keys that a change meant to touch. */
export function plannedBy({ record: { added, removed, changed } }: Begun): string[] {
  return [...added, ...removed, ...changed.map(({ after }) => after)].map(keyOf);
}

/** Keys that a change really touched, beside those it meant to: what the server made of it otherwise. */
function touchedBy(begun: Begun): string[] {
  const { entryId } = begun.record;
  const keys = begun.puts.flatMap(({ write }) =>
    write ? differing(outgoingOf(write.before, entryId), outgoingOf(write.after, entryId)) : [],
  );
  return [...new Set([...keys, ...plannedBy(begun)])];
}
