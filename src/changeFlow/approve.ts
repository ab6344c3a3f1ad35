import { l10n } from 'vscode';
import { previewReviews } from '../documents';
import { isNoChange, type Link, needsConfirmation } from '../domain';
import type { ChangePlan, ChangeRequest, PlanSet } from '../changes';
import type { Session } from '../connections';
import { askModal, pickOne, settings } from '../ui';
import { describePlan, type NamedPlan } from './describePlan';
import { entryNameIn, nameOfId } from './names';

/** What is to be done through one connection. */
export interface Proposal {
  readonly session: Session;
  /** Plans, or bare requests that nobody wants to see first. */
  readonly set: PlanSet | readonly ChangeRequest[];
  /** What entries are called; where that is not known, what their plans tell counts. */
  readonly nameOf: (entryId: number) => string | undefined;
  /** Links that tell names which those of the entries don't, for example of links that are gone. */
  readonly told?: readonly Link[];
}

export interface ApproveOptions {
  /** In place of the question and the button that follow from the plans. */
  readonly question?: string;
  readonly verb?: string;
  /** Told below the plans, for example what an undo can't bring back. */
  readonly notes?: readonly string[];
  /** Shows the comparison first and asks beside it, whatever the setting says. */
  readonly previews?: true;
  /** Nobody is asked, whatever the setting says. */
  readonly isApproved?: true;
}

/** Whether plans would ever be shown: a caller with an argument object has a setting of its own. */
export function mayAsk(isInteractive: boolean): boolean {
  return settings.confirmChanges() !== 'never' && (isInteractive || settings.askArgumentObjects());
}

/** Whether the setting asks for a question before these plans are applied. */
export function needsApproval(
  proposals: readonly Proposal[],
  { previews, isApproved }: ApproveOptions = {},
): boolean {
  if (isApproved) return false;
  const mode = settings.confirmChanges();
  return changingIn(proposals).some(({ plan }) => previews === true || needsConfirmation(mode, plan));
}

/** Shows what plans would do, and asks. `false`: the person said no. */
export async function approve(
  proposals: readonly Proposal[],
  options: ApproveOptions = {},
): Promise<boolean> {
  const plans = await namedPlans(proposals);
  const { question, verb, detail } = describePlan(plans);
  const asked = {
    question: options.question ?? question,
    verb: options.verb ?? verb,
    detail: [detail, ...(options.notes ?? [])].join('\n\n'),
  };
  if (options.previews) return approveBeside(plans, asked);
  const preview = l10n.t('Preview…');
  const answer = await askModal(asked, asked.verb, preview);
  return answer === preview ? approveBeside(plans, asked) : answer === asked.verb;
}

/** Asks beside the comparison, so that it can be read before the answer. */
async function approveBeside(
  plans: readonly NamedPlan[],
  { question, verb }: { readonly question: string; readonly verb: string },
): Promise<boolean> {
  const choices = [
    {
      icon: 'check',
      label: verb,
      detail: l10n.t('Send what the right side of the comparison shows'),
      value: true,
    },
    { icon: 'close', label: l10n.t('Cancel'), detail: l10n.t('Nothing is sent'), value: false },
  ];
  const reviews = plans.map(({ plan, name }) => ({ review: plan, name }));
  const comparison = await previewReviews(reviews, { choices: choices.length });
  const picked = await pickOne(question, choices);
  // After a no it stays for reading; after a yes it is the past.
  if (picked) await comparison.close();
  return picked ?? false;
}

interface ChangingEntry {
  readonly proposal: Proposal;
  readonly plan: ChangePlan;
}

function changingIn(proposals: readonly Proposal[]): ChangingEntry[] {
  return proposals.flatMap((proposal) =>
    'steps' in proposal.set
      ? proposal.set.steps.flatMap((step) =>
          'plan' in step && !isNoChange(step.plan.plan) ? [{ proposal, plan: step.plan }] : [],
        )
      : [],
  );
}

function namedPlans(proposals: readonly Proposal[]): Promise<NamedPlan[]> {
  return Promise.all(
    changingIn(proposals).map(async ({ proposal: { session, nameOf, told }, plan }) => ({
      plan,
      name: nameOf(plan.sourceId) ?? entryNameIn(plan.sourceId, plan) ?? nameOfId(plan.sourceId),
      linkTypes: await session.linkTypes(),
      told,
    })),
  );
}
