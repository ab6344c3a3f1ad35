import * as vscode from 'vscode';
import { settings } from '../host';
import { isNoChange, needsConfirmation } from '../links';
import { pickOne } from './pickOne';
import { planWords, type NamedReview } from './planWords';
import { previewReviews } from './previews';

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

  const words = planWords(changing);
  const { question = words.question, verb = words.verb, notes = [] } = options;
  const detail = [words.detail, ...notes].join('\n\n');
  const preview = 'Preview…';
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, verb, preview);
  if (answer !== preview) return answer === verb;

  await previewReviews(changing);
  // Beside the comparison, so that it can be read and scrolled before the answer.
  const picked = await pickOne(question, [
    { label: `$(check) ${verb}`, detail: 'Send what the right side of the comparison shows', value: true },
    { label: '$(close) Cancel', detail: 'Nothing is sent', value: false },
  ]);
  return picked ?? false;
}
