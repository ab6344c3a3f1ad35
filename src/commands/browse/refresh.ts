import * as vscode from 'vscode';
import type { Node } from '../../tree';
import { defineCommand } from '../define';
import { viewOf } from '../support/deps';

/** Reads again what could not be read: the row says so. */
export const retry = defineCommand({
  id: 'laserficheLinks.retry',
  title: vscode.l10n.t('Retry'),
  ask: (targets) => Promise.resolve(targets.clicked ? targets.rows() : []),
  run: (rows: readonly Node[], services) => {
    for (const row of rows) viewOf(services, row).tree.refresh(row);
    return Promise.resolve();
  },
});

/** Reads again: the clicked or selected rows, or everything from the palette. */
export const refresh = defineCommand({
  id: 'laserficheLinks.refresh',
  title: vscode.l10n.t('Refresh'),
  ask: (targets) => Promise.resolve(targets.clicked ? targets.rows() : []),
  run: (rows: readonly Node[], services) => {
    const { connections, here } = services;
    if (rows.length === 0) connections.refresh();
    for (const { kind, connectionId } of rows) if (kind === 'connection') connections.refresh(connectionId);
    if (rows.length === 0) here.tree.refresh();
    else for (const row of rows) viewOf(services, row).tree.refresh(row);
    return Promise.resolve();
  },
});

/** The same for the view's title, where VS Code passes on the row that has the focus: it is not what is meant there. */
export const refreshAll = defineCommand({
  id: 'laserficheLinks.refreshAll',
  title: vscode.l10n.t('Refresh'),
  run: (_args, { connections, view }) => {
    connections.refresh();
    view.tree.refresh();
    return Promise.resolve();
  },
});
