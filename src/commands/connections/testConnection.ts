import * as vscode from 'vscode';
import { notify } from '../../ui';
import { defineCommand } from '../define';
import { form, text } from '../schema';
import { failingAs, openSession, watched } from '../../changeFlow';
import { chooseConnection, savedConnection } from './chosen';

/** Signs in with what is saved, and reads the root folder. */
export const testConnection = defineCommand({
  id: 'laserficheLinks.testConnection',
  title: vscode.l10n.t('Test Connection'),
  args: form({ connectionId: text() }),
  answer: '`{ repoId }`',
  ask: chooseConnection,
  run: async ({ connectionId }, services) => {
    const { id, name, repoId } = savedConnection(services, connectionId);
    await watched(vscode.l10n.t('Testing the connection {0}', name), async ({ signal }) => {
      // Whoever tests means it: a sign-in that was refused is tried once more.
      services.connections.refresh(id);
      const { repository } = await openSession(services, id);
      await failingAs(
        vscode.l10n.t('Could not test the connection {0}', name),
        () => repository.getRoot({ signal }),
        id,
      );
    });
    return { name, repoId };
  },
  toAnswer: ({ repoId }) => ({ repoId }),
  tell: ({ name, repoId }) =>
    void notify.info(vscode.l10n.t('{0}: signed in, and the repository {1} answers.', name, repoId)),
});
