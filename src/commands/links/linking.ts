import { l10n } from 'vscode';
import { type LinkType, linkTypeTitle, type RepositoryRef } from '../../domain';
import type { ChangeCause } from '../../changes';
import { type EntryChange, namesOf } from '../../changeFlow';
import type { Session } from '../../connections';
import { BACK, byCount, formatNumber, pickOne, UserError } from '../../ui';
import { pickEntries } from '../support/pickEntries';
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

/** Asks which links entries shall get: type, then targets; Back returns to the type. */
export async function askForLinks(
  session: Session,
  sources: readonly EntryTarget[],
  command: string,
): Promise<Linking | undefined> {
  const title = l10n.t('{0} from {1}', command, namesOf(sources));
  const types = await fetchLinkTypes(session);
  for (;;) {
    const type = await pickLinkType(types, title, { step: [1, 2] });
    if (!type) return undefined;
    const picked = await pickEntries(session, {
      title: `${title}: ${linkTypeTitle(type)}`,
      many: true,
      step: [2, 2],
    });
    if (picked === BACK) continue;
    const { id } = session.connection;
    return picked && { sources, type, targets: picked.map((entry) => targetOf(id, entry)), cause: 'command' };
  }
}

/** Asks for a link type, shown with both labels and its id. Undefined when the person cancels. */
export function pickLinkType(
  types: readonly LinkType[],
  title: string,
  options: { readonly placeholder?: string; readonly step?: readonly [number, number] } = {},
): Promise<LinkType | undefined> {
  const choices = types.map((type) => ({
    label: linkTypeTitle(type),
    description: l10n.t('type {0}', type.linkTypeId),
    ...(type.description && { detail: type.description }),
    value: type,
  }));
  return pickOne(title, choices, {
    placeholder: l10n.t('Type of the link: source → target'),
    matchOnDescription: true,
    matchOnDetail: true,
    ...options,
  });
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
