import { clearFilter, filterInFolder } from './browse/filterInFolder';
import { loadAll } from './browse/loadAll';
import { loadMore } from './browse/loadMore';
import { testConnection } from './connections/testConnection';
import { copyAsCurl } from './copy/copyAsCurl';
import { copyId } from './copy/copyId';
import { copyLinkPayload } from './copy/copyLinkPayload';
import { copyPath } from './copy/copyPath';
import type { Command } from './define';

/** All commands, in the order of the README. A test compares them with package.json. */
export const commands: readonly Command[] = [
  testConnection,
  loadMore,
  loadAll,
  filterInFolder,
  clearFilter,
  copyId,
  copyPath,
  copyLinkPayload,
  copyAsCurl,
];
