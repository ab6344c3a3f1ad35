import { l10n } from 'vscode';
import { askBeside } from '../documents';
import { isNoChange, type Link, needsConfirmation, type Seen } from '../domain';
import type { ChangePlan, ChangeRequest, PlanSet } from '../changes';
import type { Session } from '../connections';
import { askModal, settings } from '../ui';
import { describePlan, type NamedPlan, namesOfPlan } from './describePlan';
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
  /** Shows the comparison first and asks in its title, whatever the setting says. */
  readonly previews?: true;
  /** How much of it its person has seen already; left out: nothing. */
  readonly seen?: Seen;
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
  { previews, isApproved, seen }: ApproveOptions = {},
): boolean {
  if (isApproved) return false;
  const mode = settings.confirmChanges();
  return changingIn(proposals).some(({ plan }) => previews === true || needsConfirmation(mode, plan, seen));
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
  if (options.previews) return approveBeside(plans, asked.verb);
  const preview = l10n.t('Preview…');
  const answer = await askModal(asked, asked.verb, preview);
  return answer === preview ? approveBeside(plans, asked.verb) : answer === asked.verb;
}

/** Asks in the title of the comparison, which can be read for as long as it takes. */
async function approveBeside(plans: readonly NamedPlan[], verb: string): Promise<boolean> {
  const reviews = plans.map((named) => ({ review: named.plan, name: named.name, names: namesOfPlan(named) }));
  const preview = await askBeside(reviews, verb);
  const isYes = await preview.answer;
  await preview.close();
  return isYes;
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
