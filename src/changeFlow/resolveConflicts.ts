import { l10n } from 'vscode';
import { payloadOf } from '../api';
import {
  type ConflictChoice,
  keyOf,
  type Link,
  type LinkConflict,
  type LinkType,
  type OutgoingLink,
  planEdit,
  readLinks,
  resolveConflicts,
  toPayload,
} from '../domain';
import type { ChangeRequest } from '../changes';
import { byCount, formatList, formatNumber, pickOne } from '../ui';
import { showSides } from '../documents';
import { describeProperties, describeProperty } from './describePlan';
import { namesFrom, type Names } from './names';

/** What a person is asked about when others changed the same links. */
export interface Conflict {
  readonly request: ChangeRequest;
  readonly conflicts: readonly LinkConflict[];
  /** All links of the entry as the server has them. */
  readonly theirs: readonly Link[];
  /** What the entry is called. */
  readonly name: string;
  readonly linkTypes: readonly LinkType[];
  /** Links that tell names which those of the entry don't. */
  readonly told?: readonly Link[] | undefined;
}

/**
 * Shows what somebody else did meanwhile beside what the change would make of it, and asks whose side to take.
 * Gives the request to try again with, or undefined when the person cancels; nothing is sent here.
 */
export async function askWhoseSide(conflict: Conflict): Promise<ChangeRequest | undefined> {
  const { request, conflicts, theirs, name, linkTypes, told = [] } = conflict;
  const resolved = (choices: Readonly<Record<string, ConflictChoice>>): ChangeRequest => ({
    ...request,
    edit: resolveConflicts(request.edit, conflicts, choices),
    base: theirs,
  });
  const all = (choice: ConflictChoice) =>
    Object.fromEntries(conflicts.map(({ key }) => [keyOf(key), choice]));

  const { outgoing } = readLinks(theirs, request.sourceId, linkTypes);
  const mine = planEdit(outgoing, resolved(all('mine')).edit).after;
  const sides = { before: payloadOf(toPayload(outgoing)), after: payloadOf(toPayload(mine)) };

  const links = [...told, ...(request.base ?? []), ...theirs];
  const names = namesFrom({ links, linkTypes, known: request.known });
  const choices = [
    {
      label: l10n.t('Keep Mine'),
      detail: describeConflicts(conflicts, names, 'ours'),
      value: 'mine' as const,
    },
    {
      label: l10n.t('Keep Theirs'),
      detail: describeConflicts(conflicts, names, 'theirs'),
      value: 'theirs' as const,
    },
    { label: l10n.t('Choose…'), detail: l10n.t('Decide link by link'), value: 'choose' as const },
  ].slice(0, conflicts.length === 1 ? 2 : 3);
  const title = l10n.t('Links of {0}: on the server ↔ mine', name);
  const comparison = await showSides(sides, title, name, { choices: choices.length });
  const question = byCount(
    conflicts.length,
    l10n.t('Somebody else changed the same link of {0}', name),
    l10n.t('Somebody else changed the same {0} links of {1}', formatNumber(conflicts.length), name),
  );
  const answer = await pickOne(question, choices, {
    placeholder: l10n.t('Nothing was sent. What shall the server have?'),
  });
  if (answer === undefined) return undefined;
  const chosen = answer === 'choose' ? await chooseEach(conflicts, names) : all(answer);
  if (!chosen) return undefined;
  await comparison.close();
  return resolved(chosen);
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
        { label: l10n.t('Keep mine: {0}', describeSide(ours, base)), value: 'mine' },
        { label: l10n.t('Keep theirs: {0}', describeSide(theirs, base)), value: 'theirs' },
      ],
      {
        placeholder: l10n.t('Before: {0}', describeSide(base, undefined)),
        step: [index + 1, conflicts.length],
      },
    );
    if (!choice) return undefined;
    choices[keyOf(key)] = choice;
  }
  return choices;
}

/** One side of a conflict, compared with how the link was before. */
export function describeSide(link: OutgoingLink | undefined, base: OutgoingLink | undefined): string {
  if (!link) return base ? l10n.t('removed') : l10n.t('no such link');
  const properties = Object.entries(link.properties);
  if (base) return describeProperties(base.properties, link.properties) || l10n.t('as it was');
  return properties.length > 0
    ? l10n.t(
        'the link with {0}',
        formatList(properties.map(([name, value]) => describeProperty(name, value))),
      )
    : l10n.t('the link without properties');
}

/** Links told at most; the rest is counted. */
const TOLD = 3;

/** What one side made of the links that both changed. */
export function describeConflicts(
  conflicts: readonly LinkConflict[],
  names: Names,
  side: 'ours' | 'theirs',
): string {
  const told = conflicts
    .slice(0, TOLD)
    .map((conflict) =>
      l10n.t('{0}: {1}', names.link(conflict.key), describeSide(conflict[side], conflict.base)),
    );
  const rest = conflicts.length - TOLD;
  return [...told, ...(rest > 0 ? [l10n.t('and {0} more', formatNumber(rest))] : [])].join('; ');
}
