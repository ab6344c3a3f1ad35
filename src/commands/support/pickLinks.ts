import * as vscode from 'vscode';
import { describeLink, type LinkView } from '../../domain';
import { notify, pickMany, pickOne } from '../../ui';
import type { CommandDeps } from './deps';
import { failingAs } from './failure';
import { openSession } from './pickConnection';
import { watched } from './progress';
import type { EntryTarget } from '../targets';

/** Asks for links of an entry. Undefined when the person cancels or there are none (which is said). */
export async function pickLinks(
  deps: CommandDeps,
  { connectionId, linkEntryId, name }: EntryTarget,
  { title, many }: { readonly title: string; readonly many: boolean },
): Promise<readonly LinkView[] | undefined> {
  const session = await openSession(deps, connectionId);
  const links = await watched(vscode.l10n.t('Reading the links of {0}', name), ({ signal }) =>
    failingAs(
      vscode.l10n.t('Could not read the links of {0}', name),
      () => session.repository.getLinks(linkEntryId, { signal }),
      connectionId,
    ),
  );
  if (links.length === 0) {
    void notify.info(vscode.l10n.t('{0} has no links.', name));
    return undefined;
  }
  const choices = links.map((link) => {
    const view = describeLink(link, linkEntryId);
    const arrow = view.direction === 'outgoing' ? '→' : '←';
    return {
      label: view.otherName,
      description: `${arrow} ${view.otherLabel}`,
      detail: view.otherPath,
      value: view,
    };
  });
  const shared = { matchOnDescription: true, matchOnDetail: true, closesOnBlur: true };
  if (many) return pickMany(title, choices, { ...shared, placeholder: vscode.l10n.t('Which links?') });
  const picked = await pickOne(title, choices, { ...shared, placeholder: vscode.l10n.t('Which link?') });
  return picked && [picked];
}
