import { pickOne } from '../../ui';
import type { SourceEdit } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { openSession } from '../support/pickConnection';
import { resolveEntries, rowsOf, type EntryTarget } from '../targets';
import { askForLinks } from './askForLinks';
import { linksOfRows, ofOneConnection, pickLinksOf, type OwnedLinks } from './chosenLinks';
import { linkEdits, namesOf } from './linking';

/** The change that a person wants to see first: selected links removed, or for entries what they say. Undefined when they cancel. */
export async function editsToPreview(
  deps: CommandDeps,
  first: unknown,
  selected: unknown,
  title: string,
): Promise<readonly SourceEdit[] | undefined> {
  const rows = rowsOf(deps, first, selected);
  if (rows.length > 0 && rows.every(({ kind }) => kind === 'link'))
    return removals(await linksOfRows(deps, rows));

  const entries = await resolveEntries(deps, first, selected, { title: `${title}: Of Which Entry?` });
  const { own } = ofOneConnection(entries ?? []);
  const [entry] = own;
  if (!entry) return undefined;
  const what = await pickOne(`${title} of ${namesOf(own)}`, [
    { icon: 'add', label: 'Add Links…', detail: 'Choose a type and targets', value: 'add' as const },
    ...(own.length === 1
      ? [
          {
            icon: 'trash',
            label: 'Remove Links…',
            detail: 'Choose among its links',
            value: 'remove' as const,
          },
        ]
      : []),
  ]);
  if (what === 'add') return additions(deps, own, entry.connectionId, title);
  const links = what && (await pickLinksOf(deps, entry, title));
  return links && removals(links);
}

function removals(owned: readonly OwnedLinks[]): readonly SourceEdit[] {
  return ofOneConnection(owned).own.map(({ connectionId, sourceId, name, keys, known = [] }) => ({
    connectionId,
    sourceId,
    name,
    known,
    edit: { remove: keys },
  }));
}

async function additions(
  deps: CommandDeps,
  sources: readonly EntryTarget[],
  connectionId: string,
  title: string,
): Promise<readonly SourceEdit[] | undefined> {
  const wish = await askForLinks(await openSession(deps, connectionId), sources, title);
  return wish && linkEdits({ sources, ...wish, cause: 'command' });
}
