import { l10n } from 'vscode';
import {
  describeLink,
  type Entry,
  keyOf,
  type Link,
  type LinkEdit,
  type LinkKey,
  type LinkType,
  type LinkView,
  nameOfPath,
  resolveLinkTypeId,
  shortenPath,
  type Seen,
} from '../../domain';
import {
  type EntryChange,
  failingAs,
  nameOfId,
  openSession,
  refuseReadOnly,
  watched,
} from '../../changeFlow';
import type { Session } from '../../connections';
import { byCount, formatNumber, notify, pickMany, pickOne, UserError } from '../../ui';
import { entryOf, linksOf, type Node, type Row } from '../../tree';
import { form, id, linkKeys, mapArguments, text } from '../schema';
import type { CommandDeps } from '../support/deps';
import { PICKER_PATH_LENGTH } from '../support/entryRows';
import { type EntryTarget, refuseStaleRows, type Targets } from '../targets';

/** Links that a command acts on, all of one source: a link belongs to it, wherever the link was clicked. */
export interface LinksOfSource {
  readonly connectionId: string;
  readonly sourceId: number;
  /** What the source is called, where that is known. */
  readonly name?: string;
  readonly links: readonly LinkKey[];
  /** The same links as a person saw them. */
  readonly seen?: readonly Link[];
  /** Entries that are known without asking. */
  readonly known?: readonly Entry[];
}

/** The fields of an argument object that names links of one source. */
export const LINKS_FIELDS = { connectionId: text(), sourceId: id(), links: linkKeys() };
export const LINKS_OF_SOURCE = mapArguments(form(LINKS_FIELDS), (given): readonly LinksOfSource[] => [given]);

/** Links of one entry, the same of several, or of several entries each with its own. */
type GivenLinks<T> = { readonly connectionId: string } & (
  | { readonly sourceId: number; readonly links: readonly T[] }
  | { readonly sourceIds: readonly number[]; readonly links: readonly T[] }
  | { readonly pairs: readonly (T & { readonly sourceId: number })[] }
);

/** What an argument object wants of the links that it names. */
export function changesGiven<T extends LinkKey>(
  given: GivenLinks<T>,
  edit: (links: readonly T[]) => LinkEdit,
): EntryChange[] {
  const { connectionId } = given;
  if ('pairs' in given)
    return given.pairs.map(({ sourceId, ...link }) => ({
      connectionId,
      sourceId,
      edit: edit([link as unknown as T]),
    }));
  const sourceIds = 'sourceIds' in given ? given.sourceIds : [given.sourceId];
  return sourceIds.map((sourceId) => ({ connectionId, sourceId, edit: edit(given.links) }));
}

/** The selected links by their sources; without any, the person picks links of an entry. Undefined when they cancel. */
export async function chooseLinks(
  targets: Targets,
  deps: CommandDeps,
): Promise<readonly LinksOfSource[] | undefined> {
  const rows = targets.rows();
  for (const row of linksOf(rows))
    refuseReadOnly(deps, row.connectionId, {
      failed: l10n.t('Could not change the links'),
      sourceId: row.view.link.sourceId,
    });
  const sources = await linksOfRows(deps, rows);
  if (sources.length > 0) {
    targets.leaveOut(rows.filter((row) => linksOf([row]).length === 0).length);
    return sources;
  }

  const title = l10n.t('{0}: Of Which Entry?', targets.title);
  const [entry] = (await targets.entries({ title })) ?? [];
  if (!entry) return undefined;
  const { connectionId, name, linkEntryId: sourceId } = entry;
  refuseReadOnly(deps, connectionId, {
    failed: l10n.t('Could not change the links of {0}', name),
    sourceId,
  });
  return pickLinksOf(deps, entry, targets.title);
}

/** The links among rows, by their sources. */
export async function linksOfRows(deps: CommandDeps, rows: readonly Node[]): Promise<LinksOfSource[]> {
  refuseStaleRows(deps, rows);
  const links = linksOf(rows).map(({ connectionId, view }) => ({ connectionId, link: view.link }));
  return bySource(deps, links, entriesOf(rows));
}

/** The person picks links of an entry. Undefined when they cancel. */
export async function pickLinksOf(
  deps: CommandDeps,
  entry: EntryTarget,
  command: string,
): Promise<readonly LinksOfSource[] | undefined> {
  const { connectionId, name } = entry;
  const title = l10n.t('{0} of {1}', command, name);
  const picked = await pickLinks(deps, entry, { title, many: true });
  if (!picked || picked.length === 0) return undefined;
  const known = entry.entry ? [entry.entry] : [];
  return bySource(
    deps,
    picked.map(({ link }) => ({ connectionId, link })),
    known,
  );
}

