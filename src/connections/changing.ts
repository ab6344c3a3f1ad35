import {
  FileJournal,
  LinkEditor,
  type FileJournalOptions,
  type Journal,
  type LinkEditorOptions,
} from '../editing';
import type { History, LinksEditor } from './types';

/** All that changes links: its code is loaded with the first change, or the first look at the history. */
export interface Changing {
  readonly journal: History;
  editor(options: Omit<LinkEditorOptions, 'journal'>): LinksEditor;
}

export function createChanging(options: FileJournalOptions): Changing {
  const journal = new FileJournal(options);
  return { journal: historyOf(journal), editor: (of) => new LinkEditor({ ...of, journal }) };
}

/** A journal that does not count what it forgets has nothing to tell of it. */
function historyOf(journal: Pick<Journal, 'list'> & Partial<Pick<History, 'forgotten'>>): History {
  return {
    list: (filter) => journal.list(filter),
    forgotten: () => journal.forgotten?.() ?? Promise.resolve(undefined),
  };
}
