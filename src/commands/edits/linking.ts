import { type LinkType, linkTypeTitle, type RepositoryRef } from '../../domain';
import type { ChangeCause } from '../../changes';
import { type LinkCounts, plural, UserError } from '../../ui';
import type { SourceEdit } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import type { EntryTarget } from '../targets';
import { carryOut } from './carryOut';

/** Links from every source to every target, all of one connection. */
export interface Linking {
  readonly sources: readonly EntryTarget[];
  readonly targets: readonly EntryTarget[];
  readonly type: LinkType;
  readonly cause: ChangeCause;
  /** Where the entries were chosen, where that was some time ago. */
  readonly madeFor?: RepositoryRef;
}

/** Adds the links, and tells what became of each source. */
export async function linkAll(deps: CommandDeps, linking: Linking, title: string): Promise<void> {
  const edits = linkEdits(linking);
  const wanted = edits.reduce((sum, { edit }) => sum + (edit.upsert?.length ?? 0), 0);
  await carryOut(deps, edits, {
    title,
    verb: 'linked',
    done: (counts) => describeLinked(counts, wanted, linking.type),
  });
}

/** One edit a source; an entry is not linked to itself where it is among both. */
export function linkEdits({ sources, targets, type, cause, madeFor }: Linking): SourceEdit[] {
  const known = [...sources, ...targets].flatMap(({ entry }) => entry ?? []);
  const targetIds = [...new Set(targets.map(({ linkEntryId }) => linkEntryId))];
  const byId = new Map(sources.map((source) => [source.linkEntryId, source]));
  const edits = [...byId.values()].map(({ connectionId, linkEntryId, name, path }): SourceEdit => {
    const others = targetIds.filter((targetId) => targetId !== linkEntryId);
    const upsert = others.map((targetId) => ({ targetId, linkTypeId: type.linkTypeId }));
    const common = { connectionId, sourceId: linkEntryId, name: path ?? name, cause, known };
    return { ...common, edit: { upsert }, ...(madeFor && { madeFor }) };
  });
  const able = edits.filter(({ edit }) => edit.upsert?.length);
  if (able.length === 0 && sources[0])
    throw new UserError(
      `Could not link ${sources[0].name}: an entry would be linked to itself. Choose another target.`,
    );
  return able;
}

function describeLinked({ added }: LinkCounts, wanted: number, type: LinkType): string {
  const done = added > 0 ? `Added ${plural(added, 'link')} (${linkTypeTitle(type)}).` : 'Nothing to add.';
  const already = wanted - added;
  return already > 0 ? `${done} ${plural(already, 'link was', 'links were')} there already.` : done;
}

/** What several entries are called: the name of one, else how many. */
export function namesOf(entries: readonly { readonly name: string }[]): string {
  const [one] = entries;
  return entries.length === 1 && one ? one.name : plural(entries.length, 'entry', 'entries');
}
