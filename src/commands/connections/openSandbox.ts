import * as vscode from 'vscode';
import { VIEWS } from '../../ui';
import { defineCommand } from '../define';
import { busy, failingAs } from '../../changeFlow';

/** Starts the embedded demo repository and shows it opened in the view. */
export const openSandbox = defineCommand({
  id: 'laserficheLinks.openSandbox',
  title: vscode.l10n.t('Open Sandbox Repository'),
  answer: '`{ connectionId }`',
  run: async (_args, { connections, view }) => {
    const { id } = await busy(() =>
      failingAs(vscode.l10n.t('Could not open the sandbox repository'), () => connections.openSandbox()),
    );
    // Read while VS Code brings the view to the front.
    void view.tree.warm(id);
    await vscode.commands.executeCommand(`${VIEWS.repository}.focus`);
    await view.revealConnection(id);
    return { connectionId: id };
  },
});
