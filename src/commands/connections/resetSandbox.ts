import * as vscode from 'vscode';
import { askModal, notify } from '../../ui';
import { defineCommand } from '../define';
import { form } from '../schema';
import { busy, failingAs } from '../../changeFlow';

/** Puts the demo repository back to its first state. A caller is not asked: it is a demo. */
export const resetSandbox = defineCommand({
  id: 'laserficheLinks.resetSandbox',
  title: vscode.l10n.t('Reset Sandbox'),
  args: form({}),
  ask: async ({ title: reset }) => {
    const answer = await askModal(
      {
        question: vscode.l10n.t('Reset the sandbox repository?'),
        detail: vscode.l10n.t(
          'All links and entries changed in it go back to the demo. Other connections are not touched.',
        ),
      },
      reset,
    );
    return answer === reset ? {} : undefined;
  },
  run: async (_args, { connections, view, searches }) => {
    await busy(() =>
      failingAs(vscode.l10n.t('Could not reset the sandbox repository'), () => connections.resetSandbox()),
    );
    for (const one of [view, searches.here]) one?.tree.refresh();
  },
  tell: () => void notify.info(vscode.l10n.t('The sandbox was reset to the demo repository.')),
});
