import type { Handler } from '../support/deps';
import { pickLinks } from '../support/pickLinks';
import { revealInTree } from '../support/reveal';
import { resolveEntries, rowsOf } from '../targets';

/** Selects the entry at the other end of a link in the tree. */
export const goToLinkedEntry: Handler = async (deps, first, selected) => {
  const row = rowsOf(deps, first, selected).find((node) => node.kind === 'link');
  if (row) {
    await revealInTree(deps, row.connectionId, row.view.otherId, row.view.otherName);
    return;
  }
  const [entry] =
    (await resolveEntries(deps, first, selected, { title: 'Go to Linked Entry: From Which Entry?' })) ?? [];
  if (!entry) return;
  const [view] =
    (await pickLinks(deps, entry, { title: `Go to Entry Linked with ${entry.name}`, many: false })) ?? [];
  if (view) await revealInTree(deps, entry.connectionId, view.otherId, view.otherName);
};
