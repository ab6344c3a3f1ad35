import { l10n } from 'vscode';
import { type Link, type LinkType, linkTypeTitle, oneLine, repositoryKey } from '../domain';
import { byCount, formatList, formatNumber } from '../ui';
import { callOf, carryOut } from './carryOut';
import { type MadeThrough, requireConnection } from './connectionFor';
import { failingAs, type FlowDeps, openSession } from './failure';
import { nameOfId } from './names';
import type { EntryResult, SentChange } from './results';

/** Incoming links that vanished with changes, by what can be done about them. */
export interface DroppedIncoming {
  readonly repairable: readonly Link[];
  /** Their types can't be told: writing them would be a guess. */
  readonly unrepairable: readonly Link[];
}

/** A link counts once, however many changes tell of it. */
export function sortDropped(dropped: readonly Link[]): DroppedIncoming {
  const seen = new Map<string, Link>();
  for (const link of dropped) {
    const { sourceId, targetId, linkTypeId, sourceLabel, targetLabel } = link;
    seen.set(JSON.stringify([sourceId, targetId, linkTypeId ?? [sourceLabel, targetLabel]]), link);
  }
  const links = [...seen.values()];
  const isTyped = ({ linkTypeId = 0 }: Link) => linkTypeId > 0;
  return { repairable: links.filter(isTyped), unrepairable: links.filter((link) => !isTyped(link)) };
}

/** What was dropped, by name, and what of it can't be restored. */
export function describeDropped(
  { repairable, unrepairable }: DroppedIncoming,
  types: readonly LinkType[],
): string {
  const all = [...repairable, ...unrepairable];
  const what = byCount(
    all.length,
    l10n.t('The server dropped 1 incoming link with this change: {0}.', namesOf(all, types)),
    l10n.t(
      'The server dropped {0} incoming links with this change: {1}.',
      formatNumber(all.length),
      namesOf(all, types),
    ),
  );
  if (unrepairable.length === 0) return what;
  const names = namesOf(unrepairable, types);
  const cannot =
    repairable.length > 0
      ? byCount(
          unrepairable.length,
          l10n.t('The link {0} can’t be restored from here: its type is unknown.', names),
          l10n.t('The links {0} can’t be restored from here: its type is unknown.', names),
        )
      : byCount(
          all.length,
          l10n.t('It can’t be restored from here: its type is unknown.'),
          l10n.t('They can’t be restored from here: its type is unknown.'),
        );
  return `${what} ${cannot}`;
}

/** Links told by name; the rest is counted. */
const TOLD = 3;

function namesOf(links: readonly Link[], types: readonly LinkType[]): string {
  const told = formatList(links.slice(0, TOLD).map((link) => nameOf(link, types)));
  const rest = links.length - TOLD;
  return rest > 0 ? l10n.t('{0} and {1} more', told, formatNumber(rest)) : told;
}

function nameOf(link: Link, types: readonly LinkType[]): string {
  const { sourceId, sourcePath, targetId, targetPath, linkTypeId, sourceLabel, targetLabel } = link;
  const end = (path: string | null | undefined, id: number) => oneLine(path ?? '') || nameOfId(id);
  const type = types.find((one) => one.linkTypeId === linkTypeId);
  const title = type ? linkTypeTitle(type) : [sourceLabel, targetLabel].filter(Boolean).join(' → ');
  const [from, to] = [end(sourcePath, sourceId), end(targetPath, targetId)];
  return title
    ? l10n.t('from {0} to {1} ({2})', from, to, oneLine(title))
    : l10n.t('from {0} to {1}', from, to);
}

export function nameOfSource(dropped: readonly Link[], sourceId: number): string {
  const path = dropped.find((link) => link.sourceId === sourceId)?.sourcePath;
  return oneLine(path ?? '') || nameOfId(sourceId);
}

/** Links that were dropped in one repository. */
export interface DroppedIn {
  readonly from: MadeThrough;
  readonly dropped: readonly Link[];
}

/**
 * Puts dropped links back through the entries that own them, where they were dropped. Undefined: the person said no.
 */
export async function restoreDropped(
  deps: FlowDeps,
  { from, dropped }: DroppedIn,
): Promise<readonly EntryResult[] | undefined> {
  const failed = l10n.t('Could not restore the incoming links');
  const { id } = requireConnection(deps, from, failed);
  const session = await openSession(deps, id);
  const question = byCount(
    dropped.length,
    l10n.t('Restore 1 lost link?'),
    l10n.t('Restore {0} lost links?', formatNumber(dropped.length)),
  );
  const results = await failingAs(
    failed,
    () =>
      carryOut(
        {
          title: l10n.t('Restore Incoming Links'),
          deed: 'restored',
          resolvesConflicts: true,
          approval: { question, verb: l10n.t('Restore') },
        },
        async (watch) => {
          const set = await session.editor.planRepair(dropped, {
            ...callOf(watch, 'restored'),
            madeFor: from,
          });
          return [{ session, set, told: dropped, nameOf: (sourceId) => nameOfSource(dropped, sourceId) }];
        },
      ),
    id,
  );
  return results?.flat();
}

/** The same in words, and what of it can be put back. */
interface Dropped extends DroppedIn {
  readonly repairable: readonly Link[];
  readonly words: string;
}

/** The incoming links that the server dropped with changes: once a repository. */
export async function droppedWith(deps: FlowDeps, sent: readonly SentChange[]): Promise<Dropped[]> {
  const places = new Map<string, DroppedIn & { readonly dropped: Link[] }>();
  for (const { connectionId, madeIn, droppedIncoming } of sent) {
    if (droppedIncoming.length === 0) continue;
    const key = repositoryKey(madeIn);
    const place = places.get(key) ?? { from: { ...madeIn, id: connectionId }, dropped: [] };
    place.dropped.push(...droppedIncoming);
    places.set(key, place);
  }
  return Promise.all(
    [...places.values()].map(async ({ from, dropped }) => {
      const sorted = sortDropped(dropped);
      const words = describeDropped(sorted, await typesIn(deps, from));
      return { from, dropped: sorted.repairable, repairable: sorted.repairable, words };
    }),
  );
}

/** Types for telling links by name; what was done is told without them as well. */
async function typesIn(deps: FlowDeps, from: DroppedIn['from']) {
  try {
    const { id } = requireConnection(deps, from, '');
    const { linkTypes } = await openSession(deps, id);
    return await linkTypes();
  } catch {
    return [];
  }
}
