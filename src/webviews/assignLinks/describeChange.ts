import * as vscode from 'vscode';
import type { HttpRequest } from '../../api';
import type { Session } from '../../connections';
import {
  isNoChange,
  type Link,
  nameOfPath,
  planEdit,
  readLinks,
  toPayload,
  visibleJson,
  warningsOf,
} from '../../domain';
import { describeWarnings } from '../../ui';
import { nameOf } from './entries';
import type { ChangeDescription, FormChange, FormContents, ShownRequest } from './protocol';

/** What a change is described against. */
interface Known extends Pick<FormContents, 'source' | 'linkTypes' | 'allowSelfLinks'> {
  /** The links that it was made on. */
  readonly links: readonly Link[];
}

/** The links that a change leads to, told at once: nothing is asked for, and nothing is refused. */
function planned({ edit }: FormChange, { source, links, linkTypes }: Known) {
  return planEdit(readLinks(links, source.id, linkTypes).outgoing, edit);
}

/**
 * What a change would send and may lose. So it can be told while a person types as well, whatever is wrong yet.
 * @param lines of the body to show.
 */
export function describeChange(
  session: Session,
  change: FormChange,
  known: Known,
  lines: number,
): ChangeDescription {
  const plan = planned(change, known);
  const request = shown(requestOf(session, change, known), lines);
  if (isNoChange(plan)) return { request, warnings: [] };
  // What blocks is told beside its row.
  const told = warningsOf({ sourceId: known.source.id, plan, ...change, ...known }).filter(
    ({ kind }) => kind !== 'duplicate' && (kind !== 'selfLink' || known.allowSelfLinks),
  );
  const warnings = describeWarnings(told, { sourceId: known.source.id, nameOf: namesIn(change, known) });
  return { request, warnings };
}

/** The exact request that a change would send. */
export function requestOf({ repository }: Session, change: FormChange, known: Known): HttpRequest {
  const links = toPayload(planned(change, known).after);
  return repository.requestFor({ sourceId: known.source.id, links });
}

function namesIn({ known, missing }: FormChange, { source, links }: Known): (id: number) => string {
  const names = new Map(links.map(({ targetId, targetPath }) => [targetId, targetPath ?? undefined]));
  for (const [id, path] of names) if (path !== undefined) names.set(id, nameOfPath(path) || path);
  for (const id of missing) names.set(id, vscode.l10n.t('Entry {0}', id));
  for (const entry of known) names.set(entry.id, nameOf(entry));
  names.set(source.id, source.name);
  return (id) => names.get(id) ?? vscode.l10n.t('entry {0}', id);
}

function shown({ method, url, headers, body }: HttpRequest, most: number): ShownRequest {
  const all: unknown = JSON.parse(body);
  const { lines, count } = linesOf(Array.isArray(all) ? all : [all], most);
  return {
    method,
    url,
    headers: Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    body: lines,
    bodyLength: count,
  };
}

/** A list as JSON with one item a line: short enough to read at 250 links. */
function linesOf(items: readonly unknown[], most: number) {
  if (items.length === 0) return { lines: ['[]'], count: 1 };
  const last = items.length - 1;
  const drawn = items.slice(0, Math.max(0, most - 1));
  const lines = ['[', ...drawn.map((item, index) => `  ${onOneLine(item)}${index < last ? ',' : ''}`), ']'];
  return { lines: lines.slice(0, most), count: items.length + 2 };
}

/** Control and other unseen characters as escapes: names are whatever somebody typed somewhere. */
function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return visibleJson(JSON.stringify(value));
  const members = Object.entries(value).map(
    ([name, one]) => `${visibleJson(JSON.stringify(name))}: ${onOneLine(one)}`,
  );
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
}
