import { l10n } from 'vscode';

/** What was found, in whole sentences, and what to do about it. */
export interface Description {
  readonly found: string;
  readonly advice?: string;
}

/** A clause as a sentence, with the code of the failure in brackets for whoever looks it up. */
export function sentence(clause: string, code: string | number | undefined): string {
  return code === undefined ? l10n.t('{0}.', clause) : l10n.t('{0} ({1}).', clause, code);
}
