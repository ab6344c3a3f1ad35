import { COMMANDS, plural } from '../../ui';
import { answerTasks, carryOutTasks } from '../edits/carryOut';
import type { EditTask } from '../edits/tasks';
import { refuseReadOnly } from '../edits/writable';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { resolveEntries } from '../targets';

const TITLE = 'Remove All Links';

/** Removes all outgoing links of entries, after showing how many. Incoming links belong to others and stay. */
export const removeAllLinks: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const { text, id } = readArguments(COMMANDS.removeAllLinks, fields);
    const sourceId = id('sourceId');
    const task = { connectionId: text('connectionId'), sourceId, name: `entry ${sourceId}`, edit: removeAll };
    return answerTasks(deps, [task], { title: TITLE, verb: 'changed' });
  }
  const entries = await resolveEntries(deps, first, selected, { title: `${TITLE}: Of Which Entry?` });
  if (!entries) return undefined;
  const tasks = entries.map(({ connectionId, linkEntryId: sourceId, name, path, entry }): EditTask => {
    refuseReadOnly(deps, { connectionId, sourceId }, `remove the links of ${name}`);
    return { connectionId, sourceId, name: path ?? name, known: entry ? [entry] : [], edit: removeAll };
  });
  const names = entries.map(({ name }) => name).join(', ');
  await carryOutTasks(deps, tasks, {
    title: TITLE,
    verb: 'changed',
    done: ({ removed }) =>
      removed > 0 ? `Removed ${plural(removed, 'link')}.` : `${names}: no outgoing links to remove.`,
  });
  return undefined;
};

/** Names each link seen, so that links added by others meanwhile are not removed unseen. */
const removeAll: EditTask['edit'] = (outgoing) => ({ remove: outgoing });
