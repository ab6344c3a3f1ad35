import { type Entry, type LinkView, oneLine } from '../domain';
import { plural } from '../ui';
import type { Connection } from '../connections';
import type { FilterNode, Node } from './nodes';
import { resolvedType } from './shortcuts';

export { oneLine };

/** The text of a row. */
export function labelOf(node: Node): string {
  switch (node.kind) {
    case 'connection':
      return oneLine(node.connection.name) || node.connection.repoId;
    case 'entry':
      return oneLine(node.entry.name) || `Entry ${node.entry.id}`;
    case 'links':
      return 'Links';
    case 'link':
      return oneLine(node.view.otherName);
    case 'loadMore':
      return 'Load more…';
    case 'filter':
      return `Filter: ${oneLine(node.text)}`;
    case 'message':
      return oneLine(node.text);
  }
}

/** The dimmed text beside a row's label. */
export function descriptionOf(node: Node, needsSignIn = false): string | undefined {
  switch (node.kind) {
    case 'connection':
      return [...(needsSignIn ? [SIGN_IN] : []), ...connectionFacts(node.connection)].join(' · ');
    case 'entry':
      return badgesOf(node.entry).join(' · ') || undefined;
    case 'link':
      return oneLine([linkEnds(node.view), node.view.otherPath].filter(Boolean).join(' · '));
    case 'loadMore':
      return node.failure === undefined
        ? `${node.shown.toLocaleString('en-US')} shown`
        : oneLine(node.failure);
    case 'filter':
      return foundWords(node);
    default:
      return undefined;
  }
}

/** What a screen reader says of a row. */
export function spokenLabelOf(node: Node, needsSignIn = false): string {
  const label = labelOf(node);
  switch (node.kind) {
    case 'connection':
      return [
        label,
        `connection to repository ${node.connection.repoId}`,
        ...(needsSignIn ? [SIGN_IN] : []),
        ...(node.connection.readOnly ? [READ_ONLY] : []),
      ].join(', ');
    case 'entry':
      return [label, describeType(node.entry), ...badgesOf(node.entry)].join(', ');
    case 'links':
      return 'Links of the folder';
    case 'link': {
      const { direction, otherLabel, ownLabel } = node.view;
      const role = direction === 'outgoing' ? otherLabel : ownLabel;
      const preposition = direction === 'outgoing' ? 'to' : 'from';
      return oneLine([role, 'link', preposition, `${label}, ${direction}`].filter(Boolean).join(' '));
    }
    case 'loadMore':
      return [`Load more, ${plural(node.shown, 'entry', 'entries')} shown`, node.failure]
        .filter(Boolean)
        .join('. ');
    case 'filter':
      return [label, foundWords(node)].filter(Boolean).join(', ');
    case 'message':
      return [label, node.detail].filter(Boolean).join('. ');
  }
}

function foundWords({ found, truncated }: FilterNode): string | undefined {
  if (found === undefined) return undefined;
  const count = found.toLocaleString('en-US');
  return truncated ? `first ${count} found, there are more` : `${count} found`;
}

/** Both labels of a link around its direction, the listing entry's own first: `Message → Attachment`. */
export function linkEnds({ direction, ownLabel, otherLabel }: LinkView): string {
  return [ownLabel, direction === 'outgoing' ? '→' : '←', otherLabel].filter(Boolean).join(' ');
}

/** What people call the type of an entry. */
export function describeType(entry: Entry): string {
  return entry.entryType === 'Shortcut'
    ? `shortcut to a ${TYPE_WORDS[resolvedType(entry)]}`
    : TYPE_WORDS[entry.entryType];
}

const TYPE_WORDS: Readonly<Record<Entry['entryType'], string>> = {
  Folder: 'folder',
  RecordSeries: 'record series',
  Document: 'document',
  Shortcut: 'shortcut',
};

/** States of an entry that matter before its links are changed. */
export function badgesOf({ isRecord, isCheckedOut }: Entry): string[] {
  return [isRecord && 'record', isCheckedOut && 'checked out'].filter((badge) => typeof badge === 'string');
}

const READ_ONLY = 'read-only';
const SIGN_IN = 'sign-in needed';

/** What matters most comes first: a narrow side bar cuts the rest. */
function connectionFacts({ readOnly, repoId, baseUrl }: Connection): string[] {
  return [readOnly ? READ_ONLY : '', repoId, hostOf(baseUrl)].filter(Boolean);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
