import * as vscode from 'vscode';
import { WALKTHROUGH } from '../../ui';
import type { Handler } from '../support/deps';

/** Opens the walkthrough. */
export const getStarted: Handler = async () => {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false);
};
