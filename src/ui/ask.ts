import * as vscode from 'vscode';
import { createInputBox, createQuickPick, type PickItem } from './quickInput';

/** What became of one step: an answer, the step before, or the end of all. */
export type Asked<T> = { readonly answer: T } | 'back' | undefined;

/** What every question of several shows. */
export interface StepFrame {
  readonly title: string;
  /** From 1; from the second on there is a way back. Left out where it is the only one. */
  readonly step?: number;
  readonly totalSteps?: number;
  /** There is no way back, whatever the step. */
  readonly isOneWay?: boolean;
}

export interface TextQuestion {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly secret?: boolean;
  /** What is wrong with the text, in words. */
  readonly validate: (text: string) => string | undefined;
  /** Why the person is asked again: shown until they type. */
  readonly failure?: string | undefined;
  /** *Choose File…* beside the box: the text of the file, or undefined when none was chosen. */
  readonly fromFile?: { readonly label: string; readonly read: () => Promise<string | undefined> };
}

export async function askText(frame: StepFrame, question: TextQuestion): Promise<Asked<string>> {
  const box = createInputBox();
  show(box, frame);
  box.prompt = question.prompt;
  box.placeholder = question.placeholder;
  box.password = question.secret ?? false;
  box.value = question.value;
  const { fromFile } = question;
  const file = fromFile && { iconPath: new vscode.ThemeIcon('folder-opened'), tooltip: fromFile.label };
  if (file) box.buttons = [...box.buttons, file];
  if (question.failure !== undefined)
    box.validationMessage = { message: question.failure, severity: vscode.InputBoxValidationSeverity.Error };
  const check = (text: string): boolean => {
    box.validationMessage = question.validate(text);
    return box.validationMessage === undefined;
  };
  let choosing = false;
  const choose = async () => {
    choosing = true;
    try {
      const text = await fromFile?.read();
      if (text !== undefined) box.value = text;
    } finally {
      choosing = false;
      box.show();
    }
    if (box.value !== '') check(box.value);
  };
  try {
    return await new Promise((resolve, reject) => {
      box.onDidChangeValue(check);
      box.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) resolve('back');
        else choose().catch(reject);
      });
      box.onDidAccept(() => {
        if (check(box.value)) resolve({ answer: box.value });
      });
      // A dialog for files hides the box: that is no end.
      box.onDidHide(() => {
        if (!choosing) resolve(undefined);
      });
      box.show();
    });
  } finally {
    box.dispose();
  }
}

/** A row that can be chosen. */
export interface Choice<T> extends PickItem {
  readonly value: T;
}

/** A row. One without `value` can't be chosen: it says why. */
export interface ChoiceRow<T> extends PickItem {
  readonly value?: T;
}

export interface ChoiceQuestion<T> {
  readonly placeholder: string;
  readonly choices: readonly ChoiceRow<T>[];
  readonly chosen?: T | undefined;
  /** A row for what was typed beside the choices, where it is none of them. */
  readonly typed?: (text: string) => ChoiceRow<T> | undefined;
}

export async function askChoice<T>(frame: StepFrame, question: ChoiceQuestion<T>): Promise<Asked<T>> {
  const { choices, chosen, typed } = question;
  const pick = createQuickPick<ChoiceRow<T>>();
  show(pick, frame);
  pick.placeholder = question.placeholder;
  pick.matchOnDescription = true;
  pick.items = choices;
  const current = chosen === undefined ? undefined : choices.find(({ value }) => value === chosen);
  if (current) pick.activeItems = [current];
  try {
    return await new Promise((resolve) => {
      pick.onDidChangeValue((text) => {
        const row = text.trim() === '' ? undefined : typed?.(text.trim());
        pick.items = row ? [...choices, { ...row, alwaysShow: true }] : choices;
      });
      pick.onDidTriggerButton(() => resolve('back'));
      pick.onDidAccept(() => {
        const value = pick.selectedItems[0]?.value;
        if (value !== undefined) resolve({ answer: value });
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

function show(
  input: vscode.QuickInput & { buttons: readonly vscode.QuickInputButton[] },
  frame: StepFrame,
): void {
  input.title = frame.title;
  if (frame.step !== undefined) input.step = frame.step;
  if (frame.totalSteps !== undefined) input.totalSteps = frame.totalSteps;
  input.ignoreFocusOut = true;
  if (!frame.isOneWay && (frame.step ?? 1) > 1) input.buttons = [vscode.QuickInputButtons.Back];
}

/** Asks for one of a few answers, in a box that stays open while the person looks elsewhere. Undefined when they cancel. */
export async function pickOne<T>(
  title: string,
  choices: readonly Choice<T>[],
  options: { readonly placeholder?: string; readonly step?: readonly [step: number, of: number] } = {},
): Promise<T | undefined> {
  const { placeholder = '', step: [step, totalSteps] = [] } = options;
  const place = step !== undefined && totalSteps !== undefined ? { step, totalSteps } : {};
  const asked = await askChoice({ title, isOneWay: true, ...place }, { placeholder, choices });
  return typeof asked === 'object' ? asked.answer : undefined;
}
