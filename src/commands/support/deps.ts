import type { Uri } from 'vscode';
import type { Connections } from '../../connections';
import type { HistoryView } from '../../history';
import type { Lazy, Log } from '../../ui';
import type { Status } from '../../status';
import type { RepositoryView } from '../../tree';
import type { AssignLinksForms } from '../../webviews';

/** What commands work with. */
export interface CommandDeps {
  readonly connections: Connections;
  readonly view: RepositoryView;
  readonly forms: AssignLinksForms;
  /** Loaded when it first shows. */
  readonly history: Lazy<HistoryView>;
  readonly log: Log;
  readonly status: Status;
  /** Where the extension is, and where it keeps what is not in the journal. */
  readonly place: { readonly extensionUri: Uri; readonly storage: Uri };
}

/** The same while one command runs. */
export interface CommandServices extends CommandDeps {
  /**
   * A person chose what to do: they are told what became of it, and decide where others changed the same. Else a caller
   * passed an argument object, and hears by answer or error.
   */
  readonly isInteractive: boolean;
  /** The person goes on with what stands in the place of the row they were on. */
  readonly goOn?: () => Promise<void>;
}
