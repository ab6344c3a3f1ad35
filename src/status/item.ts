import type * as vscode from 'vscode';
import type { Connection } from '../connections';
import { oneLine } from '../domain';
import { connectionFacts } from '../tree';
import { COMMANDS, createStatusBarItem, factsMarkdown } from '../ui';
import type { StatusDescription } from './describeStatus';

export interface StatusItem {
  show(words: StatusDescription | undefined, active: Connection | undefined): void;
  dispose(): void;
}

/** The one item of this extension in the status bar. */
export function createStatusItem(): StatusItem {
  const item = createStatusBarItem({
    id: 'laserficheLinks.connection',
    name: 'Laserfiche Connection',
    command: COMMANDS.connectionActions,
  });
  return {
    show(words, active) {
      if (words) item.show({ ...words, tooltip: tooltip(words, active) });
      else item.hide();
    },
    dispose: () => item.dispose(),
  };
}

function tooltip({ notes }: StatusDescription, active: Connection | undefined): vscode.MarkdownString {
  const told = new Set(notes.map(([name]) => name));
  const facts = active ? connectionFacts(active).filter(([name]) => !told.has(name)) : [];
  return factsMarkdown({
    title: active ? oneLine(active.name) : 'Laserfiche Links',
    facts: [...facts, ...notes, ['Click', 'sign in or out, switch, diagnose and more']],
  });
}
