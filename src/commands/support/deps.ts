import type { Connections } from '../../connections';
import type { Log } from '../../ui';
import type { Status } from '../../status';
import type { RepositoryView } from '../../tree';
import type { AssignLinksForms } from '../../webviews';

/** What commands work with. */
export interface CommandDeps {
  readonly connections: Connections;
  readonly view: RepositoryView;
  readonly forms: AssignLinksForms;
  readonly log: Log;
  readonly status: Status;
}

/**
 * A command. From a menu it gets the row and all selected rows, from the palette nothing,
 * from keybindings, tasks, tests and other extensions an argument object (README).
 */
export type Handler = (deps: CommandDeps, first?: unknown, selected?: unknown) => Promise<unknown>;
