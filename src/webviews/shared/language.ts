import * as l10n from '@vscode/l10n';

/** What a page has to know to speak the person's language. */
export interface Language {
  /** For example `de`. */
  readonly code: string;
  /** `vscode.l10n.bundle`: translations by the English text. Left out: there are none. */
  readonly bundle?: Readonly<Record<string, string>>;
}

let code = 'en';

/** Sets the language of all that this page says from now on. */
export function setLanguage(language: Language): void {
  code = language.code;
  l10n.config({ contents: { ...language.bundle } });
}

/** A number as the person's language writes it, for example `1,200`. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(code).format(value);
}

/** The sentence for one, or the one for several: both whole, and translated already. */
export function byCount(count: number, one: string, several: string): string {
  return new Intl.PluralRules(code).select(count) === 'one' ? one : several;
}

/** Parts of one sentence beside each other, for example `1 added, 2 removed`. */
export function listOfParts(parts: readonly string[]): string {
  return new Intl.ListFormat(code, { type: 'unit' }).format(parts);
}
