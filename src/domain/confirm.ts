import { type LinkKey, type OutgoingLink, sameProperties } from './link';
import type { LinkPlan } from './plan';
import type { PlanWarning } from './warnings';

/** When a person is asked before links are sent (setting `laserficheLinks.confirmChanges`). */
export type ConfirmMode = 'always' | 'destructive' | 'never';

/**
 * How much of a change its person has seen before it is planned.
 * `nothing`: what it does to links that exist is news to them, as with an argument object or a click on *Remove Link*.
 * `form`: each link was a row before them, so only those that go are asked about once more.
 * `choice`: they chose link by link what becomes of each, for example another type.
 * `undo`: links become again what they were, and nobody else has changed them since.
 */
export type Seen = 'nothing' | 'form' | 'choice' | 'undo';

/** What decides whether a person is asked. */
export interface Confirmable {
  readonly plan: LinkPlan;
  readonly warnings: readonly PlanWarning[];
}

/** Whether what a plan would do asks for a confirmation: `destructive` is where something is at risk that was not seen. */
export function needsConfirmation(
  mode: ConfirmMode,
  { plan, warnings }: Confirmable,
  seen: Seen = 'nothing',
): boolean {
  switch (mode) {
    case 'never':
      return false;
    case 'destructive':
      return touchesUnseen(plan, seen) || warnings.some(({ kind }) => isSerious(kind) && !isSeen(kind, seen));
    // A mode that nobody knows may not be taken for a yes.
    default:
      return true;
  }
}

function touchesUnseen(plan: LinkPlan, seen: Seen): boolean {
  switch (seen) {
    case 'nothing':
      return plan.removed.length + plan.changed.length > 0;
    case 'form':
      return plan.removed.length > relinked(plan).retyped.length;
    case 'choice': {
      const { retyped, moved } = relinked(plan);
      return plan.removed.length > retyped.length + moved.length;
    }
    case 'undo':
      return false;
  }
}

/** What goes with a link or property that the person took away themselves, or that was not there before. */
function isSeen(kind: PlanWarning['kind'], seen: Seen): boolean {
  if (seen === 'undo') return kind === 'emptiesEntry' || kind === 'lostProperties';
  return seen === 'choice' && kind === 'lostProperties';
}

/** A link that became another one: with another type, or to another target. */
export interface Relinked {
  readonly before: OutgoingLink;
  readonly after: OutgoingLink;
}

/** The links of a plan that go only to come again, with the same properties: of another type, or to another target. */
export function relinked({ removed, added }: Pick<LinkPlan, 'removed' | 'added'>): {
  readonly retyped: readonly Relinked[];
  readonly moved: readonly Relinked[];
} {
  const taken = new Set<OutgoingLink>();
  const pairs = (part: keyof LinkKey, of: readonly OutgoingLink[]): Relinked[] => {
    const byPart = new Map<number, OutgoingLink[]>();
    for (const link of added) {
      const same = byPart.get(link[part]);
      if (same) same.push(link);
      else byPart.set(link[part], [link]);
    }
    return of.flatMap((before): Relinked[] => {
      const after = byPart
        .get(before[part])
        ?.find((link) => !taken.has(link) && sameProperties(link.properties, before.properties));
      if (after) taken.add(after);
      return after ? [{ before, after }] : [];
    });
  };
  const retyped = pairs('targetId', removed);
  const again = new Set(retyped.map(({ before }) => before));
  return {
    retyped,
    moved: pairs(
      'linkTypeId',
      removed.filter((link) => !again.has(link)),
    ),
  };
}

/** Whether something may be lost for good with a warning of this kind: worth a question before assigning. */
export function isSerious(kind: PlanWarning['kind']): boolean {
  return SERIOUS.has(kind);
}

const SERIOUS: ReadonlySet<PlanWarning['kind']> = new Set<PlanWarning['kind']>([
  'emptiesEntry',
  'losesDescription',
  'lostProperties',
  'recordSupersede',
  'targetGone',
  'targetInRecycleBin',
]);
