import * as l10n from '@vscode/l10n';
import { byCount, formatNumber } from '../../../shared/language';
import { assertNever, type EntryView, type FoundTargets } from '../../protocol';
import type { Form } from './model';

/** The list of entries found below the field for a new target. */
export interface Finder {
  readonly open: boolean;
  readonly searching: boolean;
  readonly found: FoundTargets | undefined;
  /** Index of the option that Enter takes; -1: none. */
  readonly active: number;
  readonly error: string | undefined;
  /** What became of the last Enter, where it added nothing. */
  readonly told: string | undefined;
}

export type FinderAction =
  | { readonly type: 'searching' }
  | { readonly type: 'found'; readonly found: FoundTargets }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'refused'; readonly message: string }
  | { readonly type: 'told'; readonly text: string }
  | { readonly type: 'moved'; readonly by: 'next' | 'previous' | 'first' | 'last' }
  /** One further, but never round: who adds one after the other comes to an end. */
  | { readonly type: 'wentOn' }
  | { readonly type: 'pointed'; readonly index: number }
  | { readonly type: 'closed' }
  | { readonly type: 'cleared' };

export const NO_FINDER: Finder = {
  open: false,
  searching: false,
  found: undefined,
  active: -1,
  error: undefined,
  told: undefined,
};

export function reduceFinder(state: Finder, action: FinderAction): Finder {
  switch (action.type) {
    case 'searching':
      return { ...state, searching: true, error: undefined, told: undefined };
    case 'found': {
      const active = action.found.entries.length > 0 ? 0 : -1;
      return { ...NO_FINDER, open: true, found: action.found, active };
    }
    case 'failed':
      return { ...NO_FINDER, error: action.message };
    case 'refused':
      return { ...state, error: action.message };
    case 'told':
      return { ...state, told: action.text };
    case 'moved':
      return moved(state, action.by);
    case 'wentOn': {
      const last = (state.found?.entries.length ?? 0) - 1;
      return { ...state, active: Math.min(state.active + 1, last) };
    }
    case 'pointed':
      return { ...state, active: action.index, told: undefined };
    case 'closed':
      return { ...state, open: false, told: undefined };
    case 'cleared':
      return NO_FINDER;
    default:
      return assertNever(action);
  }
}

/** Opens a closed list where it was; else goes round. */
function moved(state: Finder, by: 'next' | 'previous' | 'first' | 'last'): Finder {
  const count = state.found?.entries.length ?? 0;
  if (count === 0) return state;
  if (!state.open) return { ...state, open: true };
  const active = {
    next: (state.active + 1) % count,
    previous: (state.active - 1 + count) % count,
    first: 0,
    last: count - 1,
  }[by];
  return { ...state, active, told: undefined };
}

/** What Enter adds: nothing while the list shows what was found for an older text. */
export function activeEntry({ open, searching, found, active }: Finder): EntryView | undefined {
  return open && !searching ? found?.entries[active] : undefined;
}

/**
 * What an Enter adds that was pressed before anything was found: only what can't be another than the person meant, the
 * one hit there is, or the one whose name is what was typed.
 */
export function surelyMeant({ entries, truncated }: FoundTargets, text: string): EntryView | undefined {
  const typed = text.trim().toLowerCase();
  const named = entries.filter(({ name }) => name.toLowerCase() === typed);
  const meant = named.length > 0 ? named : entries;
  return meant.length === 1 && !truncated ? meant[0] : undefined;
}

/** Ids of the entries that a link of the chosen type leads to already. */
export function linkedIds({ rows, newTypeId }: Pick<Form, 'rows' | 'newTypeId'>): ReadonlySet<number> {
  const live = rows.filter(({ removed, linkTypeId }) => !removed && linkTypeId === newTypeId);
  return new Set(live.map(({ target }) => target.id));
}

/** What *Add All* adds: neither what is linked already nor what may not be linked. */
export function addableEntries(
  { found }: Finder,
  linked: ReadonlySet<number>,
  { source, allowSelfLinks }: Pick<Form['contents'], 'source' | 'allowSelfLinks'>,
): readonly EntryView[] {
  return (found?.entries ?? []).filter(({ id }) => !linked.has(id) && (id !== source.id || allowSelfLinks));
}

export interface NamePart {
  readonly text: string;
  readonly isMatch: boolean;
}

/** Stand for any one character where names are searched for, as the search sends them. */
const ANY_ONE = /["*?[\]{}\\]/u;

/** A name in parts: those that are what was searched for, and those between. */
export function markMatches(name: string, searched: string): readonly NamePart[] {
  const pattern = searched
    .trim()
    .replace(/[^\p{L}\p{N}]/gu, (one) =>
      ANY_ONE.test(one) ? '.' : String.raw`\u{${(one.codePointAt(0) ?? 0).toString(16)}}`,
    );
  if (pattern === '') return [{ text: name, isMatch: false }];
  return name
    .split(new RegExp(`(${pattern})`, 'iu'))
    .map((text, index) => ({ text, isMatch: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

/** What is said of a finished search, aloud and below its results; empty while there is nothing to say. */
export function describeFinder({ searching, found, told }: Finder, text: string): string {
  if (searching) return l10n.t('Searching…');
  if (told !== undefined) return told;
  if (!found) return '';
  const { entries, truncated, closest } = found;
  if (entries.length === 0) {
    return closest
      ? l10n.t('Nothing there. The closest folder that exists is {0}.', closest)
      : l10n.t('No entry found for “{0}”.', text.trim());
  }
  const count = formatNumber(entries.length);
  if (truncated) return l10n.t('The first {0} entries; type more of the name to find others.', count);
  return byCount(entries.length, l10n.t('1 entry'), l10n.t('{0} entries', count));
}
