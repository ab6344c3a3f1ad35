import type { AuditModel, Check, CheckId, CheckOptions, Finding } from '../types';
import { bothWays } from './bothWays';
import { circle } from './circle';
import { deadTarget } from './deadTarget';
import { hub } from './hub';
import { linkedTwice } from './linkedTwice';
import { missingLink } from './missingLink';
import { oddProperties } from './oddProperties';
import { rareType } from './rareType';
import { selfLink } from './selfLink';
import { supersededLinked } from './supersededLinked';

/** All checks, in the order in which a report tells what they found. */
export const CHECKS: readonly Check[] = [
  missingLink,
  deadTarget,
  selfLink,
  linkedTwice,
  bothWays,
  circle,
  supersededLinked,
  hub,
  oddProperties,
  rareType,
];

export const CHECK_IDS: readonly CheckId[] = CHECKS.map(({ id }) => id);

/** The checks that are asked for; all unless told. */
export const checksOf = (ids: readonly CheckId[] | undefined): readonly Check[] =>
  CHECKS.filter(({ id }) => ids === undefined || ids.includes(id));

/** What some checks find, check by check. */
export function findAll(
  model: AuditModel,
  ids?: readonly CheckId[],
  options: CheckOptions = {},
): readonly Finding[] {
  return checksOf(ids).flatMap((check) => check.find(model, options));
}
