import { auditLinks } from './audit/auditLinks';
import { cancelLoading } from './browse/cancelLoading';
import { clearFilter, filterInFolder } from './browse/filterInFolder';
import { getStarted } from './browse/getStarted';
import { goToLinkedEntry } from './browse/goToLinkedEntry';
import { loadAll } from './browse/loadAll';
import { loadMore } from './browse/loadMore';
import { openInWebClient } from './browse/openInWebClient';
import { pinEntries, unpinEntries } from './browse/pinEntries';
import { refresh, refreshAll, retry } from './browse/refresh';
import { revealEntry } from './browse/revealEntry';
import { copyRow, openRow, openRowForm, removeRow, renameRow } from './browse/rowKeys';
import { showLog } from './browse/showLog';
import { addConnection } from './connections/addConnection';
import { connectionActions } from './connections/connectionActions';
import { copyDiagnosis, diagnoseConnection } from './connections/diagnoseConnection';
import { duplicateConnection } from './connections/duplicateConnection';
import { editConnection } from './connections/editConnection';
import { exportConnections } from './connections/exportConnections';
import { importConnections } from './connections/importConnections';
import { moveConnection } from './connections/moveConnection';
import { openSandbox } from './connections/openSandbox';
import { removeConnection } from './connections/removeConnection';
import { renameConnection } from './connections/renameConnection';
import { resetSandbox } from './connections/resetSandbox';
import { signIn } from './connections/signIn';
import { signOut } from './connections/signOut';
import { testConnection } from './connections/testConnection';
import { toggleReadOnly } from './connections/toggleReadOnly';
import { copyAsCurl } from './copy/copyAsCurl';
import { copyId } from './copy/copyId';
import { copyLink } from './copy/copyLink';
import { copyLinkPayload } from './copy/copyLinkPayload';
import { copyPath } from './copy/copyPath';
import {
  compareChange,
  filterHistory,
  goToChangedEntry,
  restoreIncomingLinks,
  restoreLinks,
  undoChange,
} from './history/actOnChange';
import { clearHistoryFilter, refreshHistory, showOlderChanges } from './history/browseHistory';
import { showLinkHistory } from './history/showLinkHistory';
import { undoLastLinkChange } from './history/undoLastLinkChange';
import { addLinks } from './links/addLinks';
import { applyPreview, discardPreview } from './links/answerPreview';
import { assignLinks, showLinks } from './links/assignLinks';
import { changeLinkType } from './links/changeLinkType';
import { copyLinksFrom } from './links/copyLinksFrom';
import { editLinkProperties } from './links/editLinkProperties';
import { getLinks } from './links/getLinks';
import { moveLinks } from './links/moveLinks';
import { previewChange } from './links/previewChange';
import { reopenForm } from './links/reopenForm';
import { removeAllLinks } from './links/removeAllLinks';
import { removeLinks } from './links/removeLinks';
import { swapLinkDirection } from './links/swapLinkDirection';
import { clearLinkSource, linkFromSelected, selectLinkSource } from './links/linkSource';
import {
  groupFoundByFolder,
  groupFoundByTemplate,
  sortFoundByDate,
  sortFoundByName,
  sortFoundByPath,
  ungroupFound,
} from './search/arrangeFound';
import { copySearchCommand } from './search/copySearchCommand';
import { deleteSearch } from './search/deleteSearch';
import { editSearch } from './search/editSearch';
import { findLinkedEntries, findUnlinkedEntries } from './search/linkedEntries';
import { newSearch } from './search/newSearch';
import { refreshSearches } from './search/refreshSearches';
import { renameSearch } from './search/renameSearch';
import { revealFound } from './search/revealFound';
import { saveSearch } from './search/saveSearch';
import { searchEntries } from './search/searchEntries';
import type { Command } from './define';

/** All commands, in the order of the README. A test compares them with package.json. */
export const commands: readonly Command[] = [
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
  signIn,
  signOut,
  removeConnection,
  toggleReadOnly,
  connectionActions,
  diagnoseConnection,
  copyDiagnosis,
  previewChange,
  applyPreview,
  discardPreview,
  getLinks,
  addLinks,
  removeLinks,
  removeAllLinks,
  changeLinkType,
  swapLinkDirection,
  moveLinks,
  editLinkProperties,
  copyLinksFrom,
  selectLinkSource,
  linkFromSelected,
  clearLinkSource,
  assignLinks,
  showLinks,
  reopenForm,
  searchEntries,
  newSearch,
  findLinkedEntries,
  findUnlinkedEntries,
  refreshSearches,
  saveSearch,
  renameSearch,
  editSearch,
  deleteSearch,
  copySearchCommand,
  revealFound,
  sortFoundByName,
  sortFoundByPath,
  sortFoundByDate,
  groupFoundByFolder,
  groupFoundByTemplate,
  ungroupFound,
  auditLinks,
  revealEntry,
  pinEntries,
  unpinEntries,
  loadMore,
  loadAll,
  filterInFolder,
  clearFilter,
  undoLastLinkChange,
  showLinkHistory,
  compareChange,
  undoChange,
  restoreLinks,
  restoreIncomingLinks,
  goToChangedEntry,
  filterHistory,
  clearHistoryFilter,
  refreshHistory,
  showOlderChanges,
  refresh,
  refreshAll,
  retry,
  cancelLoading,
  goToLinkedEntry,
  openInWebClient,
  copyId,
  copyPath,
  copyLink,
  copyLinkPayload,
  copyAsCurl,
  showLog,
  getStarted,
  openRow,
  openRowForm,
  renameRow,
  removeRow,
  copyRow,
];
