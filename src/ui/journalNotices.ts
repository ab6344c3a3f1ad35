import path from 'node:path';
import * as vscode from 'vscode';
import type { JournalNotice } from '../changes';
import { notify } from './notify';
import { describeJournalNotice, fileOf } from './messages/describeJournal';
import type { Log } from './log';

/** Tells what happened to the history of link changes, beside the work: nobody has to answer. */
export async function tellJournalNotice(notice: JournalNotice, folder: string, log: Log): Promise<void> {
  const sentence = describeJournalNotice(notice);
  const file = fileOf(notice);
  const uri = vscode.Uri.file(file === undefined ? folder : path.resolve(folder, file));
  log.info(`${sentence} ${uri.fsPath}`);
  // Goes on by itself all the time: Link History tells it to who looks.
  if (notice.kind === 'forgotten') return;
  const show = 'Show File';
  const answer = await notify.warn(sentence, ...(file === undefined ? [] : [show]));
  if (answer === show) await showFile(uri);
}

/** In its folder, where the folder is on this computer; else as text. */
async function showFile(file: vscode.Uri): Promise<void> {
  const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  if (isHere) await vscode.commands.executeCommand('revealFileInOS', file);
  else await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
}
