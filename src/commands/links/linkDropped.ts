import type { Drop } from '../../tree';
import { notify } from '../../ui';
import { linkAll, namesOf } from '../edits/linking';
import { pickDirectedType } from '../edits/pickDirectedType';
import { refuseReadOnly } from '../edits/writable';
import type { CommandDeps } from '../support/deps';
import { reportFailed } from '../edits/tellFailed';
import { withPinnedSessions } from '../support/pinSessions';
import { openSession } from '../support/pickConnection';
import { readLinkTypes } from '../support/readLinkTypes';

const TITLE = 'Link Dropped Entries';

const REFUSALS = {
  notAnEntry: 'Links lead from entry to entry: drop onto a document, a folder or a link.',
  ontoItself: 'An entry was dropped onto itself: drop it onto another entry to link them.',
  otherConnection: 'Links stay within one repository: drop onto an entry of the same connection.',
} as const;

/** Links what is dropped in the tree; a failure is told like a command's. */
export function linkDrop(deps: CommandDeps, drop: Drop): void {
  withPinnedSessions(deps, (pinned) => linkDropped(pinned, drop)).catch((error: unknown) =>
    reportFailed(error, TITLE, deps, () => linkDrop(deps, drop)),
  );
}

/** Links entries that were dropped onto an entry: it becomes their source, or their target where the person says so. */
async function linkDropped(deps: CommandDeps, drop: Drop): Promise<void> {
  if ('refused' in drop) {
    void notify.warn(REFUSALS[drop.refused]);
    return;
  }
  const { dropped, onto } = drop;
  const { connectionId } = onto;
  refuseReadOnly(deps, { connectionId, sourceId: onto.linkEntryId }, 'link the dropped entries');
  const session = await openSession(deps, connectionId);
  const types = await readLinkTypes(session);
  const choice = await pickDirectedType(types, { onto: onto.name, dropped: namesOf(dropped) });
  if (!choice) return;
  const { type, reversed } = choice;
  const [sources, targets] = reversed ? [dropped, [onto]] : [[onto], dropped];
  await linkAll(deps, { sources, targets, type, cause: 'dragAndDrop' }, TITLE);
}
