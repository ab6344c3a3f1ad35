import * as vscode from 'vscode';
import { COMMANDS, type Lazy, loadCode } from '../ui';
import type { CommandDeps } from './support/deps';

export type { CommandDeps } from './support/deps';

/** What commands do is loaded with the first of them: starting VS Code costs their names only. */
export const loadCommands = () => loadCode(() => import('./run'));

export function registerCommands<T extends CommandDeps & vscode.Disposable>(
  services: Lazy<T>,
): vscode.Disposable[] {
  return Object.values(COMMANDS).map((id) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      const [{ runCommand }, deps] = await Promise.all([loadCommands(), services.get()]);
      return runCommand(deps, id, args);
    }),
  );
}
