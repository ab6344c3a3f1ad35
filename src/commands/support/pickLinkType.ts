import * as vscode from 'vscode';
import { type LinkType, linkTypeTitle } from '../../domain';
import { pickOne } from '../../ui';

/** Asks for a link type, shown with both labels and its id. Undefined when the person cancels. */
export function pickLinkType(
  types: readonly LinkType[],
  {
    title,
    placeholder = vscode.l10n.t('Type of the link: source → target'),
    step,
  }: {
    readonly title: string;
    readonly placeholder?: string;
    readonly step?: readonly [number, number];
  },
): Promise<LinkType | undefined> {
  const choices = types.map((type) => ({
    label: linkTypeTitle(type),
    description: vscode.l10n.t('type {0}', type.linkTypeId),
    ...(type.description && { detail: type.description }),
    value: type,
  }));
  return pickOne(title, choices, { placeholder, step, matchOnDescription: true, matchOnDetail: true });
}
