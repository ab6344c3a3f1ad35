import * as vscode from 'vscode';
import { COMMANDS, settings } from '../host';
import { asArguments, readArguments } from './support/arguments';
import type { Handler } from './support/deps';
import { during } from './support/failure';
import { busy } from './support/progress';

/** Puts the demo repository back to its first state, after asking; a call with an argument object as the settings say. */
export const resetSandbox: Handler = async ({ connections, view }, first) => {
  const fields = asArguments(first);
  if (fields) readArguments(COMMANDS.resetSandbox, fields);
  const isAsked = !fields || (settings.askArgumentObjects() && settings.confirmChanges() !== 'never');
  if (isAsked) {
    const reset = 'Reset Sandbox';
    const answer = await vscode.window.showWarningMessage(
      'Reset the sandbox repository?',
      {
        modal: true,
        detail: 'All links and entries changed in it go back to the demo. Other connections are not touched.',
      },
      reset,
    );
    if (answer !== reset) return;
  }
  await busy(() => during('reset the sandbox repository', () => connections.resetSandbox()));
  view.tree.refresh();
};
