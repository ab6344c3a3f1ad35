import { COMMANDS } from '../../ui';
import { askForLinks } from '../edits/askForLinks';
import { answerEdits } from '../edits/carryOut';
import { ofOneConnection } from '../edits/chosenLinks';
import { linkAll } from '../edits/linking';
import { linksWanted } from '../edits/wantedLinks';
import { refuseReadOnly } from '../edits/writable';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { openSession } from '../support/pickConnection';
import { resolveEntries } from '../targets';

const TITLE = 'Add Link';

/** Adds links and keeps all others. With an argument object it answers `{ added, removed, changed, kept }`. */
export const addLinks: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const edits = linksWanted(readArguments(COMMANDS.addLinks, fields), 'upsert');
    return answerEdits(deps, edits, { title: TITLE, verb: 'linked' });
  }
  const sources = await resolveEntries(deps, first, selected, {
    title: `${TITLE}: From Which Entries?`,
    many: true,
  });
  // Links can't cross repositories: of several connections the first one's entries count.
  const { own } = ofOneConnection(sources ?? []);
  const [source] = own;
  if (!source) return undefined;
  refuseReadOnly(
    deps,
    { connectionId: source.connectionId, sourceId: source.linkEntryId },
    `link ${source.name}`,
  );
  const session = await openSession(deps, source.connectionId);
  const wish = await askForLinks(session, own, TITLE);
  if (wish) await linkAll(deps, { sources: own, ...wish, cause: 'command' }, TITLE);
  return undefined;
};
