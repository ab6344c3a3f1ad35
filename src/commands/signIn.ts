import * as vscode from 'vscode';
import type { Connection } from '../connections';
import { explain } from '../host';
import { asArguments } from './support/arguments';
import type { CommandDeps, Handler } from './support/deps';
import { choose } from './support/pickConnection';
import { cancellable } from './support/progress';
import { askInTurn } from './support/wizard';
import { rowsOf } from './support/targets';

/** Asks for a connection's password again and proves it before saving. */
export const signIn: Handler = async (deps, first, selected) => {
  const connection = await connectionOf(deps, first, selected);
  if (!connection) return;
  for (;;) {
    const answers = await askInTurn(
      `Sign In to ${connection.name}`,
      [
        {
          id: 'password',
          prompt: `Password of ${connection.username} at ${connection.baseUrl}`,
          secret: true,
        },
      ],
      {},
    );
    if (!answers) return;
    try {
      await cancellable(`Signing in to ${connection.name}…`, () =>
        deps.connections.signIn(connection.id, answers['password'] ?? ''),
      );
      deps.view.tree.refresh();
      return;
    } catch (error) {
      const again = 'Try Again';
      deps.log.failure(error, `sign in to ${connection.name}`);
      const answer = await vscode.window.showErrorMessage(
        explain(error, `sign in to ${connection.name}`),
        again,
      );
      if (answer !== again) return;
    }
  }
};

async function connectionOf(
  deps: CommandDeps,
  first: unknown,
  selected: unknown,
): Promise<Connection | undefined> {
  const saved = deps.connections.list().filter(({ kind }) => kind !== 'sandbox');
  const wanted = asArguments(first)?.['connectionId'] ?? rowsOf(deps, first, selected)[0]?.connectionId;
  return saved.find(({ id }) => id === wanted) ?? choose(saved, 'Sign In');
}