/** Asks for links of an entry. Undefined when the person cancels or there are none (which is said). */
export async function pickLinks(
  deps: CommandDeps,
  { connectionId, linkEntryId, name }: EntryTarget,
  { title, many }: { readonly title: string; readonly many: boolean },
): Promise<readonly LinkView[] | undefined> {
  const { repository } = await openSession(deps, connectionId);
  const links = await watched(l10n.t('Reading the links of {0}', name), ({ signal }) =>
    failingAs(
      l10n.t('Could not read the links of {0}', name),
      () => repository.getLinks(linkEntryId, { signal }),
      connectionId,
    ),
  );
  if (links.length === 0) {
    void notify.info(l10n.t('{0} has no links.', name));
    return undefined;
  }
  const choices = links.map((link) => {
    const value = describeLink(link, linkEntryId);
    const arrow = value.direction === 'outgoing' ? '→' : '←';
    return {
      label: value.otherName,
      description: `${arrow} ${value.otherLabel}`,
      detail: shortenPath(value.otherPath, PICKER_PATH_LENGTH),
      value,
    };
  });
  const frame = { matchOnDescription: true, matchOnDetail: true, closesOnBlur: true };
  if (many) return pickMany(title, choices, { ...frame, placeholder: l10n.t('Which links?') });
  const picked = await pickOne(title, choices, { ...frame, placeholder: l10n.t('Which link?') });
  return picked && [picked];
}

/** All link types of a repository; the person sees where reading them takes a while. */
export function fetchLinkTypes(session: Session): Promise<readonly LinkType[]> {
  return watched(l10n.t('Reading the link types'), ({ signal }) =>
    failingAs(
      l10n.t('Could not read the link types'),
      () => session.linkTypes({ signal }),
      session.connection.id,
    ),
  );
}

/** Entries that rows and the rows above them stand for. */
function entriesOf(rows: readonly Node[]): Entry[] {
  const entries = new Map<number, Entry>();
  for (const row of rows)
    for (let at: Row | undefined = row; at; at = at.parent) {
      const entry = entryOf(at)?.entry;
      if (entry) entries.set(entry.id, entry);
    }
  return [...entries.values()];
}

async function bySource(
  deps: CommandDeps,
  all: readonly { readonly connectionId: string; readonly link: Link }[],
  known: readonly Entry[],
): Promise<LinksOfSource[]> {
  const types = new Map<string, readonly LinkType[]>();
  for (const { connectionId } of all) {
    if (types.has(connectionId)) continue;
    types.set(connectionId, await fetchLinkTypes(await openSession(deps, connectionId)));
  }
  const sources = new Map<string, LinksOfSource & { readonly links: LinkKey[]; readonly seen: Link[] }>();
  const keys = new Set<string>();
  for (const { connectionId, link } of all) {
    const { sourceId } = link;
    const key = { targetId: link.targetId, linkTypeId: typeOf(link, types.get(connectionId) ?? []) };
    const place = `${connectionId}/${sourceId}`;
    // The same link may show below both of its entries.
    if (keys.has(`${place} ${keyOf(key)}`)) continue;
    keys.add(`${place} ${keyOf(key)}`);
    const name = link.sourcePath ?? nameOfId(sourceId);
    const source = sources.get(place) ?? { connectionId, sourceId, name, links: [], seen: [], known };
    sources.set(place, source);
    source.links.push(key);
    source.seen.push(link);
  }
  return [...sources.values()];
}

function typeOf(link: Link, types: readonly LinkType[]): number {
  const linkTypeId = resolveLinkTypeId(link, types);
  if (typeof linkTypeId === 'number') return linkTypeId;
  throw new UserError(
    l10n.t(
      'Could not change the link to {0}: the server does not tell its type. Nothing was written. Refresh and try again.',
      link.targetPath ?? nameOfId(link.targetId),
    ),
  );
}

/**
 * What a command with one further choice (a type, a target) acts on: that choice is of one repository, so it is the
 * first one's links that count. `skipped`: of other connections.
 */
export function ofOneConnection<T extends { readonly connectionId: string }>(
  items: readonly T[],
): { readonly own: readonly T[]; readonly skipped: readonly T[] } {
  const own = items.filter(({ connectionId }) => connectionId === items[0]?.connectionId);
  return { own, skipped: items.filter(({ connectionId }) => connectionId !== items[0]?.connectionId) };
}

export const countLinks = (sources: readonly LinksOfSource[]): number =>
  sources.reduce((sum, { links }) => sum + links.length, 0);

/** A choice about one link names it and what it becomes; what becomes of each of several, nobody has seen. */
export const seenByChoice = (sources: readonly LinksOfSource[]): Seen =>
  countLinks(sources) === 1 ? 'choice' : 'nothing';

/** How many of the chosen links were passed over; nothing where none was. */
export function describeSkipped(count: number): readonly string[] {
  return count > 0
    ? [
        byCount(
          count,
          l10n.t('Skipped 1 link of other connections.'),
          l10n.t('Skipped {0} links of other connections.', formatNumber(count)),
        ),
      ]
    : [];
}

/** What chosen links are called in a title: `A → B` or `3 Links`. */
export function namedLinks(sources: readonly LinksOfSource[]): string {
  const all = sources.flatMap(({ seen = [] }) => seen);
  const [link] = all;
  return all.length === 1 && link
    ? `${endOf(link.sourcePath, link.sourceId)} → ${endOf(link.targetPath, link.targetId)}`
    : l10n.t('{0} Links', formatNumber(all.length));
}

function endOf(path: string | null | undefined, entryId: number): string {
  return nameOfPath(path ?? '') || l10n.t('Entry {0}', entryId);
}
