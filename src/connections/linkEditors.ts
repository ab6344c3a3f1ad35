import { FileJournal, LinkEditor, type FileJournalOptions, type LinkEditorOptions } from '../changes';
import type { History, LinkEditorApi } from './types';

/** Loaded with it: what else sessions need, but not to show the tree. */
export { createSearches } from '../search';

/** All that changes links: its code is loaded with the first change, or the first look at the history. */
export interface LinkEditors {
  readonly journal: History;
  editor(options: Omit<LinkEditorOptions, 'journal'>): LinkEditorApi;
}

export function createLinkEditors(options: FileJournalOptions): LinkEditors {
  const journal = new FileJournal(options);
  // So that the first change has no other windows' files to look at right before it is sent.
  void journal.prepare();
  return { journal, editor: (of) => new LinkEditor({ ...of, journal }) };
}
