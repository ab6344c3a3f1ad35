import {
  type Entry,
  keyOf,
  type Link,
  type LinkKey,
  type LinkType,
  nameOfPath,
  resolveLinkTypeId,
} from '../../domain';
import { UserError } from '../../ui';
import { entryOf, type Node } from '../../tree';
import type { CommandDeps } from '../support/deps';
import { openSession } from '../support/pickConnection';
import { pickLinks } from '../support/pickLinks';
import { refuseStaleRows, resolveEntries, rowsOf, type EntryTarget } from '../targets';
import type { LinksOfSource } from './linksOfSource';
import { refuseReadOnly } from './writable';
import { readLinkTypes } from '../support/readLinkTypes';

/** Links of one source, as they were seen. */
export interface OwnedLinks extends LinksOfSource {
  readonly links: readonly Link[];
}

interface SeenLink {
  readonly connectionId: string;
  readonly link: Link;
}

/** The selected links by their sources; without any, the person picks links of an entry. Undefined when they cancel. */
export async function chooseLinks(
  deps: CommandDeps,
  first: unknown,
  selected: unknown,
  title: string,
): Promise<readonly OwnedLinks[] | undefined> {
  const rows = rowsOf(deps, first, selected);
  const operation = 'change the links';
  for (const row of rows)
    if (row.kind === 'link')
      refuseReadOnly(deps, { connectionId: row.connectionId, sourceId: row.view.link.sourceId }, operation);
  const owned = await linksOfRows(deps, rows);
  if (owned.length > 0) return owned;

  const [entry] = (await resolveEntries(deps, first, selected, { title: `${title}: Of Which Entry?` })) ?? [];
  if (!entry) return undefined;
  const { connectionId, name } = entry;
  refuseReadOnly(deps, { connectionId, sourceId: entry.linkEntryId }, `${operation} of ${name}`);
  return pickLinksOf(deps, entry, title);
}

/** The links among rows, by their sources. */
export async function linksOfRows(deps: CommandDeps, rows: readonly Node[]): Promise<OwnedLinks[]> {
  refuseStaleRows(deps, rows);
  const links = rows.flatMap((node) =>
    node.kind === 'link' ? [{ connectionId: node.connectionId, link: node.view.link }] : [],
  );
  return bySource(deps, links, entriesOf(rows));
}

/** The person picks links of an entry. Undefined when they cancel. */
export async function pickLinksOf(
  deps: CommandDeps,
  entry: EntryTarget,
  title: string,
): Promise<readonly OwnedLinks[] | undefined> {
  const { connectionId, name } = entry;
  const picked = await pickLinks(deps, entry, { title: `${title} of ${name}`, many: true });
  if (!picked || picked.length === 0) return undefined;
  const known = entry.entry ? [entry.entry] : [];
  return bySource(
    deps,
    picked.map(({ link }) => ({ connectionId, link })),
    known,
  );
}

/** Entries that rows and the rows above them stand for. */
export function entriesOf(rows: readonly Node[]): Entry[] {
  const entries = new Map<number, Entry>();
  for (const row of rows)
    for (let at: Node | undefined = row; at; at = at.parent) {
      const entry = entryOf(at)?.entry;
      if (entry) entries.set(entry.id, entry);
    }
  return [...entries.values()];
}

async function bySource(
  deps: CommandDeps,
  seen: readonly SeenLink[],
  known: readonly Entry[],
): Promise<OwnedLinks[]> {
  const types = new Map<string, readonly LinkType[]>();
  for (const { connectionId } of seen) {
    if (types.has(connectionId)) continue;
    const session = await openSession(deps, connectionId);
    types.set(connectionId, await readLinkTypes(session));
  }
  const sources = new Map<string, OwnedLinks & { readonly keys: LinkKey[]; readonly links: Link[] }>();
  const keys = new Set<string>();
  for (const { connectionId, link } of seen) {
    const { sourceId } = link;
    const key = { targetId: link.targetId, linkTypeId: typeOf(link, types.get(connectionId) ?? []) };
    const id = `${connectionId}/${sourceId}`;
    // The same link may show below both of its entries.
    if (keys.has(`${id} ${keyOf(key)}`)) continue;
    keys.add(`${id} ${keyOf(key)}`);
    const name = link.sourcePath ?? `entry ${sourceId}`;
    const owned = sources.get(id) ?? { connectionId, sourceId, name, keys: [], links: [], known };
    sources.set(id, owned);
    owned.keys.push(key);
    owned.links.push(link);
  }
  return [...sources.values()];
}

function typeOf(link: Link, types: readonly LinkType[]): number {
  const linkTypeId = resolveLinkTypeId(link, types);
  if (typeof linkTypeId === 'number') return linkTypeId;
  throw new UserError(
    `Could not change the link to ${link.targetPath ?? `entry ${link.targetId}`}: the server does not tell its type. Nothing was written. Refresh and try again.`,
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

export const countLinks = (owned: readonly OwnedLinks[]): number =>
  owned.reduce((sum, { keys }) => sum + keys.length, 0);

/** `the link to X` or `3 links`. */
export function namedLinks(owned: readonly OwnedLinks[]): string {
  const links = owned.flatMap((one) => one.links);
  const [link] = links;
  return links.length === 1 && link
    ? `${endOf(link.sourcePath, link.sourceId)} → ${endOf(link.targetPath, link.targetId)}`
    : `${links.length.toLocaleString('en-US')} Links`;
}

function endOf(path: string | null | undefined, id: number): string {
  return nameOfPath(path ?? '') || `Entry ${id}`;
}
