import type { ChangeCause, ChangeRequest, LinkChangeOutcome, PlanSet } from '../changes';
import { type Entry, nameOfPath, pathIn } from '../domain';
import type { LinkEditorApi, Recents, UsedEntry } from './types';

/** Of a batch so many entries count as recent: else it would push out all others. */
const MOST_OF_A_BATCH = 5;

/** Who undoes has not chosen the entries anew. */
const CHOSEN: ReadonlySet<ChangeCause> = new Set<ChangeCause>(['form', 'command', 'dragAndDrop', 'swap']);

/** An editor of which is remembered what was linked by it, and with which types. */
export function noticingLinks(editor: LinkEditorApi, recents: Recents): LinkEditorApi {
  return {
    ...editor,
    async apply(set, options) {
      const applied = await editor.apply(set, options);
      const outcomes = applied.results.flatMap((result) => ('outcome' in result ? [result.outcome] : []));
      notice(recents, requestsOf(set), outcomes);
      return applied;
    },
    async change(request, options) {
      const outcome = await editor.change(request, options);
      notice(recents, [request], [outcome]);
      return outcome;
    },
  };
}

function requestsOf(set: PlanSet | readonly ChangeRequest[]): readonly ChangeRequest[] {
  if (!('steps' in set)) return set;
  return set.steps.flatMap((step) => ('plan' in step ? [step.plan.request] : []));
}

function notice(
  recents: Recents,
  requests: readonly ChangeRequest[],
  outcomes: readonly LinkChangeOutcome[],
): void {
  const chosen = new Set(requests.filter(({ cause }) => CHOSEN.has(cause)).map(({ sourceId }) => sourceId));
  const linked = outcomes.filter(
    ({ sourceId, sent, plan }) => sent && plan.added.length > 0 && chosen.has(sourceId),
  );
  if (linked.length === 0) return;
  const known = new Map(requests.flatMap((request) => request.known ?? []).map((entry) => [entry.id, entry]));
  const sources = linked.map((outcome) => entryIn(outcome, outcome.sourceId, known));
  const targets = linked.flatMap((outcome) =>
    outcome.plan.added.map(({ targetId }) => entryIn(outcome, targetId, known)),
  );
  // What was chosen last, the target, comes first.
  void recents.use([...targets.slice(-MOST_OF_A_BATCH), ...sources.slice(-MOST_OF_A_BATCH)]);
  void recents.useLinkTypes(linked.flatMap(({ plan }) => plan.added.map(({ linkTypeId }) => linkTypeId)));
}

/** The entry as far as it is known: by the path that its links tell at least. */
function entryIn(
  { links }: LinkChangeOutcome,
  entryId: number,
  known: ReadonlyMap<number, Entry>,
): UsedEntry {
  const path = pathIn(links, entryId);
  return known.get(entryId) ?? { id: entryId, name: nameOfPath(path ?? ''), path };
}
