import * as vscode from 'vscode';
import { COMMANDS, plural } from '../host';
import { readLinks } from '../links';
import { asArguments, readArguments } from './support/arguments';
import { changeAll, countsOf, describeFailures, totalOf } from './support/changes';
import type { CommandDeps, Handler } from './support/deps';
import { during } from './support/failure';
import { openSession } from './support/pickConnection';
import { busy } from './support/progress';
import { resolveEntries } from './support/targets';

const TITLE = 'Remove All Links';

/** Removes all outgoing links of entries, after showing how many. Incoming links belong to others and stay. */
export const removeAllLinks: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const { text, id } = readArguments(COMMANDS.removeAllLinks, fields);
    const source = { connectionId: text('connectionId'), sourceId: id('sourceId') };
    const change = await removalOf(deps, { ...source, name: `entry ${source.sourceId}` });
    const [outcome] = (await changeAll(deps, [change], TITLE)).outcomes;
    return outcome && countsOf(outcome.plan);
  }
  const entries = await resolveEntries(deps, first, selected, { title: `${TITLE}: Of Which Entry?` });
  if (!entries) return undefined;
  const changes = await busy(() =>
    Promise.all(
      entries.map(({ connectionId, linkEntryId, name }) =>
        removalOf(deps, { connectionId, sourceId: linkEntryId, name }),
      ),
    ),
  );
  const full = changes.filter(({ edit }) => edit.remove.length > 0);
  const count = full.reduce((sum, { edit }) => sum + edit.remove.length, 0);
  const names = entries.map(({ name }) => name).join(', ');
  if (count === 0) {
    void vscode.window.showInformationMessage(`${names}: no outgoing links to remove.`);
    return undefined;
  }
  const remove = `Remove ${plural(count, 'Link')}`;
  const detail = full
    .map(({ name, edit }) => `${name}: ${plural(edit.remove.length, 'outgoing link')}`)
    .join('\n');
  const answer = await vscode.window.showWarningMessage('Remove all links?', { modal: true, detail }, remove);
  if (answer !== remove) return undefined;

  const result = await busy(() => changeAll(deps, full, TITLE));
  if (result.failures.length > 0) void vscode.window.showWarningMessage(describeFailures(result));
  else void vscode.window.showInformationMessage(`Removed ${plural(totalOf(result).removed, 'link')}.`);
  return undefined;
};

/** The edit names each link seen, so that links added by others meanwhile are not removed unseen. */
async function removalOf(
  deps: CommandDeps,
  source: { connectionId: string; sourceId: number; name: string },
) {
  const session = await openSession(deps, source.connectionId);
  const remove = await during(
    `read the links of ${source.name}`,
    async () => {
      const [links, types] = await Promise.all([
        session.repository.getLinks(source.sourceId),
        session.linkTypes(),
      ]);
      return readLinks(links, source.sourceId, types).outgoing;
    },
    source.connectionId,
  );
  return { ...source, edit: { remove } };
}
