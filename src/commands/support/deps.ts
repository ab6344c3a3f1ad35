import type { Uri } from 'vscode';
import type { Connections } from '../../connections';
import type { HistoryView } from '../../history';
import type { Lazy, Log } from '../../ui';
import type { Status } from '../../status';
import type { SearchesView } from '../../searches';
import { isBadSearch, isSearch, type RepositoryView, type Row, topOf } from '../../tree';
import type { AssignLinksForms } from '../../webviews';

/** What commands work with. */
export interface CommandDeps {
  readonly connections: Connections;
  readonly view: RepositoryView;
  /** Saved and recent searches; loaded when they first show. */
  readonly searches: Lazy<SearchesView>;
  readonly forms: AssignLinksForms;
  /** Loaded when it first shows. */
  readonly history: Lazy<HistoryView>;
  readonly log: Log;
  readonly status: Status;
  /** Where the extension is, and where it keeps what is not in the journal. */
  readonly place: { readonly extensionUri: Uri; readonly storage: Uri };
}

/** A view whose rows commands act on. */
export type RowsView = Pick<RepositoryView, 'name' | 'tree' | 'view' | 'chosen' | 'reveal'>;

/** What works with the rows of one view. */
export interface RowsDeps extends CommandDeps {
  /** The view that the command was chosen in; `view` is always that of the repository. */
  readonly here: RowsView;
}

/** The view that a row stands in; without a row that in which a person last selected something. */
export function viewOf({ view, searches: { here } }: CommandDeps, row?: Row): RowsView {
  if (!here) return view;
  if (!row) return here.isCurrent() ? here : view;
  const top = topOf(row);
  return isSearch(top) || isBadSearch(top) ? here : view;
}

/** The same while one command runs. */
export interface CommandServices extends RowsDeps {
  /**
   * A person chose what to do: they are told what became of it, and decide where others changed the same. Else a caller
   * passed an argument object, and hears by answer or error.
   */
  readonly isInteractive: boolean;
  /** The person goes on with what stands in the place of the row they were on. */
  readonly goOn?: () => Promise<void>;
}
