import type { LinkType } from '../domain';
import { fold } from './linkIndex';
import type { AuditModel, CheckOptions } from './types';

/** Labels of types that put a newer entry before an older one. */
const ORDERING = /\b(?:supersed|replac|obsolet|succe(?:ed|ssor)|predecessor|preced)/i;
/** Labels of the end that is the older one. */
const OLDER = /\b(?:superseded|replaced|obsoleted|obsolete|succeeded|predecessor|precedes|previous|older)\b/i;

/** The types that order: those that are told, else those labelled like *Supersedes*. */
export function orderingTypes({ linkTypes }: AuditModel, { orderingTypeIds }: CheckOptions): LinkType[] {
  return linkTypes.filter((type) =>
    orderingTypeIds
      ? orderingTypeIds.includes(type.linkTypeId)
      : ORDERING.test(`${type.sourceLabel}\n${type.targetLabel}`),
  );
}

/** Which end of a type's links is the older entry: the target, unless the labels say that it is the source. */
export function olderEnd({ sourceLabel, targetLabel }: LinkType): 'source' | 'target' {
  return OLDER.test(sourceLabel) && !OLDER.test(targetLabel) ? 'source' : 'target';
}

/** Whether both ends of a type are called the same: then a link says the same in both directions. */
export const isSymmetric = ({ sourceLabel, targetLabel }: LinkType): boolean =>
  fold(sourceLabel) === fold(targetLabel);
