import * as vscode from 'vscode';
import type { Connections } from '../connections';
import { COMMANDS, CONTEXT_KEYS, SETTINGS, settings } from '../host';
import { readOnlyWords } from './words';

const SETTING = `${SETTINGS.section}.${SETTINGS.readOnly}`;

/** Shows in the status bar where writing is switched off, and lets menus know of the setting. */
export function showReadOnly(
  connections: Pick<Connections, 'list' | 'onDidChange'>,
  log: (error: unknown, doing: string) => void,
): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(SETTING, vscode.StatusBarAlignment.Left);
  item.name = 'Laserfiche: Read-Only';
  const show = () => {
    const setting = settings.readOnly();
    vscode.commands
      .executeCommand('setContext', CONTEXT_KEYS.readOnly, setting)
      .then(undefined, (error: unknown) => log(error, 'tell menus of read-only'));
    const words = readOnlyWords(setting, connections.list());
    if (!words) {
      item.hide();
      return;
    }
    const { text, tooltip, about } = words;
    item.text = `$(lock) ${text}`;
    item.tooltip = tooltip;
    item.command =
      about === 'setting'
        ? { title: 'Open the Setting', command: 'workbench.action.openSettings', arguments: [SETTING] }
        : COMMANDS.toggleReadOnly;
    item.show();
  };
  show();
  return vscode.Disposable.from(
    item,
    connections.onDidChange(show),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTING)) show();
    }),
  );
}
