import { FileJournal, LinkEditor, type FileJournalOptions, type LinkEditorOptions } from '../editing';
import type { History, LinksEditor } from './types';

/** All that changes links: its code is loaded with the first change, or the first look at the history. */
export interface Changing {
  readonly journal: History;
  editor(options: Omit<LinkEditorOptions, 'journal'>): LinksEditor;
}

export function createChanging(options: FileJournalOptions): Changing {
  const journal = new FileJournal(options);
  // So that the first change has no other windows' files to look at right before it is sent.
  void journal.prepare();
  return { journal, editor: (of) => new LinkEditor({ ...of, journal }) };
}
