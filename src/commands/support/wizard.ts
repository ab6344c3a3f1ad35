import * as vscode from 'vscode';

export type Answers = Readonly<Record<string, string>>;

/** One input box of several. */
export interface TextStep {
  readonly id: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly secret?: boolean;
  /** What the box holds at first, when nothing was typed before. */
  readonly suggest?: (answers: Answers) => string;
  /** What is wrong with the text, in words. */
  readonly validate?: (text: string) => string | undefined;
}

/** Asks step after step, with Back; earlier answers stay filled in. Undefined when the person cancels. */
export async function askInTurn(
  title: string,
  steps: readonly TextStep[],
  typed: Answers,
  startAt = 0,
): Promise<Answers | undefined> {
  let answers = typed;
  for (let at = startAt; at < steps.length;) {
    const step = steps[at];
    if (!step) break;
    const value = answers[step.id] ?? step.suggest?.(answers) ?? '';
    const answer = await askText(title, step, value, [at + 1, steps.length]);
    if (answer === undefined) return undefined;
    answers = { ...answers, [step.id]: answer.text };
    at += answer.back ? -1 : 1;
  }
  return answers;
}

function askText(
  title: string,
  step: TextStep,
  value: string,
  [at, of]: readonly [number, number],
): Promise<{ text: string; back: boolean } | undefined> {
  const box = vscode.window.createInputBox();
  box.title = title;
  box.step = at;
  box.totalSteps = of;
  box.prompt = step.prompt;
  box.placeholder = step.placeholder;
  box.password = step.secret ?? false;
  box.value = value;
  box.ignoreFocusOut = true;
  if (at > 1) box.buttons = [vscode.QuickInputButtons.Back];
  return new Promise<{ text: string; back: boolean } | undefined>((resolve) => {
    const check = (text: string) => {
      box.validationMessage = step.validate?.(text);
      return box.validationMessage === undefined;
    };
    box.onDidChangeValue(check);
    box.onDidTriggerButton(() => resolve({ text: box.value, back: true }));
    box.onDidAccept(() => {
      if (check(box.value)) resolve({ text: box.value, back: false });
    });
    box.onDidHide(() => resolve(undefined));
    box.show();
  }).finally(() => box.dispose());
}
