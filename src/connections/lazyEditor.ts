import type { LinkEditorApi } from './types';

/** Stands in for an editor that is there with its first use. */
export function lazyEditor(get: () => Promise<LinkEditorApi>): LinkEditorApi {
  return {
    change: async (change, options) => (await get()).change(change, options),
    review: async (change, options) => (await get()).review(change, options),
    changeGroup: async (changes, options) => (await get()).changeGroup(changes, options),
    swapDirection: async (swap, options) => (await get()).swapDirection(swap, options),
    prepareUndo: async (items, options) => (await get()).prepareUndo(items, options),
  };
}
