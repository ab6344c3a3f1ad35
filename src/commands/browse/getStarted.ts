import * as vscode from 'vscode';
import { WALKTHROUGH } from '../../ui';
import { defineCommand } from '../define';

/** Opens the walkthrough. */
export const getStarted = defineCommand({
  id: 'laserficheLinks.getStarted',
  title: vscode.l10n.t('Get Started'),
  run: async () => {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false);
  },
});
