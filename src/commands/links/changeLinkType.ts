import { COMMANDS, plural, UserError } from '../../ui';
import { linkTypeTitle } from '../../domain';
import { chooseLinks, countLinks, namedLinks, ofOneConnection } from '../edits/chosenLinks';
import { answerTasks, carryOutTasks, describeSkipped } from '../edits/carryOut';
import { readLinksOfSource, type LinksOfSource } from '../edits/linksOfSource';
import { relinkEdit } from '../edits/relinking';
import type { EditTask } from '../edits/tasks';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { openSession } from '../support/pickConnection';
import { pickLinkType } from '../support/pickLinkType';
import { readLinkTypes } from '../support/readLinkTypes';

const TITLE = 'Change Link Type';

/** Gives links another type: same target, same properties. With an argument object it answers the counts. */
export const changeLinkType: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const args = readArguments(COMMANDS.changeLinkType, fields);
    const owned = readLinksOfSource(args);
    const linkTypeId = args.id('linkTypeId');
    const session = await openSession(deps, owned.connectionId);
    const types = await readLinkTypes(session);
    if (!types.some((type) => type.linkTypeId === linkTypeId))
      throw new UserError(`Could not change the link type: the repository has no link type ${linkTypeId}.`);
    return answerTasks(deps, [taskOf(owned, linkTypeId)], { title: TITLE, verb: 'changed' });
  }
  const chosen = await chooseLinks(deps, first, selected, TITLE);
  const { own, skipped } = ofOneConnection(chosen ?? []);
  const [one] = own;
  if (!one) return undefined;
  const session = await openSession(deps, one.connectionId);
  const types = await readLinkTypes(session);
  const current = new Set(own.flatMap(({ keys }) => keys.map(({ linkTypeId }) => linkTypeId)));
  const others = current.size === 1 ? types.filter(({ linkTypeId }) => !current.has(linkTypeId)) : types;
  const type = await pickLinkType(others, {
    title: `${TITLE} of ${namedLinks(own)}`,
    placeholder: 'New type of the link: source → target',
  });
  if (!type) return undefined;
  const tasks = own.map((owned) => taskOf(owned, type.linkTypeId));
  await carryOutTasks(deps, tasks, {
    title: TITLE,
    verb: 'changed',
    done: ({ removed }) =>
      removed > 0
        ? `Changed ${plural(removed, 'link')} to ${linkTypeTitle(type)}.${describeSkipped(countLinks(skipped))}`
        : `Nothing to change: the type is ${linkTypeTitle(type)} already.`,
  });
  return undefined;
};

function taskOf({ keys, known, ...source }: LinksOfSource, linkTypeId: number): EditTask {
  return {
    ...source,
    ...(known && { known }),
    edit: (outgoing) => relinkEdit(outgoing, keys, { linkTypeId }, source.name),
  };
}
