import * as vscode from 'vscode';
import { oneLine } from '../../domain';
import { createInputBox } from '../../ui';
import type { PropertyRow } from './propertyDraft';

/** What the person typed, or that they went back; undefined when they cancel. */
export type Asked = { readonly text: string } | 'back' | undefined;

export function askPropertyName(title: string, typed: string, taken: ReadonlySet<string>): Promise<Asked> {
  return askText({
    title,
    prompt: 'Name of the property',
    value: typed,
    validate: (text) => wrongName(text, taken),
  });
}

export function askPropertyValue(title: string, name: string, row: PropertyRow | undefined): Promise<Asked> {
  const [current, ...others] = row?.after ?? [];
  const was = row?.before.length === 1 ? row.before[0] : undefined;
  return askText({
    title,
    prompt: `Value of ${oneLine(name)}${was === undefined ? '' : `; it was “${oneLine(was)}”`}`,
    value: others.length > 0 ? '' : (current ?? was ?? ''),
    ...(others.length > 0 && { placeholder: 'The links have several values: this one replaces them all' }),
  });
}

/** Why a text can't be the name of a new property, in words. */
function wrongName(text: string, taken: ReadonlySet<string>): string | undefined {
  if (text.trim() === '') return 'Type a name.';
  if (text !== text.trim()) return 'A name must not begin or end with a space.';
  return taken.has(text) ? 'There is a property of this name already.' : undefined;
}

interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly validate?: (text: string) => string | undefined;
}

async function askText({ title, prompt, value, placeholder, validate }: TextQuestion): Promise<Asked> {
  const box = createInputBox();
  box.title = title;
  box.prompt = prompt;
  box.value = value;
  box.placeholder = placeholder;
  box.ignoreFocusOut = true;
  box.buttons = [vscode.QuickInputButtons.Back];
  const check = (text: string) => {
    box.validationMessage = validate?.(text);
    return box.validationMessage === undefined;
  };
  try {
    return await new Promise((resolve) => {
      box.onDidChangeValue(check);
      box.onDidTriggerButton(() => resolve('back'));
      box.onDidAccept(() => {
        if (check(box.value)) resolve({ text: box.value });
      });
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  } finally {
    box.dispose();
  }
}
