import * as vscode from 'vscode';
import { COMMANDS, type Lazy, loadCode } from '../ui';
import type { CommandDeps } from './support/deps';

export type { CommandDeps } from './support/deps';

/** What commands do is loaded with the first of them: starting VS Code costs their names only. */
const load = () => loadCode(() => import('./run'));

export function registerCommands<T extends CommandDeps & vscode.Disposable>(
  services: Lazy<T>,
): vscode.Disposable[] {
  const names = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];
  return names.map((name) =>
    vscode.commands.registerCommand(COMMANDS[name], async (...args: unknown[]) => {
      const [{ runCommand }, deps] = await Promise.all([load(), services.get()]);
      return runCommand(deps, name, args);
    }),
  );
}
