import {
  type LinkPlan,
  needsConfirmation,
  type PlanWarning,
  warningsOf,
  type WarningText,
  warningTexts,
} from '../../../../domain';
import type { Form } from './model';
import { factsOf } from './facts';
import { planOf } from './request';
import { isDirty } from './rows';

type Reviewed = Pick<Form, 'rows' | 'base' | 'contents'>;

/** The form's own dry run: the plan and warnings that the host would come to, with nothing asked. */
export function reviewOf({ rows, base, contents: { source, linkTypes } }: Reviewed): {
  readonly plan: LinkPlan;
  readonly warnings: readonly PlanWarning[];
} {
  const { edit, plan } = planOf({ rows });
  const facts = factsOf([source, ...rows.map(({ target }) => target)]);
  return {
    plan,
    warnings: warningsOf({ sourceId: source.id, edit, plan, links: base, linkTypes, ...facts }),
  };
}

/** What may be meant but deserves a look before assigning. What blocks is told beside its row and left out here. */
export function describeWarning(form: Reviewed): readonly WarningText[] {
  const { source, allowSelfLinks } = form.contents;
  if (!isDirty(form.rows)) return [];
  const names = new Map(form.rows.map(({ target }) => [target.id, target.name]));
  const told = reviewOf(form).warnings.filter(
    ({ kind }) => kind !== 'duplicate' && (kind !== 'selfLink' || allowSelfLinks),
  );
  return warningTexts(told, {
    sourceId: source.id,
    nameOf: (id) => (id === source.id ? source.name : (names.get(id) ?? `entry ${id}`)),
  });
}

/** Whether the setting wants a question before these changes are sent. */
export function asksFirst(form: Reviewed): boolean {
  return needsConfirmation(form.contents.confirmChanges, reviewOf(form));
}
