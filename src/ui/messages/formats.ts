import * as vscode from 'vscode';

/** A number as the person's language writes it, for example `1,200`. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(vscode.env.language).format(value);
}

/** The sentence for one, or the one for several: both whole, and translated already. */
export function byCount(count: number, one: string, several: string): string {
  return new Intl.PluralRules(vscode.env.language).select(count) === 'one' ? one : several;
}

/** A number with its unit in words, for example `5 minutes`. */
export function formatUnit(value: number, unit: 'second' | 'minute' | 'hour'): string {
  const options = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(vscode.env.language, options).format(value);
}

/** Names in a row, for example `Email, Memo, Report`. */
export function formatList(names: readonly string[]): string {
  return new Intl.ListFormat(vscode.env.language, { style: 'short', type: 'unit' }).format(names);
}

/** `1 link`, `2 links`: for callers whose sentences are not translated yet; `byCount` is what they should use. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : nouns}`;
}
