import { previewReviews } from '../documents';
import { isNoChange, needsConfirmation } from '../domain';
import { askModal, pickOne, settings } from '../ui';
import { describePlan, type NamedReview, type PlanQuestion } from './describePlan';

export interface ConfirmOptions {
  /** In place of the question and the button that follow from the plan. */
  readonly question?: string;
  readonly verb?: string;
  /** Told below the plan, for example what an undo can't bring back. */
  readonly notes?: readonly string[];
}

/** Shows what changes would do and asks, where the setting asks for it. `false`: the person said no. */
export async function confirmReviews(
  reviews: readonly NamedReview[],
  options: ConfirmOptions = {},
): Promise<boolean> {
  const changing = reviews.filter(({ review }) => !isNoChange(review.plan));
  const mode = settings.confirmChanges();
  if (!changing.some(({ review }) => needsConfirmation(mode, review))) return true;

  const { question, verb, detail } = wordsOf(changing, options);
  const preview = 'Preview…';
  const answer = await askModal({ question, detail }, verb, preview);
  return answer === preview ? confirmPreviewed(changing, options) : answer === verb;
}

/** Shows the comparison first, whatever the setting says, and asks beside it, so that it can be read before the answer. */
export async function confirmPreviewed(
  reviews: readonly NamedReview[],
  options: ConfirmOptions = {},
): Promise<boolean> {
  const changing = reviews.filter(({ review }) => !isNoChange(review.plan));
  const { question, verb } = wordsOf(changing, options);
  const choices = [
    {
      icon: 'check',
      label: verb,
      detail: 'Send what the right side of the comparison shows',
      value: true,
    },
    { icon: 'close', label: 'Cancel', detail: 'Nothing is sent', value: false },
  ];
  const comparison = await previewReviews(changing, { choices: choices.length });
  const picked = await pickOne(question, choices);
  // After a no it stays for reading; after a yes it is the past.
  if (picked) await comparison.close();
  return picked ?? false;
}

function wordsOf(changing: readonly NamedReview[], options: ConfirmOptions): PlanQuestion {
  const words = describePlan(changing);
  const { question = words.question, verb = words.verb, notes = [] } = options;
  return { question, verb, detail: [words.detail, ...notes].join('\n\n') };
}
