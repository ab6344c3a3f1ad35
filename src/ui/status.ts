import * as vscode from 'vscode';
import { inert, inertLines } from '../domain';

/** Tells something in the status bar for so many milliseconds, beside an icon. */
export function flashStatus(icon: string, text: string, milliseconds: number): void {
  vscode.window.setStatusBarMessage(`$(${icon}) ${inert(text)}`, milliseconds);
}

/** What an item of the status bar shows. */
export interface StatusText {
  /** A codicon. */
  readonly icon: string;
  readonly text: string;
  readonly tooltip: vscode.MarkdownString | string;
  /** What a screen reader says. */
  readonly spoken: string;
  /** A person has to do something. */
  readonly warning?: boolean;
}

export interface StatusItemOptions {
  readonly id: string;
  /** What the menu of the status bar calls it. */
  readonly name: string;
  readonly command: string;
  readonly priority?: number;
}

export interface StatusBarItem {
  show(text: StatusText): void;
  hide(): void;
  dispose(): void;
}

/** An item at the left of the status bar. It shows nothing until told to. */
export function createStatusBarItem({ id, name, command, priority }: StatusItemOptions): StatusBarItem {
  const item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left, priority);
  item.name = name;
  item.command = command;
  return {
    show({ icon, text, tooltip, spoken, warning = false }) {
      item.text = `$(${icon}) ${inert(text)}`;
      item.tooltip = typeof tooltip === 'string' ? inertLines(tooltip) : tooltip;
      item.accessibilityInformation = { label: inert(spoken), role: 'button' };
      item.backgroundColor = warning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
      item.show();
    },
    hide: () => item.hide(),
    dispose: () => item.dispose(),
  };
}
