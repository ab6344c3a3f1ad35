import { copyLines } from '../support/clipboard';
import type { CommandDeps, Handler } from '../support/deps';
import { during } from '../support/failure';
import { openSession } from '../support/pickConnection';
import { resolveEntries, type EntryTarget } from '../support/targets';

/** Copies the paths of entries, a line each. */
export const copyPath: Handler = async (deps, first, selected) => {
  const entries = await resolveEntries(deps, first, selected, { title: 'Copy Path' });
  if (entries) await copyLines(await Promise.all(entries.map((entry) => pathOf(deps, entry))), 'path');
};

async function pathOf(
  deps: CommandDeps,
  { connectionId, entryId, name, path }: EntryTarget,
): Promise<string> {
  if (path) return path;
  const { repository } = await openSession(deps, connectionId);
  const entry = await during(`read ${name}`, () => repository.getEntry(entryId), connectionId);
  return entry.path ?? entry.name;
}
