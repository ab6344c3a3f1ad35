import { COMMANDS, plural } from '../../ui';
import { carryOut, answerEdits } from '../edits/carryOut';
import { chooseLinks } from '../edits/chosenLinks';
import { linksWanted } from '../edits/wantedLinks';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';

const TITLE = 'Remove Link(s)';

/** Removes the selected links and keeps all others. With an argument object it answers the counts. */
export const removeLinks: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const edits = linksWanted(readArguments(COMMANDS.removeLinks, fields), 'remove');
    return answerEdits(deps, edits, { title: TITLE, verb: 'changed' });
  }
  const chosen = await chooseLinks(deps, first, selected, TITLE);
  if (!chosen) return undefined;
  const changes = chosen.map(({ connectionId, sourceId, name, keys, known = [] }) => ({
    connectionId,
    sourceId,
    name,
    known,
    edit: { remove: keys },
  }));
  await carryOut(deps, changes, {
    title: TITLE,
    verb: 'changed',
    done: ({ removed, kept }) =>
      removed > 0 ? `Removed ${plural(removed, 'link')}, kept ${kept}.` : 'The links were gone already.',
  });
  return undefined;
};
