import * as vscode from 'vscode';
import { inert, oneLine } from '../domain';
import { COMMANDS, describeFailure, loadQuickPick, UserError } from '../ui';
import { requireBrowserHere } from './browser';
import type { PersonConnection } from './saved';
import type { Connections, SignedInPerson } from './types';

const SCOPES = ['repository.Read', 'repository.Write'];

export type PeopleProvider = vscode.AuthenticationProvider & { dispose(): void };

/** People signed in to Laserfiche Cloud, in VS Code's Accounts menu: a session is a connection. */
export function createPeopleProvider(connections: Connections): PeopleProvider {
  const didChange = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  let known: readonly vscode.AuthenticationSession[] = [];

  /** Tells VS Code who came and who went since the last look. */
  async function look(): Promise<void> {
    const before = known;
    known = (await connections.people(false)).map(sessionOf);
    const without = (list: typeof known, others: typeof known) =>
      list.filter((session) => !others.some(({ id }) => id === session.id));
    const [added, removed] = [without(known, before), without(before, known)];
    if (added.length + removed.length > 0) didChange.fire({ added, removed, changed: [] });
  }
  const lookAgain = () => void look().catch(() => undefined);
  /** Whether each connection was signed in when it last said; calls that come and go change nothing of that. */
  const standing = new Map<string, string>();
  const lookIfOther = (connectionId: string) => {
    const state = connections.state(connectionId);
    if (state === 'working' || standing.get(connectionId) === state) return;
    standing.set(connectionId, state);
    lookAgain();
  };

  async function signIn(): Promise<string | undefined> {
    const people = connections.list().filter((connection) => connection.kind === 'person');
    const signedOut = people.filter(({ id }) => !known.some((session) => session.id === id));
    const [first] = signedOut;
    if (!first) {
      requireBrowserHere();
      const added = await vscode.commands.executeCommand<{ connectionId: string } | undefined>(
        COMMANDS.addConnection,
      );
      return added?.connectionId;
    }
    const chosen = signedOut.length === 1 ? first : await pickPerson(signedOut);
    if (!chosen) return undefined;
    await connections.signIn(chosen.id, { kind: 'person' });
    return chosen.id;
  }

  const listeners = [
    connections.onDidChange(lookAgain),
    connections.onDidChangeState(lookIfOther),
    didChange,
  ];
  return {
    onDidChangeSessions: didChange.event,
    async getSessions(scopes, { account } = {}) {
      // Without scopes it is the menu that asks: nothing is sent for that.
      known = (await connections.people(scopes !== undefined && scopes.length > 0)).map(sessionOf);
      const covered = (scopes ?? []).every((scope) => SCOPES.includes(scope));
      if (!covered) return [];
      return known.filter((session) => account === undefined || session.account.id === account.id);
    },
    createSession: () =>
      asText(async () => {
        known = (await connections.people(false)).map(sessionOf);
        const connectionId = await signIn();
        await look();
        const session = known.find(({ id }) => id === connectionId);
        if (!session)
          throw new UserError(vscode.l10n.t('Nobody was signed in to Laserfiche Cloud. Try again.'));
        return session;
      }),
    removeSession: (sessionId) =>
      asText(async () => {
        await connections.signOut(sessionId);
      }),
    dispose() {
      for (const listener of listeners) listener.dispose();
    },
  };
}

async function pickPerson(people: readonly PersonConnection[]): Promise<PersonConnection | undefined> {
  const { pickOne } = await loadQuickPick();
  return pickOne(
    vscode.l10n.t('Sign In to Laserfiche Cloud'),
    people.map((connection) => ({
      label: connection.name,
      description: connection.domain,
      value: connection,
    })),
    { placeholder: vscode.l10n.t('Which connection?') },
  );
}

/** VS Code itself shows why something failed, and would read links out of a server's words. */
async function asText<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw new Error(
      inert(describeFailure(error, vscode.l10n.t('Could not sign in or out of Laserfiche Cloud'))),
      { cause: error },
    );
  }
}

function sessionOf({ connectionId, name, accessToken }: SignedInPerson): vscode.AuthenticationSession {
  return {
    id: connectionId,
    accessToken,
    account: { id: connectionId, label: oneLine(name) },
    scopes: SCOPES,
  };
}
