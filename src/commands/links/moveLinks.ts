import type { Entry } from '../../domain';
import { COMMANDS, plural } from '../../ui';
import { answerTasks, carryOutTasks, describeSkipped } from '../edits/carryOut';
import { chooseLinks, countLinks, namedLinks, ofOneConnection } from '../edits/chosenLinks';
import { readLinksOfSource, type LinksOfSource } from '../edits/linksOfSource';
import { relinkEdit } from '../edits/relinking';
import type { EditTask } from '../edits/tasks';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { openSession } from '../support/pickConnection';
import { BACK, pickEntries } from '../support/pickEntries';
import { targetOf } from '../targets';

const TITLE = 'Move Link(s) to Another Target';

/** Gives links another target: same type, same properties. With an argument object it answers the counts. */
export const moveLinks: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const args = readArguments(COMMANDS.moveLinks, fields);
    const owned = readLinksOfSource(args);
    return answerTasks(deps, [taskOf(owned, args.id('targetId'))], { title: TITLE, verb: 'changed' });
  }
  const chosen = await chooseLinks(deps, first, selected, TITLE);
  const { own, skipped } = ofOneConnection(chosen ?? []);
  const [one] = own;
  if (!one) return undefined;
  const session = await openSession(deps, one.connectionId);
  const picked = await pickEntries(session, {
    title: `Move ${namedLinks(own)}: To Which Entry?`,
    many: false,
  });
  const [entry] = picked === BACK ? [] : (picked ?? []);
  if (!entry) return undefined;
  const target = targetOf(one.connectionId, entry);
  const tasks = own.map((owned) => taskOf(owned, target.linkEntryId, entry));
  await carryOutTasks(deps, tasks, {
    title: TITLE,
    verb: 'changed',
    done: ({ removed }) =>
      removed > 0
        ? `Moved ${plural(removed, 'link')} to ${target.name}.${describeSkipped(countLinks(skipped))}`
        : `Nothing to move: ${target.name} is the target already.`,
  });
  return undefined;
};

function taskOf({ keys, known = [], ...source }: LinksOfSource, targetId: number, target?: Entry): EditTask {
  return {
    ...source,
    known: target ? [...known, target] : known,
    edit: (outgoing) => relinkEdit(outgoing, keys, { targetId }, source.name),
  };
}
