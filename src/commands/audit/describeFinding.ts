import { l10n } from 'vscode';
import type { CheckId, Finding, ReportRow } from '../../audit';
import { type LinkType, linkTypeTitle, oneLine } from '../../domain';
import { byCount, formatList, formatNumber } from '../../ui';

/** So many entries of a circle are named in a sentence. */
const MOST_NAMED = 12;

/** A finding with its sentence. */
export function toRow(finding: Finding, linkTypes: readonly LinkType[]): ReportRow {
  const { check, entryId, path = '', targetId, linkTypeId } = finding;
  return {
    check,
    entryId,
    path,
    ...(targetId !== undefined && { targetId }),
    ...(linkTypeId !== undefined && { linkTypeId }),
    message: describeFinding(finding, linkTypes),
  };
}

/** What a check is called in a report. */
export function nameOfCheck(check: CheckId): string {
  switch (check) {
    case 'missingLink':
      return l10n.t('Missing link');
    case 'deadTarget':
      return l10n.t('Target not available');
    case 'linkedTwice':
      return l10n.t('Linked twice');
    case 'bothWays':
      return l10n.t('Linked both ways');
    case 'selfLink':
      return l10n.t('Linked to itself');
    case 'circle':
      return l10n.t('Circle');
    case 'supersededLinked':
      return l10n.t('Superseded entry still linked');
    case 'hub':
      return l10n.t('Many links');
    case 'oddProperties':
      return l10n.t('Link properties');
    case 'rareType':
      return l10n.t('Link type hardly used');
  }
}

/** A finding in words: what is not as it should be, and why. */
export function describeFinding(finding: Finding, linkTypes: readonly LinkType[]): string {
  const { check, targetId = 0, targetPath = '', linkTypeId = 0, facts } = finding;
  const typeOf = (id: number) => titleOf(id, linkTypes);
  const type = typeOf(linkTypeId);
  const target = nameOf(targetId, targetPath);
  switch (check) {
    case 'missingLink':
      return describeMissing(facts['as'], type);
    case 'deadTarget':
      return describeDead(facts['why'], type, target);
    case 'selfLink':
      return l10n.t('The entry is linked to itself by the type {0}.', type);
    case 'linkedTwice':
      return describeTwice(finding, { type, target, typeOf });
    case 'bothWays':
      return l10n.t('The entry and {0} are linked in both directions by the type {1}.', target, type);
    case 'circle':
      return describeCircle(finding, type);
    case 'supersededLinked':
      return describeSuperseded(finding, type, target);
    case 'hub':
      return l10n.t('The entry has {0} links, more than {1}.', count(facts['count']), count(facts['above']));
    case 'oddProperties':
      return describeOdd(finding, type, target);
    case 'rareType':
      return byCount(
        Number(facts['count']),
        l10n.t('This link to {0} is the only one of the type {1} in the set.', target, type),
        l10n.t(
          'This link to {0} is one of only {1} of the type {2} in the set.',
          target,
          count(facts['count']),
          type,
        ),
      );
  }
}

type Fact = Finding['facts'][string] | undefined;

const count = (fact: Fact): string => formatNumber(Number(fact));
const list = (fact: Fact): readonly (string | number)[] =>
  typeof fact === 'object' ? fact : fact === undefined ? [] : [fact];

const nameOf = (id: number, path: string): string => (path === '' ? l10n.t('entry {0}', id) : oneLine(path));

function titleOf(linkTypeId: number, linkTypes: readonly LinkType[]): string {
  const type = linkTypes.find((one) => one.linkTypeId === linkTypeId);
  return type ? oneLine(linkTypeTitle(type)) : String(linkTypeId);
}

/** Names of entries by their ids and paths. */
function namesOf(ids: Fact, paths: Fact): string[] {
  const told = list(paths);
  return list(ids).map((id, at) => nameOf(Number(id), String(told[at] ?? '')));
}

function describeMissing(as: Fact, type: string): string {
  if (as === 'source') return l10n.t('The entry has no outgoing link of the type {0}.', type);
  if (as === 'target') return l10n.t('The entry has no incoming link of the type {0}.', type);
  return l10n.t('The entry has no link of the type {0}.', type);
}

function describeDead(why: Fact, type: string, target: string): string {
  if (why === 'closed')
    return l10n.t('The target of this link cannot be opened with your rights: {0} ({1}).', target, type);
  if (why === 'inRecycleBin')
    return l10n.t('The target of this link is in the recycle bin: {0} ({1}).', target, type);
  return l10n.t('The target of this link no longer exists: {0} ({1}).', target, type);
}

interface TwiceNames {
  readonly type: string;
  readonly target: string;
  readonly typeOf: (linkTypeId: number) => string;
}

function describeTwice({ facts, linkTypeId = 0 }: Finding, { type, target, typeOf }: TwiceNames): string {
  const otherId = Number(facts['otherTypeId']);
  if (facts['why'] === 'listedTwice')
    return l10n.t('The link to {0} of the type {1} is there {2} times.', target, type, count(facts['times']));
  if (facts['why'] === 'sameLabels')
    return l10n.t(
      'The entry is linked to {0} by two types with the same labels, {1} (ID {2} and ID {3}).',
      target,
      type,
      linkTypeId,
      otherId,
    );
  return l10n.t(
    'The link to {0} of the type {1} adds nothing: one of the type {2} is there as well.',
    target,
    type,
    typeOf(otherId),
  );
}

function describeCircle({ facts }: Finding, type: string): string {
  const names = namesOf(facts['entryIds'], facts['paths']);
  const rest = names.length - MOST_NAMED;
  const shown = formatList(names.slice(0, MOST_NAMED));
  return rest > 0
    ? l10n.t('Links of the type {0} form a circle: {1}, and {2} more.', type, shown, formatNumber(rest))
    : l10n.t('Links of the type {0} form a circle: {1}.', type, shown);
}

function describeSuperseded({ facts }: Finding, type: string, target: string): string {
  const newer = namesOf(facts['supersededBy'], facts['paths']);
  return l10n.t(
    'The link of the type {0} leads to {1}, which was superseded by {2}.',
    type,
    target,
    formatList(newer.slice(0, MOST_NAMED)),
  );
}

function describeOdd({ facts }: Finding, type: string, target: string): string {
  const missing = list(facts['missing']).map((name) => oneLine(String(name)));
  const usual = list(facts['usual']).map((name) => oneLine(String(name)));
  const sentences = [
    ...(missing.length > 0
      ? [
          byCount(
            missing.length,
            l10n.t('The link to {0} ({1}) lacks the property {2}.', target, type, formatList(missing)),
            l10n.t('The link to {0} ({1}) lacks the properties {2}.', target, type, formatList(missing)),
          ),
        ]
      : []),
    ...list(facts['misspelt']).map((name, at) =>
      l10n.t(
        'The link to {0} ({1}) has the property "{2}", which is usually written "{3}".',
        target,
        type,
        oneLine(String(name)),
        usual[at] ?? '',
      ),
    ),
    ...(facts['oddValue'] === undefined
      ? []
      : [l10n.t('The link to {0} ({1}) has a property whose value is not text.', target, type)]),
  ];
  return sentences.join(' ');
}
