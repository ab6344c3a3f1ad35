import { COMMANDS } from '../../ui';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { pickConnection } from '../support/pickConnection';
import { BACK, pickEntries } from '../support/pickEntries';
import { revealInTree } from '../support/reveal';

/** Selects an entry in the tree, found by name, path, id or web client address. */
export const revealEntry: Handler = async (deps, first) => {
  const fields = asArguments(first);
  if (fields) {
    const { text, id } = readArguments(COMMANDS.revealEntry, fields);
    const entryId = id('entryId');
    await revealInTree(deps, text('connectionId'), entryId, `entry ${entryId}`);
    return;
  }
  const session = await pickConnection(deps, 'Reveal Entry');
  if (!session) return;
  const picked = await pickEntries(session, {
    title: `Reveal Entry in ${session.connection.name}`,
    many: false,
  });
  if (picked === undefined || picked === BACK) return;
  for (const entry of picked) await revealInTree(deps, session.connection.id, entry.id, entry.name);
};
