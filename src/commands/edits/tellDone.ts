import * as vscode from 'vscode';
import { COMMANDS } from '../../host';

/** Tells a change that was made, with a way back. */
export async function tellDone(sentence: string, connectionId: string | undefined): Promise<void> {
  const undo = 'Undo';
  const actions = connectionId === undefined ? [] : [undo];
  const answer = await vscode.window.showInformationMessage(sentence, ...actions);
  if (answer === undo) await vscode.commands.executeCommand(COMMANDS.undoLastLinkChange, { connectionId });
}
