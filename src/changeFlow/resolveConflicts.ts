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
import { formatList, formatNumber, pickMany, pickOne } from '../ui';
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
  const named = { [request.sourceId]: name };
  const names = namesFrom({ links, linkTypes, known: request.known, named });
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
    { label: l10n.t('Choose…'), detail: l10n.t('Decide for each link'), value: 'choose' as const },
  ].slice(0, conflicts.length === 1 ? 2 : 3);
  const title = l10n.t('Links of {0}: On the Server ↔ Mine', name);
  const comparison = await showSides(sides, title, name, { choices: choices.length, names });
  const answer = await pickOne(describeQuestion(conflicts, names, request.sourceId), choices, {
    placeholder: l10n.t('Nothing has been sent yet. Which links should the server have?'),
  });
  if (answer === undefined) return undefined;
  const chosen = answer === 'choose' ? await chooseEach(conflicts, names) : all(answer);
  if (!chosen) return undefined;
  await comparison.close();
  return resolved(chosen);
}

function describeQuestion(conflicts: readonly LinkConflict[], names: Names, sourceId: number): string {
  const [first] = conflicts;
  const from = names.short(sourceId);
  return conflicts.length === 1 && first
    ? l10n.t(
        'Someone else also changed {0} → {1} ({2})',
        from,
        names.short(first.key.targetId),
        names.type(first.key.linkTypeId),
      )
    : l10n.t('Someone else also changed {0} links of {1}', formatNumber(conflicts.length), from);
}

/** All links in one list: those that stay ticked are kept as the person wants them. Undefined when they cancel. */
async function chooseEach(
  conflicts: readonly LinkConflict[],
  names: Names,
): Promise<Readonly<Record<string, ConflictChoice>> | undefined> {
  const mine = await pickMany(
    l10n.t('Tick the links to keep as yours; the others stay as they are on the server'),
    conflicts.map(({ key, base, theirs, ours }) => ({
      label: names.link(key),
      detail: l10n.t('Yours: {0}. Theirs: {1}.', describeSide(ours, base), describeSide(theirs, base)),
      picked: true,
      value: keyOf(key),
    })),
    { matchOnDetail: true },
  );
  if (!mine) return undefined;
  const kept = new Set(mine);
  return Object.fromEntries(
    conflicts.map(({ key }) => [keyOf(key), kept.has(keyOf(key)) ? 'mine' : 'theirs'] as const),
  );
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
