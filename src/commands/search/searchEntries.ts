import { l10n } from 'vscode';
import { failingAs, openSession, watched } from '../../changeFlow';
import type { Entry } from '../../domain';
import type { Found, Search } from '../../search';
import { defineCommand } from '../define';
import type { CommandServices } from '../support/deps';
import { anyOf, form, id, mapArguments, optional, text } from '../schema';
import { query } from './queryArguments';

interface Asked {
  readonly connectionId: string;
  readonly search: Search;
  readonly limit?: number;
}

/** The server's simple search sends so many at most. */
const SIMPLE_LIMIT = 100;

const LIMIT = { connectionId: text(), limit: optional(id()) };

/** What callers are answered, for the README. */
export const FOUND_ANSWER = '`{ entries: [{ entryId, name, path, entryType, templateName? }], complete }`';

/** Answers the entries that a question or a command finds. */
export const searchEntries = defineCommand<Asked, Asked, Found>({
  id: 'laserficheLinks.searchEntries',
  title: l10n.t('Search Entries…'),
  args: anyOf(
    mapArguments(form({ ...LIMIT, query: query() }), ({ query: asked, ...given }) => ({
      ...given,
      search: { query: asked },
    })),
    mapArguments(
      form({ ...LIMIT, command: text() }, { note: "a command in Laserfiche's search syntax" }),
      ({ command, ...given }) => ({ ...given, search: { command } }),
    ),
  ),
  answer: `${FOUND_ANSWER}; without \`limit\` the search runs in full, and \`complete\` is false where there is more`,
  run: (asked, services) => answerSearch(services, asked),
  toAnswer: toFoundAnswer,
});

/** Searches for a caller. */
export async function answerSearch(
  services: CommandServices,
  { connectionId, search, limit }: Asked,
): Promise<Found> {
  const { searches } = await openSession(services, connectionId);
  const failed = l10n.t('Could not search');
  return watched(l10n.t('Searching'), ({ signal }) =>
    failingAs(
      failed,
      async () => {
        const options = { signal, fresh: true, ...(limit !== undefined && { limit }) };
        if (limit === undefined || limit > SIMPLE_LIMIT) return searches.all(search, options);
        const found = await searches.first(search, options);
        // What the simple search sends may hold less of what was asked for than there is.
        return found.complete || found.entries.length === limit ? found : searches.all(search, options);
      },
      connectionId,
    ),
  );
}

/** What was found, as callers are answered. */
export function toFoundAnswer({ entries, complete }: Found) {
  return { entries: entries.map(toFound), complete };
}

function toFound({ id: entryId, name, path, entryType, templateName }: Entry) {
  return { entryId, name, path: path ?? '', entryType, ...(templateName && { templateName }) };
}
