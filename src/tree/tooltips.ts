import type { Connection } from '../connections';
import { type LinkView, oneLine } from '../domain';
import { badgesOf, labelOf, linkEnds, describeType } from './labels';
import type { EntryNode, Node } from './nodes';
import { pathOfEntry } from './paths';

/** What hovering over a row tells, as plain text: nothing of it is markup. */
export interface Tooltip {
  readonly title: string;
  readonly facts: readonly Fact[];
}

export type Fact = readonly [name: string, value: string];

/** @param locale BCP 47 tag for dates and numbers, for example VS Code's display language. */
export function tooltipOf(node: Node, locale: string): Tooltip {
  return { title: titleOf(node), facts: factsOf(node, locale) };
}

function titleOf(node: Node): string {
  switch (node.kind) {
    case 'links':
      return oneLine(`Links of ${node.path ?? `entry ${node.entryId}`}`);
    case 'loadMore':
      return node.failure === undefined ? 'Load the next entries of this folder' : oneLine(node.failure);
    case 'filter':
      return 'The folder shows only the entries whose names contain this. Select the row to change it.';
    case 'message':
      return oneLine(node.detail ?? node.text);
    default:
      return labelOf(node);
  }
}

function factsOf(node: Node, locale: string): readonly Fact[] {
  switch (node.kind) {
    case 'connection':
      return connectionFacts(node.connection);
    case 'entry':
      return entryFacts(node, locale);
    case 'link':
      return linkFacts(node.view);
    case 'message':
      return node.state === 'failed' || node.state === 'cancelled' ? [['Retry', 'select this row']] : [];
    default:
      return [];
  }
}

/** What is known of a connection. Nothing of it is secret. */
export function connectionFacts(connection: Connection): readonly Fact[] {
  const { repoId, baseUrl, readOnly } = connection;
  return stated([
    ['Repository', repoId],
    ['Server', baseUrl],
    whoSignsIn(connection),
    ['Read-only', readOnly ? 'every change of links is refused' : undefined],
  ]);
}

function whoSignsIn(connection: Connection): Fact {
  switch (connection.kind) {
    case 'sandbox':
    case 'selfHosted':
      return ['User', connection.username];
    case 'serviceApp':
      return ['Service app', connection.clientId];
    case 'person':
      return ['Signs in', `in the browser, at ${connection.domain}`];
  }
}

function entryFacts(node: EntryNode, locale: string): readonly Fact[] {
  const { entry } = node;
  return stated([
    ['ID', String(entry.id)],
    ['Path', pathOfEntry(node)],
    ['Type', [describeType(entry), ...badgesOf(entry)].join(', ')],
    ['Stands for', entry.targetId === undefined ? undefined : `entry ${entry.targetId}`],
    ['Extension', entry.extension],
    ['Template', entry.templateName],
    ['Creator', entry.creator],
    ['Created', dateWords(entry.createdAt, locale)],
    ['Modified', dateWords(entry.modifiedAt, locale)],
  ]);
}

function linkFacts(view: LinkView): readonly Fact[] {
  const { link, otherId, otherPath } = view;
  const properties = Object.entries(link.properties ?? {});
  return stated([
    ['Link', `${linkEnds(view)} (${view.direction})`],
    ['ID', String(otherId)],
    ['Path', otherPath],
    ['Source', endWords(link.sourceLabel, link.sourcePath, link.sourceId)],
    ['Target', endWords(link.targetLabel, link.targetPath, link.targetId)],
    ['Type', typeOfLink(view)],
    ['Description', link.description],
    ...properties.map(([name, value]): Fact => [name, value]),
  ]);
}

function endWords(label: string | null | undefined, path: string | null | undefined, id: number): string {
  return [label, path, `(id ${id})`].filter(Boolean).join(' ');
}

function typeOfLink({ link }: LinkView): string {
  const id = link.linkTypeId === undefined ? '' : `id ${link.linkTypeId}`;
  return [id, link.typeDescription].filter(Boolean).join(', ');
}

/** A time in the reader's own way; what is no time stays as it came. */
function dateWords(time: string | undefined, locale: string): string | undefined {
  if (time === undefined) return undefined;
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? time
    : date.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}

/** Facts that the server stated. */
function stated(facts: readonly (readonly [string, string | null | undefined])[]): Fact[] {
  return facts.flatMap(([name, value]) => (value ? [[oneLine(name), oneLine(value)] as const] : []));
}
