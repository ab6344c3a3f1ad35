import type { LinkType } from '../api';
import type { Session } from '../connections';
import { COMMANDS } from '../host';
import { linkTypeTitle } from '../links';
import { countsOrFail } from './edits/carryOut';
import { ofOneConnection } from './edits/chosenLinks';
import { linkAll, namesOf } from './edits/linking';
import { refuseReadOnly } from './edits/writable';
import { asArguments, readArguments } from './support/arguments';
import { changeAll } from './support/changes';
import type { Handler } from './support/deps';
import { during } from './support/failure';
import { openSession } from './support/pickConnection';
import { BACK, pickEntries } from './support/pickEntries';
import { pickLinkType } from './support/pickLinkType';
import { resolveEntries, targetOf, type EntryTarget } from './support/targets';

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
  const wish = await askForLinks(session, own);
  if (wish) await linkAll(deps, { sources: own, ...wish, cause: 'command' }, TITLE);
  return undefined;
};

/** Type, then targets; Back returns to the type. */
async function askForLinks(
  session: Session,
  sources: readonly EntryTarget[],
): Promise<{ readonly type: LinkType; readonly targets: readonly EntryTarget[] } | undefined> {
  const title = `${TITLE} from ${namesOf(sources)}`;
  const { id } = session.connection;
  const types = await during('read the link types', () => session.linkTypes(), id);
  for (;;) {
    const type = await pickLinkType(types, { title, step: [1, 2] });
    if (!type) return undefined;
    const picked = await pickEntries(session, {
      title: `${title}: ${linkTypeTitle(type)}`,
      many: true,
      step: [2, 2],
    });
    if (picked === BACK) continue;
    return picked && { type, targets: picked.map((entry) => targetOf(id, entry)) };
  }
}
