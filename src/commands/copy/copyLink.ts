import * as vscode from 'vscode';
import { toWireLink } from '../../api';
import type { Link } from '../../domain';
import { byCount, formatNumber } from '../../ui';
import { linksOf } from '../../tree';
import { defineCommand } from '../define';
import { pickLinks } from '../links/chooseLinks';
import { copyText } from '../support/clipboard';
import { refuseStaleRows } from '../targets';

/** Copies links as the server tells them, each once. */
export const copyLink = defineCommand({
  id: 'laserficheLinks.copyLink',
  title: vscode.l10n.t('Copy Link as JSON'),
  ask: async (targets, services): Promise<readonly Link[] | undefined> => {
    const rows = targets.rows();
    refuseStaleRows(services, rows);
    const links = linksOf(rows);
    if (links.length > 0) return links.map(({ view }) => view.link);
    const question = vscode.l10n.t('{0}: Of Which Entry?', targets.title);
    const [entry] = (await targets.entries({ title: question })) ?? [];
    if (!entry) return undefined;
    const title = vscode.l10n.t('{0} of {1}', targets.title, entry.name);
    return (await pickLinks(services, entry, { title, many: true }))?.map(({ link }) => link);
  },
  run: (links: readonly Link[]) =>
    copyText(
      JSON.stringify(links.map(toWireLink), null, 2),
      byCount(
        links.length,
        vscode.l10n.t('Copied 1 link'),
        vscode.l10n.t('Copied {0} links', formatNumber(links.length)),
      ),
    ),
});
