import { type Link, type LinkType, linkTypeTitle, oneLine } from '../domain';
import { plural } from '../ui';

/** Incoming links that vanished with changes, by what can be done about them. */
export interface LostIncoming {
  readonly repairable: readonly Link[];
  /** Their types can't be told: writing them would be a guess. */
  readonly unrepairable: readonly Link[];
}

/** A link counts once, however many changes tell of it. */
export function partLost(lost: readonly Link[]): LostIncoming {
  const seen = new Map<string, Link>();
  for (const link of lost) {
    const { sourceId, targetId, linkTypeId, sourceLabel, targetLabel } = link;
    seen.set(JSON.stringify([sourceId, targetId, linkTypeId ?? [sourceLabel, targetLabel]]), link);
  }
  const links = [...seen.values()];
  const isTyped = ({ linkTypeId = 0 }: Link) => linkTypeId > 0;
  return { repairable: links.filter(isTyped), unrepairable: links.filter((link) => !isTyped(link)) };
}

/** Links told by name; the rest is counted. */
const TOLD = 3;

/** What was lost, by name, and what of it can't be restored. */
export function describeDropped(
  { repairable, unrepairable }: LostIncoming,
  types: readonly LinkType[],
): string {
  const all = [...repairable, ...unrepairable];
  const what = `The server dropped ${plural(all.length, 'incoming link')} with this change: ${named(all, types)}.`;
  if (unrepairable.length === 0) return what;
  const ofThem = `The ${unrepairable.length === 1 ? 'link' : 'links'} ${named(unrepairable, types)}`;
  const which = repairable.length > 0 ? ofThem : all.length === 1 ? 'It' : 'They';
  return `${what} ${which} can’t be restored from here: the type can’t be told.`;
}

function named(links: readonly Link[], types: readonly LinkType[]): string {
  const told = links.slice(0, TOLD).map((link) => `${endsOf(link)}${describeType(link, types)}`);
  const rest = links.length - told.length;
  return rest > 0 ? `${told.join(', ')} and ${rest} more` : told.join(', ');
}

function endsOf({ sourceId, sourcePath, targetId, targetPath }: Link): string {
  const end = (path: string | null | undefined, id: number) => oneLine(path ?? '') || `entry ${id}`;
  return `from ${end(sourcePath, sourceId)} to ${end(targetPath, targetId)}`;
}

function describeType({ linkTypeId, sourceLabel, targetLabel }: Link, types: readonly LinkType[]): string {
  const type = types.find((one) => one.linkTypeId === linkTypeId);
  const title = type ? linkTypeTitle(type) : [sourceLabel, targetLabel].filter(Boolean).join(' → ');
  return title && ` (${oneLine(title)})`;
}

export function nameOfSource(lost: readonly Link[], sourceId: number): string {
  const path = lost.find((link) => link.sourceId === sourceId)?.sourcePath;
  return oneLine(path ?? '') || `entry ${sourceId}`;
}
