import * as vscode from 'vscode';

/** The language that sentences are told in: VS Code's where there is a translation, else English. */
const language = () => (vscode.l10n.bundle ? vscode.env.language : 'en');

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

const AGO = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 7],
  ['week', 4.35],
  ['month', 12],
  ['year', Infinity],
] as const;

/** A time in the past, told from now, for example `5 min. ago`; `ms` below zero. */
export function formatAgo(ms: number): string {
  // A clock that was set back makes no future.
  let value = Math.min(0, ms) / 1000;
  for (const [unit, size] of AGO) {
    if (value > -size) {
      const options = { style: 'short', numeric: 'auto' } as const;
      return new Intl.RelativeTimeFormat(language(), options).format(Math.ceil(value), unit);
    }
    value /= size;
  }
  return '';
}

/** Names in a row, for example `Email, Memo, Report`. */
export function formatList(names: readonly string[]): string {
  return new Intl.ListFormat(language(), { style: 'short', type: 'unit' }).format(names);
}
