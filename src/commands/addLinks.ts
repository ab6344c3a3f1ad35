import { COMMANDS } from '../host';
import { askForLinks } from './edits/askForLinks';
import { countsOrFail } from './edits/carryOut';
import { ofOneConnection } from './edits/chosenLinks';
import { linkAll } from './edits/linking';
import { refuseReadOnly } from './edits/writable';
import { asArguments, readArguments } from './support/arguments';
import { changeAll } from './support/changes';
import type { Handler } from './support/deps';
import { openSession } from './support/pickConnection';
import { resolveEntries } from './support/targets';

const TITLE = 'Add Link';

/** Adds links and keeps all others. With an argument object it answers `{ added, removed, changed, kept }`. */
export const addLinks: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const { text, id, ids, has, links } = readArguments(COMMANDS.addLinks, fields);
    const sourceIds = has('sourceIds') ? ids('sourceIds') : [id('sourceId')];
    const connectionId = text('connectionId');
    const edit = { put: links(true) };
    const changes = sourceIds.map((sourceId) => ({
      connectionId,
      sourceId,
      name: `entry ${sourceId}`,
      edit,
    }));
    return countsOrFail(await changeAll(deps, changes, TITLE), 'linked');
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
