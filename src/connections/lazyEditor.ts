import type { LinkEditorApi } from './types';

/** Stands in for an editor that is there with its first use. */
export function lazyEditor(get: () => Promise<LinkEditorApi>): LinkEditorApi {
  return {
    plan: async (requests, options) => (await get()).plan(requests, options),
    planSwap: async (swaps, options) => (await get()).planSwap(swaps, options),
    planUndo: async (items, options) => (await get()).planUndo(items, options),
    planRepair: async (dropped, options) => (await get()).planRepair(dropped, options),
    apply: async (set, options) => (await get()).apply(set, options),
    change: async (change, options) => (await get()).change(change, options),
    review: async (change, options) => (await get()).review(change, options),
    changeGroup: async (changes, options) => (await get()).changeGroup(changes, options),
    swapDirection: async (swap, options) => (await get()).swapDirection(swap, options),
    prepareUndo: async (items, options) => (await get()).prepareUndo(items, options),
  };
}
