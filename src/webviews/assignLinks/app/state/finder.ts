import * as l10n from '@vscode/l10n';
import { byCount, formatNumber } from '../../../shared/language';
import { assertNever, type EntryView, type FoundTargets } from '../../protocol';

/** The list of entries found below the field for a new target. */
export interface Finder {
  readonly open: boolean;
  readonly searching: boolean;
  readonly found: FoundTargets | undefined;
  /** Index of the option that Enter takes; -1: none. */
  readonly active: number;
  readonly error: string | undefined;
}

export type FinderAction =
  | { readonly type: 'searching' }
  | { readonly type: 'found'; readonly found: FoundTargets }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'moved'; readonly by: 'next' | 'previous' | 'first' | 'last' }
  | { readonly type: 'pointed'; readonly index: number }
  | { readonly type: 'closed' }
  | { readonly type: 'cleared' };

export const NO_FINDER: Finder = {
  open: false,
  searching: false,
  found: undefined,
  active: -1,
  error: undefined,
};

export function reduceFinder(state: Finder, action: FinderAction): Finder {
  switch (action.type) {
    case 'searching':
      return { ...state, searching: true, error: undefined };
    case 'found': {
      const active = action.found.entries.length > 0 ? 0 : -1;
      return { open: true, searching: false, found: action.found, active, error: undefined };
    }
    case 'failed':
      return { ...NO_FINDER, error: action.message };
    case 'moved':
      return moved(state, action.by);
    case 'pointed':
      return { ...state, active: action.index };
    case 'closed':
      return { ...state, open: false };
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
  return { ...state, active };
}

/** What Enter adds: nothing while the list shows what was found for an older text. */
export function activeEntry({ open, searching, found, active }: Finder): EntryView | undefined {
  return open && !searching ? found?.entries[active] : undefined;
}

/** What is said of a finished search, aloud and below its results; empty while there is nothing to say. */
export function describeFinder({ searching, found }: Finder, text: string): string {
  if (searching) return l10n.t('Searching…');
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
