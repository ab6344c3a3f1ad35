import { l10n, QuickPickItemKind } from 'vscode';
import { type LinkType, linkTypeTitle, recentFirst, type RepositoryRef } from '../../domain';
import type { ChangeCause } from '../../changes';
import { type EntryChange, namesOf } from '../../changeFlow';
import type { Session } from '../../connections';
import {
  BACK,
  type Back,
  byCount,
  type Choice,
  formatNumber,
  pickOne,
  type Remark,
  UserError,
} from '../../ui';
import { pickEntries, type PickState } from '../support/pickEntries';
import { type EntryTarget, targetOf } from '../targets';
import { fetchLinkTypes } from './chooseLinks';

/** Links from every source to every target, all of one connection. */
export interface Linking {
  readonly sources: readonly EntryTarget[];
  readonly targets: readonly EntryTarget[];
  readonly type: LinkType;
  readonly cause: ChangeCause;
  /** Where the entries were chosen, where that was some time ago. */
  readonly madeFor?: RepositoryRef;
}

/** Asks which links entries shall get: targets, then type; Back returns to the targets as they were chosen. */
export async function askForLinks(
  session: Session,
  sources: readonly EntryTarget[],
  command: string,
): Promise<Linking | undefined> {
  const { id } = session.connection;
  const from = namesOf(sources);
  const state: PickState = { text: '', ticked: [] };
  // Whoever chooses targets need not wait for the types afterwards; should they fail, it is told then.
  session.linkTypes().catch(() => undefined);
  for (;;) {
    const picked = await pickEntries(session, {
      title: l10n.t('{0} from {1}: To Which Entries?', command, from),
      many: true,
      step: [1, 2],
      state,
    });
    if (!picked || picked === BACK) return undefined;
    const targets = picked.map((entry) => targetOf(id, entry));
    const type = await pickLinkType(
      await recentLinkTypes(session),
      l10n.t('{0} from {1} to {2}', command, from, namesOf(targets)),
      { step: [2, 2], back: true },
    );
    if (type !== BACK) return type && { sources, targets, type, cause: 'command' };
  }
}

/** Link types in the order to choose from. */
export interface LinkTypeChoices {
  readonly types: readonly LinkType[];
  /** How many of them, at the beginning, were used lately. */
  readonly recent: number;
}

/** All link types but some, those used last first. */
export async function recentLinkTypes(
  session: Session,
  without: readonly number[] = [],
): Promise<LinkTypeChoices> {
  const [types, { linkTypeIds }] = await Promise.all([fetchLinkTypes(session), session.recents.list()]);
  const all = types.filter(({ linkTypeId }) => !without.includes(linkTypeId));
  const recent = all.filter(({ linkTypeId }) => linkTypeIds.includes(linkTypeId)).length;
  return { types: recentFirst(all, linkTypeIds), recent };
}

interface PickLinkTypeOptions {
  readonly placeholder?: string;
  readonly step?: readonly [number, number];
}

/** Asks for a link type, shown with both labels and its id. Undefined when the person cancels. */
export function pickLinkType(
  choices: LinkTypeChoices,
  title: string,
  options: PickLinkTypeOptions & { readonly back: true },
): Promise<LinkType | Back | undefined>;
export function pickLinkType(
  choices: LinkTypeChoices,
  title: string,
  options?: PickLinkTypeOptions,
): Promise<LinkType | undefined>;
export function pickLinkType(
  choices: LinkTypeChoices,
  title: string,
  { back = false, ...options }: PickLinkTypeOptions & { readonly back?: boolean } = {},
): Promise<LinkType | Back | undefined> {
  const rows = linkTypeRows(choices, (type) => ({
    ...(type.description && { detail: type.description }),
    value: type,
  }));
  return pickOne(title, rows, {
    placeholder: l10n.t('Type of the link: source → target'),
    matchOnDescription: true,
    matchOnDetail: true,
    ...LINK_TYPE_PICKER,
    back,
    ...options,
  });
}

/** How every question for a link type takes what is typed. */
export const LINK_TYPE_PICKER = {
  keepsOrder: true,
  noMatch: (text: string) => l10n.t('No link type matches "{0}"', text),
} as const;

/** Rows of link types, those used last below a heading of their own; a row that says so where there are none. */
export function linkTypeRows<T>(
  { types, recent }: LinkTypeChoices,
  rowOf: (type: LinkType) => Pick<Choice<T>, 'detail' | 'value'>,
): readonly (Choice<T> | Remark)[] {
  const rows = types.map((type) => ({
    label: labelOf(type),
    description: l10n.t('type {0}', type.linkTypeId),
    ...rowOf(type),
  }));
  if (rows.length === 0) return [{ icon: 'info', label: l10n.t('The repository has no link types') }];
  if (recent === 0) return rows;
  const heading = (label: string): Remark => ({ label, kind: QuickPickItemKind.Separator });
  const others = rows.slice(recent);
  return [
    heading(l10n.t('recent')),
    ...rows.slice(0, recent),
    ...(others.length > 0 ? [heading(l10n.t('other link types')), ...others] : []),
  ];
}

/** Both labels; a type may have none. */
function labelOf(type: LinkType): string {
  const { sourceLabel, targetLabel, linkTypeId } = type;
  return sourceLabel.trim() || targetLabel.trim() ? linkTypeTitle(type) : l10n.t('Link type {0}', linkTypeId);
}

/** One change a source; an entry is not linked to itself where it is among both. */
export function linkChanges({ sources, targets, type, cause, madeFor }: Linking): EntryChange[] {
  const known = [...sources, ...targets].flatMap(({ entry }) => entry ?? []);
  const targetIds = [...new Set(targets.map(({ linkEntryId }) => linkEntryId))];
  const byId = new Map(sources.map((source) => [source.linkEntryId, source]));
  const changes = [...byId.values()].flatMap(({ connectionId, linkEntryId, name, path }): EntryChange[] => {
    const others = targetIds.filter((targetId) => targetId !== linkEntryId);
    const upsert = others.map((targetId) => ({ targetId, linkTypeId: type.linkTypeId }));
    const common = { connectionId, sourceId: linkEntryId, name: path ?? name, cause, known };
    return upsert.length > 0 ? [{ ...common, edit: { upsert }, ...(madeFor && { madeFor }) }] : [];
  });
  const [source] = sources;
  if (changes.length > 0 || !source) return changes;
  throw new UserError(
    l10n.t('Could not link {0}: an entry would be linked to itself. Choose another target.', source.name),
  );
}

/** How many links changes want to be there. */
export function countRequested(changes: readonly EntryChange[]): number {
  return changes.reduce(
    (sum, { edit }) => sum + (typeof edit === 'function' ? 0 : (edit.upsert?.length ?? 0)),
    0,
  );
}

/** Told where the links that were wanted are there. */
export const describeNothingAdded = (): string => l10n.t('Nothing to add.');

/** How many of the links that were wanted were there already; nothing where none was. */
export function describeThere(count: number): readonly string[] {
  return count > 0
    ? [
        byCount(
          count,
          l10n.t('1 link was there already.'),
          l10n.t('{0} links were there already.', formatNumber(count)),
        ),
      ]
    : [];
}
