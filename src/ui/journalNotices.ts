import path from 'node:path';
import * as vscode from 'vscode';
import type { ForgottenBatch, JournalNotice } from '../changes';
import type { Log } from './log';
import { byCount, formatNumber } from './messages/formats';
import { notify } from './notify';

/** Tells what happened to the history of link changes, beside the work: nobody has to answer. */
export async function tellJournalNotice(notice: JournalNotice, folder: string, log: Log): Promise<void> {
  const sentence = describeJournalNotice(notice);
  const file = fileOf(notice);
  const uri = vscode.Uri.file(file === undefined ? folder : path.resolve(folder, file));
  log.info(`${sentence} ${uri.fsPath}`);
  // Goes on by itself all the time: Link History tells it to who looks.
  if (notice.kind === 'forgotten') return;
  const show = vscode.l10n.t('Show File');
  const answer = await notify.warn(sentence, ...(file === undefined ? [] : [show]));
  if (answer === show) await showFile(uri);
}

/** In its folder, where the folder is on this computer; else as text. */
async function showFile(file: vscode.Uri): Promise<void> {
  const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  if (isHere) await vscode.commands.executeCommand('revealFileInOS', file);
  else await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
}

/** What happened to the history of link changes, what it means and what to do, in whole sentences. */
export function describeJournalNotice(notice: JournalNotice): string {
  switch (notice.kind) {
    case 'damaged':
      return describeDamage(notice);
    case 'unreadable':
      return vscode.l10n.t(
        "A file of the link history can't be read or set aside ({0}): its changes may be missing in Link History. Check that it may be read and written.",
        notice.reason,
      );
    case 'outcomeNotKept':
      return vscode.l10n.t(
        'Links were changed, but what became of the change could not be written to the history ({0}): it will show as unknown. Check that the disk has space.',
        notice.reason,
      );
    case 'forgotten':
      return describeForgotten(notice);
  }
}

function describeDamage({ kept, lost, setAside }: Extract<JournalNotice, { kind: 'damaged' }>): string {
  const unreadable = byCount(
    lost,
    vscode.l10n.t("1 line of it can't be read"),
    vscode.l10n.t("{0} lines of it can't be read", formatNumber(lost)),
  );
  const readable = byCount(
    kept,
    vscode.l10n.t('1 line can'),
    vscode.l10n.t('{0} lines can', formatNumber(kept)),
  );
  return setAside === undefined
    ? vscode.l10n.t(
        'A file of the link history was damaged: {0}, {1}. Another window still writes to it.',
        unreadable,
        readable,
      )
    : vscode.l10n.t(
        'A file of the link history was damaged: {0}, {1}. It was set aside, and the history goes on without the damaged part.',
        unreadable,
        readable,
      );
}

/** What the history does not tell any more, why, and how to keep more. */
function describeForgotten({ count, until, why }: ForgottenBatch): string {
  const time = new Date(until).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  const what = byCount(
    count,
    vscode.l10n.t('Link History has forgotten 1 change made until {0}', time),
    vscode.l10n.t('Link History has forgotten {0} changes made until {1}', formatNumber(count), time),
  );
  return why === 'age'
    ? vscode.l10n.t(
        '{0}: history is not kept for that long. To keep it longer, raise the setting laserficheLinks.history.keepDays.',
        what,
      )
    : vscode.l10n.t(
        '{0}: there was more history than is kept. To keep more, raise the setting laserficheLinks.history.maxMegabytes.',
        what,
      );
}

/** The file that a notice is about, where there is one: a path, or a name within the journal's folder. */
export function fileOf(notice: JournalNotice): string | undefined {
  switch (notice.kind) {
    case 'damaged':
      return notice.setAside ?? notice.file;
    case 'unreadable':
      return notice.file;
    case 'outcomeNotKept':
    case 'forgotten':
      return undefined;
  }
}
