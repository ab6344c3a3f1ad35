import * as vscode from 'vscode';
import { VIEWS } from '../../ui';
import { during } from '../support/failure';
import type { Handler } from '../support/deps';
import { busy } from '../support/progress';

/** Starts the embedded demo repository and shows it opened in the view. Answers `{ connectionId }`. */
export const openSandbox: Handler = async ({ connections, view }) => {
  const { id } = await busy(() => during('open the sandbox repository', () => connections.openSandbox()));
  // Read while VS Code brings the view to the front.
  void view.tree.warm(id);
  await vscode.commands.executeCommand(`${VIEWS.repository}.focus`);
  await view.revealConnection(id);
  return { connectionId: id };
};
