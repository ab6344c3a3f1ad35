import { toWirePayload } from '../api';
import {
  type ConflictChoice,
  keyOf,
  type LinkConflict,
  type LinkType,
  planEdit,
  readLinks,
  resolveConflicts,
  toPayload,
} from '../domain';
import type { EditError, ChangeRequest } from '../changes';
import { pickOne, plural } from '../ui';
import { showSides } from '../documents';
import { namesFrom, type Names } from './names';
import { describeConflicts, describeSide } from './describeSide';

/**
 * Shows what somebody else did meanwhile beside what the change would make of it, and asks whose side to take.
 * Gives the change to try again with, or undefined when the person cancels; nothing is sent here.
 */
export async function settleConflict(
  error: EditError,
  change: ChangeRequest,
  name: string,
  linkTypes: readonly LinkType[],
): Promise<ChangeRequest | undefined> {
  const { conflicts = [], theirs = [] } = error.details;
  const settled = (choices: Readonly<Record<string, ConflictChoice>>): ChangeRequest => ({
    ...change,
    edit: resolveConflicts(change.edit, conflicts, choices),
    base: theirs,
  });
  const all = (choice: ConflictChoice) =>
    Object.fromEntries(conflicts.map(({ key }) => [keyOf(key), choice]));

  const { outgoing } = readLinks(theirs, change.sourceId, linkTypes);
  const mine = planEdit(outgoing, settled(all('mine')).edit).after;
  const sides = { before: toWirePayload(toPayload(outgoing)), after: toWirePayload(toPayload(mine)) };

  const links = [...(change.base ?? []), ...theirs];
  const names = namesFrom({ links, linkTypes, known: change.known });
  const what = conflicts.length === 1 ? 'the same link' : `the same ${plural(conflicts.length, 'link')}`;
  const choices = [
    { label: 'Keep Mine', detail: describeConflicts(conflicts, names, 'ours'), value: 'mine' as const },
    { label: 'Keep Theirs', detail: describeConflicts(conflicts, names, 'theirs'), value: 'theirs' as const },
    { label: 'Choose…', detail: 'Decide link by link', value: 'choose' as const },
  ].slice(0, conflicts.length === 1 ? 2 : 3);
  const title = `Links of ${name}: on the server ↔ mine`;
  const comparison = await showSides(sides, title, name, { choices: choices.length });
  const answer = await pickOne(`Somebody else changed ${what} of ${name}`, choices, {
    placeholder: 'Nothing was sent. What shall the server have?',
  });
  if (answer === undefined) return undefined;
  const chosen = answer === 'choose' ? await chooseEach(conflicts, names) : all(answer);
  if (!chosen) return undefined;
  await comparison.close();
  return settled(chosen);
}

/** Asks link by link. Undefined when the person cancels. */
async function chooseEach(
  conflicts: readonly LinkConflict[],
  names: Names,
): Promise<Readonly<Record<string, ConflictChoice>> | undefined> {
  const choices: Record<string, ConflictChoice> = {};
  for (const [index, { key, base, theirs, ours }] of conflicts.entries()) {
    const choice = await pickOne<ConflictChoice>(
      names.link(key),
      [
        { label: `Keep mine: ${describeSide(ours, base)}`, value: 'mine' },
        { label: `Keep theirs: ${describeSide(theirs, base)}`, value: 'theirs' },
      ],
      { placeholder: `Before: ${describeSide(base, undefined)}`, step: [index + 1, conflicts.length] },
    );
    if (!choice) return undefined;
    choices[keyOf(key)] = choice;
  }
  return choices;
}
