import * as vscode from 'vscode';
import type { Connection } from '../connections';
import { COMMANDS, factsMarkdown, oneLine } from '../host';
import { connectionFacts } from '../tree';
import type { StatusWords } from './words';

export interface StatusItem {
  show(words: StatusWords | undefined, active: Connection | undefined): void;
  dispose(): void;
}

/** The one item of this extension in the status bar. */
export function createStatusItem(): StatusItem {
  const item = vscode.window.createStatusBarItem(
    'laserficheLinks.connection',
    vscode.StatusBarAlignment.Left,
  );
  item.name = 'Laserfiche Connection';
  item.command = COMMANDS.connectionActions;
  return {
    show(words, active) {
      if (!words) {
        item.hide();
        return;
      }
      // A name must not be read as an icon.
      item.text = `$(${words.icon}) ${words.text.replaceAll('$(', '$\u200B(')}`;
      item.tooltip = tooltip(words, active);
      item.accessibilityInformation = { label: words.spoken, role: 'button' };
      item.backgroundColor = words.warning
        ? new vscode.ThemeColor('statusBarItem.warningBackground')
        : undefined;
      item.show();
    },
    dispose: () => item.dispose(),
  };
}

function tooltip({ notes }: StatusWords, active: Connection | undefined): vscode.MarkdownString {
  const told = new Set(notes.map(([name]) => name));
  const facts = active ? connectionFacts(active).filter(([name]) => !told.has(name)) : [];
  return factsMarkdown({
    title: active ? oneLine(active.name) : 'Laserfiche Links',
    facts: [...facts, ...notes, ['Click', 'sign in or out, switch, diagnose and more']],
  });
}
