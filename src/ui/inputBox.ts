import * as vscode from 'vscode';
import { inert } from '../domain';
import { BACK, type Back, inertly } from './quickInput';

/** One line that the person types, and how the box looks that asks for it. */
export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string | undefined;
  /** Which step of how many it is. */
  readonly step?: readonly [step: number, of: number] | undefined;
  /** A button leads to the step before. */
  readonly back?: boolean | undefined;
  readonly value: string;
  readonly secret?: boolean | undefined;
  /** What is wrong with the text, as a sentence. */
  readonly validate?: ((text: string) => string | undefined) | undefined;
  /** Why the person is asked again: shown until they type. */
  readonly failure?: string | undefined;
  /** A button beside the box that does something with the text, and leaves the box open. */
  readonly action?:
    | { readonly icon: string; readonly label: string; readonly run: (text: string) => Promise<void> }
    | undefined;
  /** A button beside the box that reads a file: its text, or undefined when none was chosen. */
  readonly fromFile?:
    { readonly label: string; readonly read: () => Promise<string | undefined> } | undefined;
}

/**
 * Asks for one line in a box that stays open while the person looks something up. Undefined when they cancel; `BACK`
 * only where the question has that button.
 */
export async function askText(question: TextQuestion): Promise<string | Back | undefined> {
  const { back = false, fromFile, action, validate } = question;
  const box = createInputBox();
  box.title = question.title;
  box.prompt = question.prompt;
  box.placeholder = question.placeholder;
  box.password = question.secret ?? false;
  box.value = question.value;
  box.ignoreFocusOut = true;
  if (question.step) [box.step, box.totalSteps] = question.step;
  const file = fromFile && { iconPath: new vscode.ThemeIcon('folder-opened'), tooltip: fromFile.label };
  const act = action && { iconPath: new vscode.ThemeIcon(action.icon), tooltip: action.label };
  box.buttons = [
    ...(back ? [vscode.QuickInputButtons.Back] : []),
    ...(act ? [act] : []),
    ...(file ? [file] : []),
  ];
  if (question.failure !== undefined)
    box.validationMessage = { message: question.failure, severity: vscode.InputBoxValidationSeverity.Error };
  const check = (text: string): boolean => {
    box.validationMessage = validate?.(text);
    return box.validationMessage === undefined;
  };
  let isChoosing = false;
  const choose = async () => {
    isChoosing = true;
    try {
      const text = await fromFile?.read();
      if (text !== undefined) box.value = text;
    } finally {
      isChoosing = false;
      box.show();
    }
    if (box.value !== '') check(box.value);
  };
  try {
    return await new Promise((resolve, reject) => {
      box.onDidChangeValue(check);
      box.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) resolve(BACK);
        else if (button === act) action?.run(box.value).catch(reject);
        else choose().catch(reject);
      });
      box.onDidAccept(() => {
        if (check(box.value)) resolve(box.value);
      });
      // A dialog for files hides the box: that is no end.
      box.onDidHide(() => {
        if (!isChoosing) resolve(undefined);
      });
      box.show();
    });
  } finally {
    box.dispose();
  }
}

/** A box to type in whose texts are shown as text. What was typed stays as it is. */
export function createInputBox(): vscode.InputBox {
  return inertly(vscode.window.createInputBox(), (_key, value) => value);
}

type ShowBoxOptions = Pick<
  vscode.InputBoxOptions,
  'title' | 'prompt' | 'placeHolder' | 'value' | 'ignoreFocusOut'
> & {
  /** What is wrong with the text, in words. */
  readonly validateInput?: (text: string) => string | undefined;
};

/** One line that the person types, in a box that may close when they look elsewhere. */
export function showInputBox({ validateInput, ...options }: ShowBoxOptions): Thenable<string | undefined> {
  const { title, prompt, placeHolder } = options;
  return vscode.window.showInputBox({
    ...options,
    ...(title !== undefined && { title: inert(title) }),
    ...(placeHolder !== undefined && { placeHolder: inert(placeHolder) }),
    ...(prompt !== undefined && { prompt: inert(prompt) }),
    ...(validateInput && {
      validateInput: (text) => {
        const wrong = validateInput(text);
        return wrong === undefined ? undefined : inert(wrong);
      },
    }),
  });
}
