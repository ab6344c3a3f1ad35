import { l10n } from 'vscode';
import type { PlanWarning } from '../../domain';
import { byCount, formatList, formatNumber } from './formats';

/** How the entries that warnings are about are called. */
export interface WarningNames {
  readonly sourceId: number;
  /** Name or path of an entry, the source included. */
  readonly nameOf: (entryId: number) => string;
}

type Kind = PlanWarning['kind'];
type Of<K extends Kind> = Extract<PlanWarning, { readonly kind: K }>;

/** Warnings as sentences: several of a kind are told in one, with the first few names. */
export function describeWarnings(
  warnings: readonly PlanWarning[],
  { sourceId, nameOf }: WarningNames,
): string[] {
  const all = <K extends Kind>(kind: K): readonly Of<K>[] =>
    warnings.filter((warning): warning is Of<K> => warning.kind === kind);
  const targets = (list: readonly { readonly key: { readonly targetId: number } }[]) =>
    list.map(({ key }) => key.targetId);
  const duplicates = (why: Of<'duplicate'>['why']) => all('duplicate').filter((one) => one.why === why);
  /** A sentence about one entry, or the one about several; none about none. */
  const about = (
    ids: readonly number[],
    one: (name: string) => string,
    several: (names: string) => string,
  ) => {
    const names = [...new Set(ids)].map(nameOf);
    const listed = listNames(names);
    return names.length === 0 ? [] : [names.length === 1 ? one(listed) : several(listed)];
  };

  const source = nameOf(sourceId);
  return [
    ...all('emptiesEntry').map(({ count }) =>
      byCount(
        count,
        l10n.t('This removes the only outgoing link of {0}.', source),
        l10n.t('This removes all {0} outgoing links of {1}.', formatNumber(count), source),
      ),
    ),
    ...describeLostDescriptions(all('losesDescription').length),
    ...(all('selfLink').length > 0 ? [l10n.t('{0} is linked to itself.', source)] : []),
    ...about(
      targets(all('lostProperties')),
      (name) => describeLostProperties(name, all('lostProperties')),
      (names) => l10n.t('The links to {0} lose properties.', names),
    ),
    ...about(
      targets(duplicates('twice')),
      (name) => l10n.t('The link to {0} is requested twice.', name),
      (names) => l10n.t('The links to {0} are requested twice.', names),
    ),
    ...about(
      targets(duplicates('exists')),
      (name) => l10n.t('The link to {0} already exists.', name),
      (names) => l10n.t('The links to {0} already exist.', names),
    ),
    ...about(
      targets(all('targetGone')),
      (name) => l10n.t('{0} no longer exists.', name),
      (names) => l10n.t('{0} no longer exist.', names),
    ),
    ...about(
      targets(all('targetInRecycleBin')),
      (name) => l10n.t('{0} is in the recycle bin.', name),
      (names) => l10n.t('{0} are in the recycle bin.', names),
    ),
    ...about(
      all('recordSupersede').flatMap(({ recordIds }) => recordIds),
      (name) =>
        l10n.t(
          '{0} is a record: being superseded can start its cutoff, after which it can’t be changed.',
          name,
        ),
      (names) =>
        l10n.t(
          '{0} are records: being superseded can start their cutoff, after which they can’t be changed.',
          names,
        ),
    ),
    ...about(
      all('checkedOut').map(({ entryId }) => entryId),
      (name) => l10n.t('{0} is checked out.', name),
      (names) => l10n.t('{0} are checked out.', names),
    ),
  ];
}

function describeLostDescriptions(count: number): string[] {
  if (count === 0) return [];
  return [
    byCount(
      count,
      l10n.t('1 link has a description that can’t be sent: the server may drop it when links are assigned.'),
      l10n.t(
        '{0} links have descriptions that can’t be sent: the server may drop them when links are assigned.',
        formatNumber(count),
      ),
    ),
  ];
}

function describeLostProperties(target: string, warnings: readonly Of<'lostProperties'>[]): string {
  const names = [...new Set(warnings.flatMap((warning) => warning.names))];
  const listed = listNames(names.map((name) => l10n.t('“{0}”', name)));
  return byCount(
    names.length,
    l10n.t('The link to {0} loses the property {1}.', target, listed),
    l10n.t('The link to {0} loses the properties {1}.', target, listed),
  );
}

/** Names told at most; the rest is counted. */
const LISTED = 3;

/** For example `A`, `A and B`, `A, B, C and 4 more`. */
function listNames(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  if (names.length <= 1) return last;
  const rest = names.length - LISTED;
  return rest > 0
    ? l10n.t('{0} and {1} more', formatList(names.slice(0, LISTED)), formatNumber(rest))
    : l10n.t('{0} and {1}', formatList(names.slice(0, -1)), last);
}
