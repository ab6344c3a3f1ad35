import type { Entry } from '../domain';
import type { Connection } from '../connections';
import { connectionOf, type Node } from './nodes';
import { opensAsFolder } from './shortcuts';

/**
 * What a row can do, as words for `when` clauses: `viewItem =~ /\bassign\b/`.
 * A row's context value is its words sorted and joined by spaces.
 */
export type ContextWord =
  /** Stands for an entry (`entryOf` names it): its id and path can be copied. Connections stand for their root folder. */
  | 'entry'
  /** The entry that the row stands for has links: they can be shown in the form, and as a payload. */
  | 'assign'
  /** The links of that entry can be changed: its connection is not read-only. */
  | 'writable'
  /** The entry can be shown in the web client. */
  | 'web'
  /** Its content can be read again. */
  | 'refreshable'
  /** A connection; with its kind. */
  | 'connection'
  | Connection['kind']
  /** What the entry opens as (a shortcut: its target). */
  | 'folder'
  | 'document'
  /** The entry is a shortcut. */
  | 'shortcut'
  /** A folder's row *Links*. */
  | 'links'
  /** A link, and how it is seen from the entry it is listed under. `removable`: it can be removed and changed, through its source, where its connection is not read-only. */
  | 'link'
  | 'outgoing'
  | 'incoming'
  | 'removable'
  /** *Load more…* */
  | 'more'
  /** A row *Filter: …*. */
  | 'filter'
  /** A state said in words. */
  | 'message'
  | 'empty'
  | 'failed'
  | 'cancelled'
  | 'signedOut';

/** Words that every row standing for an entry has. */
const ENTRY_WORDS: readonly ContextWord[] = ['assign', 'entry', 'refreshable', 'web', 'writable'];
/** Words of what a read-only connection refuses. */
const WRITE_WORDS: ReadonlySet<ContextWord> = new Set<ContextWord>(['writable', 'removable']);

/** Rows are many and their values few: each is made once. */
const made = new Map<string, string>();

/** The context value of a row. */
export function contextValueOf(node: Node): string {
  const readOnly = connectionOf(node).readOnly ?? false;
  const variant = `${variantOf(node)} ${readOnly}`;
  const known = made.get(variant);
  if (known !== undefined) return known;
  const words = wordsOf(node).filter((word) => !readOnly || !WRITE_WORDS.has(word));
  const value = words.toSorted().join(' ');
  made.set(variant, value);
  return value;
}

/** All that the words of a row depend on, but for its connection. */
function variantOf(node: Node): string {
  switch (node.kind) {
    case 'connection':
      return `connection ${node.connection.kind}`;
    case 'entry':
      return `entry ${node.entry.entryType} ${opensAsFolder(node.entry)}`;
    case 'link':
      return `link ${node.view.direction}`;
    case 'message':
      return `message ${node.state}`;
    default:
      return node.kind;
  }
}

function wordsOf(node: Node): readonly ContextWord[] {
  switch (node.kind) {
    case 'connection':
      return [...ENTRY_WORDS, 'connection', node.connection.kind];
    case 'entry':
      return [...ENTRY_WORDS, ...entryWords(node.entry)];
    case 'links':
      return [...ENTRY_WORDS, 'links'];
    case 'link':
      return [...ENTRY_WORDS, 'link', node.view.direction, 'removable'];
    case 'loadMore':
      return ['more'];
    case 'filter':
      return ['filter'];
    case 'message':
      return ['message', node.state];
  }
}

function entryWords(entry: Entry): readonly ContextWord[] {
  const opensAs = opensAsFolder(entry) ? 'folder' : 'document';
  return entry.entryType === 'Shortcut' ? [opensAs, 'shortcut'] : [opensAs];
}
