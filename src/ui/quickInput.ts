import type * as vscode from 'vscode';
import { inert } from '../domain';

/** The answer of who went back to the step before. A symbol, so that it is no text that a person could type. */
export const BACK = Symbol('back');
export type Back = typeof BACK;

/** Texts of a quick input that VS Code reads icons or links from. */
const TEXTS: ReadonlySet<PropertyKey> = new Set(['title', 'placeholder', 'prompt', 'validationMessage']);

/** The quick input itself, except that texts set on it become inert, and other values what `convert` makes of them. */
export function inertly<T extends vscode.QuickInput>(
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
