import * as vscode from 'vscode';
import type { Entry, LinkType } from '../api';
import type { Session } from '../connections';
import { COMMANDS, plural } from '../host';
import { linkTypeTitle } from '../links';
import { asArguments, readArguments } from './support/arguments';
import { changeAll, changeLinks, countsOf, describeFailures, totalOf } from './support/changes';
import type { CommandDeps, Handler } from './support/deps';
import { during } from './support/failure';
import { openSession } from './support/pickConnection';
import { BACK, pickEntries } from './support/pickEntries';
import { pickLinkType } from './support/pickLinkType';
import { busy } from './support/progress';
import { resolveEntries, type EntryTarget } from './support/targets';

const TITLE = 'Add Link';

/** Adds links and keeps all others. With an argument object it answers `{ added, removed, changed, kept }`. */
export const addLinks: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const { text, id, links } = readArguments(COMMANDS.addLinks, fields);
    const sourceId = id('sourceId');
    const edit = { put: links(true) };
    const change = { connectionId: text('connectionId'), sourceId, name: `entry ${sourceId}`, edit };
    return countsOf((await changeLinks(deps, change)).plan);
  }
  const sources = await resolveEntries(deps, first, selected, { title: `${TITLE}: From Which Entry?` });
  const [source] = sources ?? [];
  if (!sources || !source) return undefined;
  const session = await openSession(deps, source.connectionId);
  // Several connections selected at once: links can't cross repositories, so the first one's entries count.
  const own = sources.filter(({ connectionId }) => connectionId === source.connectionId);
  const wish = await askForLinks(session, own);
  if (wish) await addAndTell(deps, own, wish.type, wish.targets);
  return undefined;
};

/** Type, then targets; Back returns to the type. */
async function askForLinks(session: Session, sources: readonly EntryTarget[]) {
  const names =
    sources.length === 1 && sources[0] ? sources[0].name : plural(sources.length, 'entry', 'entries');
  const title = `${TITLE} from ${names}`;
  const types = await during('read the link types', () => session.linkTypes(), session.connection.id);
  for (;;) {
    const type = await pickLinkType(types, { title, step: [1, 2] });
    if (!type) return undefined;
    const picked = await pickEntries(session, {
      title: `${title}: ${linkTypeTitle(type)}`,
      many: true,
      step: [2, 2],
    });
    if (picked === BACK) continue;
    return picked && { type, targets: picked };
  }
}

async function addAndTell(
  deps: CommandDeps,
  sources: readonly EntryTarget[],
  type: LinkType,
  targets: readonly Entry[],
): Promise<void> {
  // A shortcut stands for its target.
  const targetIds = targets.map((entry) =>
    entry.entryType === 'Shortcut' ? (entry.targetId ?? entry.id) : entry.id,
  );
  const put = [...new Set(targetIds)].map((targetId) => ({ targetId, linkTypeId: type.linkTypeId }));
  const changes = sources.map(({ connectionId, linkEntryId, name }) => ({
    connectionId,
    sourceId: linkEntryId,
    name,
    edit: { put },
  }));
  const result = await busy(() => changeAll(deps, changes, TITLE));
  if (result.failures.length > 0) {
    void vscode.window.showWarningMessage(describeFailures(result));
    return;
  }
  const { added } = totalOf(result);
  const already = put.length * sources.length - added;
  const done = added > 0 ? `Added ${plural(added, 'link')} (${linkTypeTitle(type)}).` : 'Nothing to add.';
  void vscode.window.showInformationMessage(
    already > 0 ? `${done} ${plural(already, 'link was', 'links were')} there already.` : done,
  );
}
