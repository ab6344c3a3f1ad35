import { l10n } from 'vscode';
import { toWireLink, type WireLink } from '../../api';
import { failingAs, nameOfId, openSession, watched } from '../../changeFlow';
import { showLinks } from '../../documents';
import { defineCommand } from '../define';
import { form, id, mapArguments, text } from '../schema';
import type { CommandDeps } from '../support/deps';

interface Source {
  readonly connectionId: string;
  readonly sourceId: number;
  readonly name: string;
}

/** Answers all links of an entry, every page. From menu and palette they open as a JSON document. */
export const getLinks = defineCommand<readonly Source[], readonly Source[], readonly (readonly WireLink[])[]>(
  {
    id: 'laserficheLinks.getLinks',
    title: l10n.t('Show Links as JSON'),
    args: mapArguments(form({ connectionId: text(), entryId: id() }), ({ connectionId, entryId }) => [
      { connectionId, sourceId: entryId, name: nameOfId(entryId) },
    ]),
    answer: 'all links of the entry, every page',
    ask: async (targets) =>
      (await targets.entries())?.map(({ connectionId, linkEntryId: sourceId, name }) => ({
        connectionId,
        sourceId,
        name,
      })),
    async run(sources, services) {
      const all: (readonly WireLink[])[] = [];
      for (const source of sources) all.push(await readAll(services, source));
      return all;
    },
    toAnswer: ([links]) => links,
    async tell(all, sources) {
      for (const [index, links] of all.entries())
        await showLinks({
          name: l10n.t('Links of {0}', sources[index]?.name ?? ''),
          json: `${JSON.stringify(links, null, 2)}\n`,
        });
    },
  },
);

async function readAll(
  deps: CommandDeps,
  { connectionId, sourceId, name }: Source,
): Promise<readonly WireLink[]> {
  const { repository } = await openSession(deps, connectionId);
  return watched(l10n.t('Reading the links of {0}', name), ({ signal }) =>
    failingAs(
      l10n.t('Could not read the links of {0}', name),
      async () => (await repository.getLinks(sourceId, { fresh: true, signal })).map(toWireLink),
      connectionId,
    ),
  );
}
