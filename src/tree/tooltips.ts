import * as vscode from 'vscode';
import { setTimer, untilAborted } from '../api';
import type { Connections } from '../connections';
import { type Entry, type EntryField, inert, type LinkView, oneLine } from '../domain';
import { byCount, type Facts, factsMarkdown, formatList, formatNumber } from '../ui';
import { connectionFacts, connectionLabel } from './kinds/connection';
import { describeTypeOf, entryLabel, type EntryNode, pathOfEntry } from './kinds/entry';
import { entryOf, labelOf, type Node } from './kinds';
import { endsOf } from './kinds/link';
import { canBeRetried } from './kinds/message';
import { searchFacts } from './kinds/search';
import { type Fact, knownFacts, type Row } from './kinds/row';

/** What only the server knows of a row's entry. */
export interface EntryDetails {
  readonly templateName?: string | null | undefined;
  readonly fields: readonly EntryField[];
}

/** So long a tooltip waits for the server: it shows what is known without it. */
const DETAILS_WAIT_MS = 4_000;

/** What hovering over a row shows. What the server does not tell, or not in time, is left out. */
export async function tooltipMarkdown(
  connections: Pick<Connections, 'open' | 'state'>,
  row: Node,
  token: vscode.CancellationToken,
  below?: readonly Row[],
): Promise<vscode.MarkdownString> {
  const details = await readDetails(connections, row, token).catch(() => undefined);
  return factsMarkdown(tooltipOf(row, vscode.env.language, details, below));
}

async function readDetails(
  connections: Pick<Connections, 'open' | 'state'>,
  row: Node,
  token: vscode.CancellationToken,
): Promise<EntryDetails | undefined> {
  const entry = row.kind === 'entry' || row.kind === 'link' ? entryOf(row) : undefined;
  // Nobody is asked to sign in because the mouse rests somewhere.
  if (!entry || token.isCancellationRequested || connections.state(row.connectionId) === 'signInNeeded')
    return undefined;
  const abort = new AbortController();
  const stop = () => abort.abort();
  const leaving = token.onCancellationRequested(stop);
  const stopTimer = setTimer(DETAILS_WAIT_MS, stop);
  try {
    const call = { signal: abort.signal, priority: 'background' } as const;
    const { repository } = await untilAborted(connections.open(row.connectionId), abort.signal);
    const [fields, { templateName }] = await Promise.all([
      repository.getFields(entry.linkEntryId, call),
      knownEntry(row, entry.linkEntryId) ?? repository.getEntry(entry.linkEntryId, call),
    ]);
    return { fields, templateName };
  } finally {
    stopTimer();
    leaving.dispose();
  }
}

/** The row's own entry, where it is the one whose fields are shown. */
function knownEntry(row: Node, entryId: number): Entry | undefined {
  return row.kind === 'entry' && row.entry.id === entryId && row.entry.templateName !== undefined
    ? row.entry
    : undefined;
}

/** What hovering over a row tells. @param locale BCP 47 tag for dates and numbers. */
export function tooltipOf(row: Node, locale: string, details?: EntryDetails, below?: readonly Row[]): Facts {
  switch (row.kind) {
    case 'connection':
      return { title: connectionLabel(row.connection), facts: connectionFacts(row.connection) };
    case 'entry':
      return {
        title: entryLabel(row.entry),
        facts: entryFacts(row, locale, details),
        ...withDetails(details, locale),
      };
    case 'link':
      return {
        title: oneLine(row.view.otherName),
        facts: linkFacts(row.view),
        ...withDetails(details, locale),
      };
    case 'links': {
      const { path, entryId } = row;
      const title =
        path === undefined
          ? vscode.l10n.t('Links of entry {0}', entryId)
          : vscode.l10n.t('Links of {0}', path);
      return { title: oneLine(title), facts: [] };
    }
    case 'search':
      return { title: labelOf(row), facts: searchFacts(row, below) };
    case 'badSearch':
      return { title: labelOf(row), facts: [[vscode.l10n.t('Problem'), row.detail]] };
    case 'pins':
    case 'group':
    case 'foundGroup':
      return { title: labelOf(row), facts: [] };
    case 'loadMore':
      return {
        title:
          row.failure === undefined
            ? row.parent.kind === 'search'
              ? vscode.l10n.t('Search in full, and show everything that is found')
              : vscode.l10n.t('Load the next entries of this folder')
            : oneLine(row.failure),
        facts: [],
      };
    case 'filter':
      return {
        title: vscode.l10n.t(
          'The folder shows only the entries whose names contain this. Select the row to change it.',
        ),
        facts: [],
      };
    case 'message':
      return {
        title: oneLine(row.detail ?? row.text),
        facts: canBeRetried(row) ? [[vscode.l10n.t('Retry'), vscode.l10n.t('select this row')]] : [],
      };
  }
}

