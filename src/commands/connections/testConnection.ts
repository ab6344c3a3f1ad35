import { COMMANDS, notify } from '../../ui';
import { chosenOfAll, savedConnection } from './wizard/chosen';
import { asArguments, readArguments } from '../support/arguments';
import type { CommandDeps, Handler } from '../support/deps';
import { during } from '../support/failure';
import { openSession } from '../support/pickConnection';
import { watched } from '../support/progress';

/** Signs in with what is saved, and reads the root folder. An argument object gets `{ repoId }` or the sentence. */
export const testConnection: Handler = async (deps, first) => {
  const fields = asArguments(first);
  const connection = fields
    ? savedConnection(deps, readArguments(COMMANDS.testConnection, fields).text('connectionId'))
    : await chosenOfAll(deps, first, 'Test Connection');
  if (!connection) return undefined;
  const { id, name, repoId } = connection;
  await watched(`Testing the connection ${name}`, ({ signal }) => test(deps, id, name, signal));
  if (fields) return { repoId };
  void notify.info(`${name}: signed in, and the repository ${repoId} answers.`);
  return undefined;
};

async function test(
  deps: CommandDeps,
  connectionId: string,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  // Whoever tests means it: a sign-in that was refused is tried once more.
  deps.connections.refresh(connectionId);
  const { repository } = await openSession(deps, connectionId);
  await during(`test the connection ${name}`, () => repository.getEntry(1, { signal }), connectionId);
}
