import { plural, UserError } from '../../ui';
import type { CommandDeps } from './deps';
import { during } from './failure';
import { watched } from './progress';

/** Opens the folders on the way to an entry and selects it. */
export async function revealInTree(
  deps: CommandDeps,
  connectionId: string,
  entryId: number,
  name: string,
): Promise<void> {
  const node = await watched(`Finding ${name}`, ({ signal, report }) =>
    during(
      `show ${name} in the tree`,
      () =>
        deps.view.tree.findEntryNode(connectionId, entryId, signal, (shown) =>
          report(`${plural(shown, 'entry', 'entries')} of its folder read`),
        ),
      connectionId,
    ),
  );
  if (node) {
    await deps.view.reveal(node);
    return;
  }
  throw new UserError(
    `Could not show ${name} in the tree: its folder is not listed for you, or the search was cancelled. Its links can still be opened with Assign Links….`,
  );
}