function entryFacts(row: EntryNode, locale: string, details: EntryDetails | undefined): readonly Fact[] {
  const { entry: of } = row;
  return knownFacts([
    [vscode.l10n.t('ID'), String(of.id)],
    [vscode.l10n.t('Path'), pathOfEntry(row)],
    [vscode.l10n.t('Type'), describeTypeAndState(of)],
    [
      vscode.l10n.t('Stands for'),
      of.targetId === undefined ? undefined : vscode.l10n.t('entry {0}', of.targetId),
    ],
    [vscode.l10n.t('Extension'), of.extension],
    [vscode.l10n.t('Template'), details ? undefined : of.templateName],
    [vscode.l10n.t('Creator'), of.creator],
    [vscode.l10n.t('Created'), describeTime(of.createdAt, locale)],
    [vscode.l10n.t('Modified'), describeTime(of.modifiedAt, locale)],
  ]);
}

/** The type of an entry, and the states that matter before its links are changed. */
function describeTypeAndState(of: Entry): string {
  const type = describeTypeOf(of);
  if (of.isRecord)
    return of.isCheckedOut
      ? vscode.l10n.t('{0}, record, checked out', type)
      : vscode.l10n.t('{0}, record', type);
  return of.isCheckedOut ? vscode.l10n.t('{0}, checked out', type) : type;
}

function linkFacts(view: LinkView): readonly Fact[] {
  const { link: of, direction, otherId, otherPath } = view;
  const ends = endsOf(view);
  const properties = Object.entries(of.properties ?? {});
  return knownFacts([
    [
      vscode.l10n.t('Link'),
      direction === 'outgoing'
        ? vscode.l10n.t('{0} (outgoing)', ends)
        : vscode.l10n.t('{0} (incoming)', ends),
    ],
    [vscode.l10n.t('ID'), String(otherId)],
    [vscode.l10n.t('Path'), otherPath],
    [vscode.l10n.t('Source'), describeEnd(of.sourceLabel, of.sourcePath, of.sourceId)],
    [vscode.l10n.t('Target'), describeEnd(of.targetLabel, of.targetPath, of.targetId)],
    [vscode.l10n.t('Type'), describeType(view)],
    [vscode.l10n.t('Description'), of.description],
    ...properties.map(([name, value]): Fact => [name, value]),
  ]);
}

function describeEnd(label: string | null | undefined, path: string | null | undefined, id: number): string {
  const known = [label, path].filter(Boolean).join(' ');
  return known === '' ? vscode.l10n.t('(id {0})', id) : vscode.l10n.t('{0} (id {1})', known, id);
}

function describeType({ link: { linkTypeId, typeDescription } }: LinkView): string {
  if (linkTypeId === undefined) return typeDescription ?? '';
  return typeDescription
    ? vscode.l10n.t('id {0}, {1}', linkTypeId, typeDescription)
    : vscode.l10n.t('id {0}', linkTypeId);
}

/** A tooltip is to be seen at once: a longer value is cut in its middle, and of many fields the first ones tell most. */
const MOST_OF_A_VALUE = 120;
const MOST_FIELDS = 15;
const MOST_VALUES = 5;

/** The template and what its fields say. Empty fields say nothing. */
function withDetails(details: EntryDetails | undefined, locale: string): Pick<Facts, 'more'> {
  if (!details) return {};
  const filled = details.fields.filter(({ values }) => values.length > 0);
  const hidden = filled.length - MOST_FIELDS;
  const more = knownFacts([
    [vscode.l10n.t('Template'), details.templateName],
    ...filled.slice(0, MOST_FIELDS).map((field) => [field.name, describeValues(field, locale)] as const),
    [
      vscode.l10n.t('More'),
      hidden > 0
        ? byCount(hidden, vscode.l10n.t('1 field'), vscode.l10n.t('{0} fields', formatNumber(hidden)))
        : undefined,
    ],
  ]);
  return more.length === 0 ? {} : { more };
}

function describeValues({ type, values }: EntryField, locale: string): string {
  const shown = values.slice(0, MOST_VALUES).map((value) => describeValue(type, value, locale));
  const hidden = values.length - shown.length;
  const list = formatList(shown);
  if (hidden === 0) return list;
  return byCount(
    hidden,
    vscode.l10n.t('{0} and 1 more', list),
    vscode.l10n.t('{0} and {1} more', list, formatNumber(hidden)),
  );
}

function describeValue(type: string | undefined, value: string, locale: string): string {
  if (type === 'Date') return describeTime(value, locale, { dateStyle: 'medium' }) ?? value;
  if (type === 'DateTime') return describeTime(value, locale) ?? value;
  return inert(value, MOST_OF_A_VALUE);
}

const DATE_AND_TIME: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };

/** A time in the reader's own way; what is no time stays as it came. */
function describeTime(
  time: string | undefined,
  locale: string,
  style: Intl.DateTimeFormatOptions = DATE_AND_TIME,
): string | undefined {
  if (time === undefined) return undefined;
  // A date alone would be midnight in Greenwich, which is the day before west of it.
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(time) ? `${time}T00:00` : time);
  return Number.isNaN(date.getTime()) ? inert(time, MOST_OF_A_VALUE) : date.toLocaleString(locale, style);
}
