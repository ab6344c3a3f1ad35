import { type CommandId, COMMANDS } from '../ui';
import { inert } from '../domain';
import { addConnection } from './connections/addConnection';
import { addLinks } from './links/addLinks';
import { assignLinks } from './links/assignLinks';
import { cancelLoading } from './browse/cancelLoading';
import { changeLinkType } from './links/changeLinkType';
import { connectionActions } from './connections/connectionActions';
import { copyAsCurl } from './copy/copyAsCurl';
import { copyId } from './copy/copyId';
import { copyLinkPayload } from './copy/copyLinkPayload';
import { copyLinksFrom } from './links/copyLinksFrom';
import { copyPath } from './copy/copyPath';
import { duplicateConnection } from './connections/duplicateConnection';
import { editConnection } from './connections/editConnection';
import { copyDiagnosis, diagnoseConnection } from './connections/diagnoseConnection';
import { editLinkProperties } from './links/editLinkProperties';
import { exportConnections } from './connections/exportConnections';
import { clearFilter, filterInFolder } from './browse/filterInFolder';
import { getLinks } from './links/getLinks';
import { getStarted } from './browse/getStarted';
import { goToLinkedEntry } from './browse/goToLinkedEntry';
import { importConnections } from './connections/importConnections';
import { linkSourceCommands } from './links/linkSource';
import { loadAll } from './browse/loadAll';
import { loadMore } from './browse/loadMore';
import { moveConnection } from './connections/moveConnection';
import { moveLinks } from './links/moveLinks';
import { openInWebClient } from './browse/openInWebClient';
import { openSandbox } from './connections/openSandbox';
import { previewChange } from './links/previewChange';
import { refresh } from './browse/refresh';
import { removeAllLinks } from './links/removeAllLinks';
import { removeConnection } from './connections/removeConnection';
import { removeLinks } from './links/removeLinks';
import { renameConnection } from './connections/renameConnection';
import { resetSandbox } from './connections/resetSandbox';
import { revealEntry } from './browse/revealEntry';
import { showLinkHistory } from './history/showLinkHistory';
import { showLog } from './browse/showLog';
import { signIn } from './connections/signIn';
import { signOut } from './connections/signOut';
import { swapLinkDirection } from './links/swapLinkDirection';
import { testConnection } from './connections/testConnection';
import { toggleReadOnly } from './connections/toggleReadOnly';
import { undoLastLinkChange } from './history/undoLastLinkChange';
import { reportFailed } from './edits/tellFailed';
import { reportDroppedLinks } from './edits/tellLost';
import { undoRecords } from './edits/undoing';
import { isCallOf } from './support/arguments';
import { doubtfulOf } from './support/changes';
import type { CommandDeps, Handler } from './support/deps';
import { isDeclined, sentenceOf } from './support/failure';
import { withPinnedSessions } from './support/pinSessions';
import { GONE } from './support/targets';

export { linkDrop } from './links/linkDropped';
export { settledReporter } from './edits/tellSettled';

const HANDLERS: Readonly<Record<keyof typeof COMMANDS, Handler>> = {
  openSandbox,
  resetSandbox,
  addConnection,
  editConnection,
  renameConnection,
  duplicateConnection,
  moveConnection,
  testConnection,
  exportConnections,
  importConnections,
  removeConnection,
  signIn,
  signOut,
  refresh,
  loadMore,
  loadAll,
  cancelLoading,
  filterInFolder,
  clearFilter,
  assignLinks,
  addLinks,
  removeLinks,
  removeAllLinks,
  changeLinkType,
  swapLinkDirection,
  editLinkProperties,
  moveLinks,
  copyLinksFrom,
  ...linkSourceCommands(),
  getLinks,
  goToLinkedEntry,
  revealEntry,
  copyId,
  copyPath,
  copyLinkPayload,
  copyAsCurl,
  openInWebClient,
  showLog,
  previewChange,
  toggleReadOnly,
  diagnoseConnection,
  copyDiagnosis,
  getStarted,
  connectionActions,
  undoLastLinkChange,
  showLinkHistory,
};

/** Carries out a command of the table, in menus' or callers' words. */
export function runCommand(
  deps: CommandDeps,
  name: keyof typeof COMMANDS,
  args: unknown[],
): Promise<unknown> {
  return run(deps, COMMANDS[name], HANDLERS[name], args);
}

/**
 * A person sees a failure as a notification; a caller with an argument object gets the same sentence as an error, and
 * nothing where the person said no.
 */
async function run(deps: CommandDeps, id: CommandId, handler: Handler, args: unknown[]): Promise<unknown> {
  // A menu always tells a row: where the view was read again meanwhile, VS Code can't find it and passes on nothing.
  const [first = args.length > 0 ? GONE : undefined, selected] = args;
  const isCall = isCallOf(id, first);
  try {
    return await withPinnedSessions(deps, (pinned) => handler(pinned, first, selected));
  } catch (error) {
    if (!isCall) {
      void reportFailed(error, id, deps, () => run(deps, id, handler, args));
      return undefined;
    }
    if (isDeclined(error)) return undefined;
    // What was lost with it concerns whoever sits here, too.
    reportDroppedLinks(deps, doubtfulOf(error), undoRecords);
    // VS Code itself shows it, links and all, where a keybinding or a link called the command.
    throw new Error(inert(sentenceOf(error, id, deps), Infinity), { cause: error });
  }
}
