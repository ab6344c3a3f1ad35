import * as vscode from 'vscode';
import { PANELS } from '../../host';

/**
 * Tabs of the last window are brought back when they are first shown: until then nobody knows whose links they show,
 * but their label tells the name.
 */
export function sleepingTabs(awake: number): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && isForm(input.viewType));
  return tabs.length > awake ? tabs.filter(({ isActive }) => !isActive) : [];
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
