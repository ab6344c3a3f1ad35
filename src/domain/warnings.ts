import type { Entry } from './entry';
import { keyOf, type Link, type LinkKey, type LinkType, resolveLinkTypeId } from './link';
import type { LinkEdit, LinkPlan } from './plan';

/** Something worth knowing before a plan is carried out. Each is about one link, but for those of the entry itself. */
export type PlanWarning =
  /** Every link of the entry is removed. */
  | { readonly kind: 'emptiesEntry'; readonly count: number }
  /** The link stays, but a PUT can't carry its description. */
  | { readonly kind: 'losesDescription'; readonly key: LinkKey; readonly description: string }
  /** These properties of a changed link go. */
  | { readonly kind: 'lostProperties'; readonly key: LinkKey; readonly names: readonly string[] }
  /** A new link of a superseding type with a record at an end: it can cut the record off for good. */
  | { readonly kind: 'recordSupersede'; readonly key: LinkKey; readonly recordIds: readonly number[] }
  /** Somebody has the entry checked out. */
  | { readonly kind: 'checkedOut'; readonly entryId: number }
  /** The link is asked for twice, or it is there already. */
  | { readonly kind: 'duplicate'; readonly key: LinkKey; readonly why: 'twice' | 'exists' }
  | { readonly kind: 'selfLink'; readonly key: LinkKey }
  | { readonly kind: 'targetGone'; readonly key: LinkKey }
  | { readonly kind: 'targetInRecycleBin'; readonly key: LinkKey; readonly path: string };

/** What warnings are made of: nothing that would cost a request. */
export interface WarningFacts {
  readonly sourceId: number;
  readonly edit: LinkEdit;
  readonly plan: LinkPlan;
  /** The links that the plan was made against, as the server sent them. */
  readonly links: readonly Link[];
  readonly linkTypes: readonly LinkType[];
  /** Entries that have been read, and entries found missing. */
  readonly known?: readonly Entry[];
  readonly missing?: readonly number[];
}

/** Everything worth knowing about a plan, links in the order of the plan. */
export function warningsOf(facts: WarningFacts): PlanWarning[] {
  return [
    ...emptied(facts),
    ...lostDescriptions(facts),
    ...lostProperties(facts),
    ...ofPut(facts),
    ...cutOffRecords(facts),
    ...checkedOut(facts),
  ];
}

function* emptied({ plan }: WarningFacts): Iterable<PlanWarning> {
  if (plan.after.length === 0 && plan.removed.length > 0)
    yield { kind: 'emptiesEntry', count: plan.removed.length };
}

/** Descriptions that only repeat the type's are left out: those come back by themselves. */
function* lostDescriptions({ sourceId, plan, links, linkTypes }: WarningFacts): Iterable<PlanWarning> {
  const staying = new Set(plan.after.map(keyOf));
  for (const link of links) {
    const linkTypeId = resolveLinkTypeId(link, linkTypes);
    if (link.sourceId !== sourceId || typeof linkTypeId !== 'number') continue;
    const key = { targetId: link.targetId, linkTypeId };
    const description = link.description?.trim() ?? '';
    const type = linkTypes.find((one) => one.linkTypeId === linkTypeId);
    const ofType = [link.typeDescription?.trim(), type?.description?.trim()];
    if (description === '' || ofType.includes(description) || !staying.has(keyOf(key))) continue;
    yield { kind: 'losesDescription', key, description };
  }
}

function* lostProperties({ plan }: WarningFacts): Iterable<PlanWarning> {
  for (const { before, after } of plan.changed) {
    const names = Object.keys(before.properties).filter((name) => !Object.hasOwn(after.properties, name));
    if (names.length > 0) yield { kind: 'lostProperties', key: keyIn(after), names };
  }
}

/** What is asked for and should perhaps not be. */
function* ofPut({ sourceId, edit, plan, known = [], missing = [] }: WarningFacts): Iterable<PlanWarning> {
  const put = (edit.upsert ?? []).map(keyIn);
  const added = new Set(plan.added.map(keyOf));
  const kept = new Set(plan.kept.map(keyOf));
  const seen = new Set<string>();
  const told = new Set<string>();
  const gone = new Set(missing);
  const paths = new Map(known.map((entry) => [entry.id, entry.path]));
  for (const key of put) {
    const id = keyOf(key);
    if (seen.has(id) && !told.has(id)) {
      told.add(id);
      yield { kind: 'duplicate', key, why: 'twice' };
    }
    if (seen.has(id)) continue;
    seen.add(id);
    if (kept.has(id)) yield { kind: 'duplicate', key, why: 'exists' };
    if (!added.has(id)) continue;
    if (key.targetId === sourceId) yield { kind: 'selfLink', key };
    if (gone.has(key.targetId)) yield { kind: 'targetGone', key };
    const path = paths.get(key.targetId);
    if (path && isInRecycleBin(path)) yield { kind: 'targetInRecycleBin', key, path };
  }
}

function* cutOffRecords({ sourceId, plan, linkTypes, known = [] }: WarningFacts): Iterable<PlanWarning> {
  const records = new Set(known.filter(({ isRecord }) => isRecord).map(({ id }) => id));
  for (const { targetId, linkTypeId } of plan.added) {
    const type = linkTypes.find((one) => one.linkTypeId === linkTypeId);
    const recordIds = [sourceId, targetId].filter((id) => records.has(id));
    if (recordIds.length > 0 && type && supersedes(type))
      yield { kind: 'recordSupersede', key: { targetId, linkTypeId }, recordIds };
  }
}

function* checkedOut({ sourceId, plan, known = [] }: WarningFacts): Iterable<PlanWarning> {
  const touched = [...plan.added, ...plan.removed, ...plan.changed.map(({ after }) => after)];
  const ids = new Set(touched.length > 0 ? [sourceId, ...touched.map(({ targetId }) => targetId)] : []);
  for (const { id, isCheckedOut } of known)
    if (isCheckedOut && ids.delete(id)) yield { kind: 'checkedOut', entryId: id };
}

/** Types are named by their repository: the one that every repository has says so in its labels. */
function supersedes({ sourceLabel, targetLabel }: LinkType): boolean {
  return /supersed/i.test(`${sourceLabel}\n${targetLabel}`);
}

/** `\Recycle Bin\…`, as servers name the place of deleted entries. */
export function isInRecycleBin(path: string): boolean {
  return /^\\?\$?recycle ?bin(\\|$)/i.test(path);
}

const keyIn = ({ targetId, linkTypeId }: LinkKey): LinkKey => ({ targetId, linkTypeId });
