import * as vscode from 'vscode';
import { inert, oneLine } from '../domain';

/** A row, with a codicon where it has one: its texts hold names, so no icon stands within them. */
export interface PickItem extends vscode.QuickPickItem {
  readonly icon?: string;
}

/**
 * A quick pick whose texts are shown as text, whatever is in them: icons come through `icon`. What was typed stays
 * as it is.
 */
export function createQuickPick<T extends PickItem>(): vscode.QuickPick<T> {
  const shownOf = new Map<T, T>();
  const shown = (items: readonly T[]) => items.map((item) => shownOf.get(item) ?? item);
  return inertly(vscode.window.createQuickPick<T>(), (key, value) => {
    if (key === 'items') {
      const given = value as readonly T[];
      const items = given.map(inertItem);
      shownOf.clear();
      for (const [index, item] of given.entries()) shownOf.set(item, items[index] ?? item);
      return items;
    }
    return key === 'activeItems' || key === 'selectedItems' ? shown(value as readonly T[]) : value;
  });
}

/** The same for a box to type in. */
export function createInputBox(): vscode.InputBox {
  return inertly(vscode.window.createInputBox(), (_key, value) => value);
}

export type ShowPickOptions = Pick<vscode.QuickPickOptions, 'title' | 'placeHolder' | 'ignoreFocusOut'> &
  Partial<Pick<vscode.QuickPickOptions, 'matchOnDescription' | 'matchOnDetail'>>;

/** One of some rows. */
export function showQuickPick<T extends PickItem>(
  items: readonly T[],
  options: ShowPickOptions,
): Thenable<T | undefined> {
  return vscode.window.showQuickPick(items.map(inertItem), inertOptions(options));
}

/** Several of some rows. */
export function showQuickPickOfMany<T extends PickItem>(
  items: readonly T[],
  options: ShowPickOptions,
): Thenable<T[] | undefined> {
  return vscode.window.showQuickPick(items.map(inertItem), { ...inertOptions(options), canPickMany: true });
}

export type ShowBoxOptions = Pick<
  vscode.InputBoxOptions,
  'title' | 'prompt' | 'placeHolder' | 'value' | 'ignoreFocusOut'
> & {
  /** What is wrong with the text, in words. */
  readonly validateInput?: (text: string) => string | undefined;
};

/** One line that the person types. */
export function showInputBox({ validateInput, ...options }: ShowBoxOptions): Thenable<string | undefined> {
  const { prompt } = options;
  return vscode.window.showInputBox({
    ...inertOptions(options),
    ...(prompt !== undefined && { prompt: inert(prompt) }),
    ...(validateInput && { validateInput: (text) => inertIfAny(validateInput(text)) }),
  });
}

function inertOptions<T extends { readonly title?: string; readonly placeHolder?: string }>(options: T): T {
  const { title, placeHolder } = options;
  return {
    ...options,
    ...(title !== undefined && { title: inert(title) }),
    ...(placeHolder !== undefined && { placeHolder: inert(placeHolder) }),
  };
}

function inertItem<T extends PickItem>(item: T): T {
  const { icon, label, description, detail } = item;
  return {
    ...item,
    ...(icon !== undefined && { iconPath: new vscode.ThemeIcon(icon) }),
    label: oneLine(label),
    ...(description !== undefined && { description: inert(description) }),
    ...(detail !== undefined && { detail: inert(detail) }),
  };
}

/** Texts of a quick input that VS Code reads icons or links from. */
const TEXTS: ReadonlySet<PropertyKey> = new Set(['title', 'placeholder', 'prompt', 'validationMessage']);

/** The quick input itself, except that texts set on it become inert, and other values what `convert` makes of them. */
function inertly<T extends vscode.QuickInput>(
  input: T,
  convert: (key: PropertyKey, value: unknown) => unknown,
): T {
  return new Proxy(input, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
    set: (target, key, value: unknown) =>
      Reflect.set(target, key, TEXTS.has(key) ? inertText(value) : convert(key, value), target),
  });
}

/** A validation message may be an object with a message. */
function inertText(value: unknown): unknown {
  if (typeof value === 'string') return inert(value);
  return typeof value === 'object' && value !== null && 'message' in value
    ? { ...value, message: inertText(value.message) }
    : value;
}

const inertIfAny = (text: string | undefined) => (text === undefined ? undefined : inert(text));
