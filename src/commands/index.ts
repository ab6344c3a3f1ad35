import * as vscode from 'vscode';
import { COMMANDS } from '../host';
import type { CommandDeps } from './support/deps';

export type { CommandDeps } from './support/deps';

/** What commands do is loaded with the first of them: starting VS Code costs their names only. */
const load = () => import('./run');

export function registerCommands(deps: CommandDeps): vscode.Disposable {
  const names = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];
  return vscode.Disposable.from(
    deps.view.onDidDrop(async (drop) => (await load()).linkDrop(deps, drop)),
    ...names.map((name) =>
      vscode.commands.registerCommand(COMMANDS[name], async (...args: unknown[]) =>
        (await load()).runCommand(deps, name, args),
      ),
    ),
  );
}
