import * as vscode from 'vscode';

/** The language that sentences are told in: VS Code's where there is a translation, else English. */
export const language = () => (vscode.l10n.bundle ? vscode.env.language : 'en');

/** A number as the person's language writes it, for example `1,200`. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

/** The sentence for one, or the one for several: both whole, and translated already. */
export function byCount(count: number, one: string, several: string): string {
  return new Intl.PluralRules(language()).select(count) === 'one' ? one : several;
}

/** A number with its unit in words, for example `5 minutes`. */
export function formatUnit(value: number, unit: 'second' | 'minute' | 'hour'): string {
  const options = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(language(), options).format(value);
}

/** Names in a row, for example `Email, Memo, Report`. */
export function formatList(names: readonly string[]): string {
  return new Intl.ListFormat(language(), { style: 'short', type: 'unit' }).format(names);
}
