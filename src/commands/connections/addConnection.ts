import { asArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { during } from '../support/failure';
import { readNewConnection, wantedPlace } from './wizard/arguments';
import { runWizard } from './wizard/wizard';

/** Adds a connection after signing in and reading its root folder once. Answers `{ connectionId }`. */
export const addConnection: Handler = async (deps, first) => {
  const { connections, view, log } = deps;
  const fields = asArguments(first);
  if (fields) {
    const wanted = readNewConnection(fields);
    const { id } = await during(`sign in to ${wantedPlace(wanted)}`, () => connections.add(wanted));
    return { connectionId: id };
  }
  const verified = await runWizard('Add Connection', {}, { connections, log: log.failure });
  if (!verified) return undefined;
  const { id } = await during('save the connection', () => verified.add());
  await view.revealConnection(id);
  return { connectionId: id };
};
