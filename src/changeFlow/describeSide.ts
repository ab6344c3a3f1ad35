import type { LinkConflict, OutgoingLink } from '../domain';
import type { Names } from './names';
import { describeProperties, quoted } from './describePlan';

/** One side of a conflict, compared with how the link was before. */
export function describeSide(link: OutgoingLink | undefined, base: OutgoingLink | undefined): string {
  if (!link) return base ? 'removed' : 'no such link';
  const properties = Object.entries(link.properties);
  const all = properties.map(([name, value]) => `${name} ${quoted(value)}`).join(', ');
  if (!base) return properties.length > 0 ? `the link with ${all}` : 'the link without properties';
  return describeProperties(base.properties, link.properties) || 'as it was';
}

/** Links told at most; the rest is counted. */
const TOLD = 3;

/** What one side made of the links in dispute. */
export function describeConflicts(
  conflicts: readonly LinkConflict[],
  names: Names,
  side: 'ours' | 'theirs',
): string {
  const words = conflicts
    .slice(0, TOLD)
    .map((conflict) => `${names.link(conflict.key)}: ${describeSide(conflict[side], conflict.base)}`);
  const more = conflicts.length > TOLD ? [`and ${conflicts.length - TOLD} more`] : [];
  return [...words, ...more].join('; ');
}
