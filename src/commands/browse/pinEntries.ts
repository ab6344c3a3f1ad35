import { l10n } from 'vscode';
import { failingAs, openSession } from '../../changeFlow';
import { MAX_CONCURRENCY, mapConcurrent } from '../../changes';
import type { Session, UsedEntry } from '../../connections';
import { UserError } from '../../ui';
import { defineCommand } from '../define';
import { form, ids, mapArguments, text } from '../schema';
import type { CommandServices } from '../support/deps';
import type { Targets } from '../targets';

/** An entry that a person chose, or the id that a caller told. */
interface Chosen {
  readonly connectionId: string;
  readonly entryId: number;
  readonly entry?: UsedEntry;
}

const ROOT_FOLDER_ID = 1;

const ENTRIES = mapArguments(
  form({ connectionId: text(), entryIds: ids() }),
  ({ connectionId, entryIds }): readonly Chosen[] => entryIds.map((entryId) => ({ connectionId, entryId })),
);

/** Keeps entries at hand: in the row *Pinned* of their connection, and in pickers. */
export const pinEntries = defineCommand<readonly Chosen[]>({
  id: 'laserficheLinks.pinEntries',
  title: l10n.t('Pin'),
  args: ENTRIES,
  async ask(targets) {
    const chosen = await askForEntries(targets);
    if (chosen?.every(({ entryId }) => entryId === ROOT_FOLDER_ID))
      throw new UserError(l10n.t('Could not pin the root folder: the connection itself stands for it.'));
    return chosen;
  },
  run: (all, services) =>
    eachConnection(all, services, async ({ repository, recents, connection }, chosen) => {
      const entries = chosen.filter(({ entryId }) => entryId !== ROOT_FOLDER_ID);
      await recents.pin(
        await mapConcurrent(MAX_CONCURRENCY, entries, async ({ entryId, entry }) => {
          const failed = l10n.t('Could not pin entry {0}', entryId);
          return entry ?? failingAs(failed, () => repository.getEntry(entryId), connection.id);
        }),
      );
    }),
});

export const unpinEntries = defineCommand<readonly Chosen[]>({
  id: 'laserficheLinks.unpinEntries',
  title: l10n.t('Unpin'),
  args: ENTRIES,
  ask: askForEntries,
  run: (all, services) =>
    eachConnection(all, services, ({ recents }, chosen) =>
      recents.unpin(chosen.map(({ entryId }) => entryId)),
    ),
});

async function askForEntries(targets: Targets): Promise<readonly Chosen[] | undefined> {
  const title = l10n.t('{0}: Which Entries?', targets.title);
  const chosen = await targets.entries({ title, many: true });
  return chosen?.map(({ connectionId, entryId, name, path, entry }) => ({
    ...{ connectionId, entryId },
    entry: { ...entry, id: entryId, name, path },
  }));
}

async function eachConnection(
  all: readonly Chosen[],
  services: CommandServices,
  work: (session: Session, chosen: readonly Chosen[]) => Promise<void>,
): Promise<void> {
  for (const id of new Set(all.map(({ connectionId }) => connectionId)))
    await work(
      await openSession(services, id),
      all.filter(({ connectionId }) => connectionId === id),
    );
}
