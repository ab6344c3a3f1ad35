import * as vscode from 'vscode';
import { PANELS } from '../../ui';

/**
 * Tabs of the last window are brought back when they are first shown: until then nobody knows whose links they show,
 * but their label tells the name. Two forms may have the same label: those of entries of the same name.
 * @param awake labels of all forms that are awake.
 */
export function sleepingTabs(awake: readonly string[]): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && isForm(input.viewType));
  const times = (labels: readonly string[], wanted: string) =>
    labels.filter((label) => label === wanted).length;
  const labels = tabs.map(({ label }) => label);
  return tabs.filter(({ isActive, label }) => !isActive && times(labels, label) > times(awake, label));
}

/** VS Code puts a prefix of its own before the type. */
const isForm = (viewType: string) => viewType.endsWith(PANELS.assignLinks);

const GROUPS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth'];

/** Shows a tab, which is how it wakes up. */
export async function showTab(tab: vscode.Tab): Promise<void> {
  const group = GROUPS[tab.group.viewColumn - 1];
  if (group) await vscode.commands.executeCommand(`workbench.action.focus${group}EditorGroup`);
  await vscode.commands.executeCommand('workbench.action.openEditorAtIndex', tab.group.tabs.indexOf(tab));
}
