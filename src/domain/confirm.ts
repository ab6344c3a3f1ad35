import type { LinkPlan } from './plan';
import { isSerious } from './warningWords';
import type { PlanWarning } from './warnings';

/** When a person is asked before links are sent (setting `laserficheLinks.confirmChanges`). */
export type ConfirmMode = 'always' | 'destructive' | 'never';

/** Whether what a plan would do asks for a confirmation: `destructive` is what touches existing links or may lose something. */
export function needsConfirmation(
  mode: ConfirmMode,
  { plan, warnings }: { readonly plan: LinkPlan; readonly warnings: readonly PlanWarning[] },
): boolean {
  switch (mode) {
    case 'never':
      return false;
    case 'destructive':
      return (
        plan.removed.length > 0 || plan.changed.length > 0 || warnings.some(({ kind }) => isSerious(kind))
      );
    // A mode that nobody knows may not be taken for a yes.
    default:
      return true;
  }
}
