import * as vscode from 'vscode';
import { tabTitle } from '../../ui';

/** What a form's tab is called by. */
export interface TitledForm {
  readonly name: string;
  readonly connectionName: string;
  /** Path of the entry, else what tells it from others of its name. */
  readonly place: string;
  /** It has changes that were not sent. */
  readonly isDirty: boolean;
}

/** As VS Code marks unsaved editors where it can't show a dot in place of the cross. */
const DIRTY = '● ';

/** The label of a form's tab: with its connection, or its place, only where another form has the same name. */
export function titleOf(form: TitledForm, others: readonly TitledForm[]): string {
  const namesakes = others.filter(({ name }) => name === form.name);
  const parts = [
    ...(namesakes.some(({ connectionName }) => connectionName !== form.connectionName)
      ? [form.connectionName]
      : []),
    ...(namesakes.some(({ connectionName }) => connectionName === form.connectionName) ? [form.place] : []),
  ];
  const title = plainTitle(form.name);
  const told = parts.length === 0 ? title : tabTitle(`${title} (${parts.join(', ')})`);
  return form.isDirty ? `${DIRTY}${told}` : told;
}

/** Whether a tab of this label may be that of a form of an entry of this name. */
export function isTitleOf(label: string, name: string): boolean {
  const title = plainTitle(name);
  const bare = withoutMark(label);
  return bare === title || bare.startsWith(`${title} (`);
}

/** A label as it is without unsent changes. */
export const withoutMark = (label: string): string =>
  label.startsWith(DIRTY) ? label.slice(DIRTY.length) : label;

const plainTitle = (name: string) => tabTitle(vscode.l10n.t('Links of {0}', name));
