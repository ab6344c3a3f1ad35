import { COMMANDS, type CommandId } from '../host';
import { inert } from '../ui';
import { addConnection } from './addConnection';
import { addLinks } from './addLinks';
import { assignLinks } from './assignLinks';
import { cancelLoading } from './cancelLoading';
import { changeLinkType } from './changeLinkType';
import { connectionActions } from './connectionActions';
import { copyAsCurl } from './copyAsCurl';
import { copyId } from './copyId';
import { copyLinkPayload } from './copyLinkPayload';
import { copyLinksFrom } from './copyLinksFrom';
import { copyPath } from './copyPath';
import { duplicateConnection } from './duplicateConnection';
import { editConnection } from './editConnection';
import { copyDiagnosis, diagnoseConnection } from './diagnoseConnection';
import { editLinkProperties } from './editLinkProperties';
import { exportConnections } from './exportConnections';
import { clearFilter, filterInFolder } from './filterInFolder';
import { getLinks } from './getLinks';
import { getStarted } from './getStarted';
import { goToLinkedEntry } from './goToLinkedEntry';
import { importConnections } from './importConnections';
import { linkSourceCommands } from './linkSource';
import { loadAll } from './loadAll';
import { loadMore } from './loadMore';
import { moveConnection } from './moveConnection';
import { moveLinks } from './moveLinks';
import { openInWebClient } from './openInWebClient';
import { openSandbox } from './openSandbox';
import { previewChange } from './previewChange';
import { refresh } from './refresh';
import { removeAllLinks } from './removeAllLinks';
import { removeConnection } from './removeConnection';
import { removeLinks } from './removeLinks';
import { renameConnection } from './renameConnection';
import { resetSandbox } from './resetSandbox';
import { revealEntry } from './revealEntry';
import { showLinkHistory } from './showLinkHistory';
import { showLog } from './showLog';
import { signIn } from './signIn';
import { signOut } from './signOut';
import { swapLinkDirection } from './swapLinkDirection';
import { testConnection } from './testConnection';
import { toggleReadOnly } from './toggleReadOnly';
import { undoLastLinkChange } from './undoLastLinkChange';
import { tellFailed } from './edits/tellFailed';
import { tellLost } from './edits/tellLost';
import { undoRecords } from './edits/undoing';
import { isCallOf } from './support/arguments';
import { doubtfulOf } from './support/changes';
import type { CommandDeps, Handler } from './support/deps';
import { isDeclined, sentenceOf } from './support/failure';
import { withPinnedSessions } from './support/pinSessions';
import { GONE } from './support/targets';

export { linkDrop } from './linkDropped';
export { settledTeller } from './edits/tellSettled';

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
      void tellFailed(error, id, deps, () => run(deps, id, handler, args));
      return undefined;
    }
    if (isDeclined(error)) return undefined;
    // What was lost with it concerns whoever sits here, too.
    tellLost(deps, doubtfulOf(error), undoRecords);
    // VS Code itself shows it, links and all, where a keybinding or a link called the command.
    throw new Error(inert(sentenceOf(error, id, deps), Infinity), { cause: error });
  }
}
