import {
  findConflicts,
  keyOf,
  type LinkConflict,
  type OutgoingLink,
  planEdit,
  readLinks,
  toPayload,
  warningsOf,
} from '../domain';
import { mapConcurrent, MAX_CONCURRENCY } from './batch';
import { checkEcho, checkRepository, checkRequest } from './checks';
import { EditError } from './errors';
import { readToShow, typesToday } from './reading';
import type {
  ChangePlan,
  ChangeRequest,
  DirectionSwap,
  EditorCallOptions,
  LinkEditorOptions,
  PlannedStep,
} from './types';

/** What a request would do to its base, or else to the links that the server has now. */
export async function planChange(
  editorOptions: LinkEditorOptions,
  request: ChangeRequest,
  options: EditorCallOptions,
): Promise<ChangePlan> {
  const { repository, linkTypes } = editorOptions;
  const { sourceId, edit, known, missing } = request;
  checkRepository(request, editorOptions);
  const kept = await checkRequest(editorOptions, request, options);
  const base = request.base ?? (await readToShow(() => repository.getLinks(sourceId, options), sourceId));
  const types = await typesToday({ linkTypes }, base, kept, options);
  const current = readLinks(base, sourceId, types);
  checkEcho(sourceId, current);
  const plan = planEdit(current.outgoing, edit);
  const warnings = warningsOf({
    sourceId,
    edit,
    plan,
    links: base,
    linkTypes: types,
    ...(known && { known }),
    ...(missing && { missing }),
  });
  const before = toPayload(current.outgoing);
  const after = toPayload(plan.after);
  return { sourceId, request: { ...request, base }, plan, warnings, conflicts: [], before, after };
}

/**
 * Plans to turn links round: what each other entry gets, then what this one gives up. Reads the links to be turned
 * round, and those of the entries at their other ends: whatever stands in the way of one of them is found before the
 * first is written. A link that is not there any more is a conflict: nothing is planned then. So is one that another
 * entry has already with other properties, for that entry: ours must not vanish for it.
 */
export async function planSwap(
  options: LinkEditorOptions,
  { sourceId, links: keys, known, madeFor }: DirectionSwap,
  group: string,
  call: EditorCallOptions,
): Promise<PlannedStep[]> {
  const { repository, linkTypes } = options;
  const base = await readToShow(() => repository.getLinks(sourceId, call), sourceId);
  const types = await typesToday({ linkTypes }, base, await linkTypes(call), call);
  const current = readLinks(base, sourceId, types);
  checkEcho(sourceId, current);
  const { outgoing } = current;
  const present = new Map(outgoing.map((link) => [keyOf(link), link]));
  const gone = keys.filter((key) => !present.has(keyOf(key)));
  if (gone.length > 0) {
    const conflicts = gone.map((key): LinkConflict => {
      const seen = { ...key, properties: {} };
      return { key, base: seen, theirs: undefined, ours: undefined };
    });
    throw new EditError('conflict', { sourceId, conflicts, theirs: base });
  }
  // A link to itself is the same turned round.
  const requested = new Set(keys.map(keyOf));
  const links = outgoing.filter((link) => link.targetId !== sourceId && requested.has(keyOf(link)));
  const common = { cause: 'swap', group, ...(madeFor && { madeFor }), ...(known && { known }) } as const;
  const byTarget = new Map<number, OutgoingLink[]>();
  for (const link of links) {
    const turned = byTarget.get(link.targetId) ?? [];
    turned.push({ ...link, targetId: sourceId });
    byTarget.set(link.targetId, turned);
  }
  const entries = new Map(known?.map((entry) => [entry.id, entry]));
  const additions = await mapConcurrent(
    MAX_CONCURRENCY,
    [...byTarget],
    async ([targetId, turned]): Promise<PlannedStep> => {
      const target = entries.get(targetId) ?? (await repository.getEntry(targetId, call));
      const theirs = await readToShow(() => repository.getLinks(targetId, call), targetId);
      // What others are is no matter of this entry's.
      const source = entries.get(sourceId);
      const addition: ChangeRequest = {
        ...common,
        sourceId: targetId,
        // In full, not only where missing: what somebody adds there meanwhile with other properties is a conflict.
        edit: { upsert: turned },
        base: theirs,
        known: source ? [source, target] : [target],
      };
      try {
        const planned = await planChange(options, addition, call);
        const { kept, changed } = planned.plan;
        const there = [...kept, ...changed.map(({ before }) => before)];
        const conflicts = findConflicts([], there, addition.edit);
        if (conflicts.length > 0) throw new EditError('conflict', { sourceId: targetId, conflicts, theirs });
        return { plan: planned };
      } catch (error) {
        if (!EditError.is(error)) throw error;
        return { sourceId: targetId, error };
      }
    },
  );
  const getting = new Set(additions.flatMap((step) => ('plan' in step ? step.plan.sourceId : [])));
  const remove = links.filter(({ targetId }) => getting.has(targetId));
  if (remove.length === 0) return additions;
  const removal = await planChange(options, { ...common, sourceId, edit: { remove }, base }, call);
  return [...additions, { plan: { ...removal, removesWhatOthersGot: true } }];
}
