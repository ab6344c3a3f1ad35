import { PasswordSignIn, repositoryOver, type SignIn } from '../api';
import { cached } from '../cache';
import type { LinkEditorOptions } from '../editing';
import { settings } from '../host';
import type { Changing } from './changing';
import type { Keyring } from './keyring';
import type { SessionEnd } from './openSessions';
import type { Pipelines } from './pipelines';
import { readOnlyBy } from './readOnly';
import type { SandboxServer } from './sandboxServer';
import type { Connection } from './saved';
import type { SecretTraces } from './secretChanges';
import { createSession, type RefreshableSession } from './session';
import { OnceRefused, savedSignIn, type SignInDeps } from './signIn';
import type { ConnectionStates } from './states';
import type { ConnectionStore } from './store';
import type { LinksChanged, LinksSettled } from './types';
import { watchedApi } from './watchedApi';

export interface WaysDeps {
  readonly store: ConnectionStore;
  readonly keyring: Keyring;
  readonly states: ConnectionStates;
  readonly traces: SecretTraces;
  readonly pipelines: Pipelines;
  readonly sandbox: SandboxServer;
  readonly signInDeps: SignInDeps;
  readonly turn: LinkEditorOptions['turn'];
  readonly changing: () => Promise<Changing>;
  readonly onLinksChanged: (change: LinksChanged) => void;
  readonly onSettled: (settled: LinksSettled) => void;
}

/** Where a connection leads now, and how it signs in there. */
export interface WayIn {
  readonly place: { readonly baseUrl: string; readonly repoId: string };
  readonly signIn: SignIn;
}

/** How saved connections reach their servers. */
export interface Ways {
  /** The first call of a sandbox starts its server. */
  wayIn(connection: Connection): Promise<WayIn>;
  /** A new session. */
  connect(connectionId: string, end: SessionEnd): Promise<RefreshableSession>;
}

export function createWays(deps: WaysDeps): Ways {
  const { store, keyring, states, traces, pipelines, sandbox, signInDeps } = deps;
  const { turn, changing, onLinksChanged, onSettled } = deps;

  async function wayIn(connection: Connection): Promise<WayIn> {
    if (connection.kind !== 'sandbox')
      return { place: connection, signIn: savedSignIn(connection, signInDeps) };
    const demo = await sandbox.start();
    return { place: demo, signIn: new PasswordSignIn(demo) };
  }

  return {
    wayIn,

    async connect(connectionId, { closed, ended }) {
      const connection = store.find(connectionId);
      if (connection.kind !== 'sandbox') traces.note(connection, await keyring.read(connection));
      const { place, signIn } = await wayIn(connection);
      const careful = new OnceRefused(signIn);
      const { baseUrl, repoId } = place;
      const options = { baseUrl, repoId, signIn: careful, closed, ended };
      const repository = watchedApi(repositoryOver(pipelines.of(connectionId), options), (call) =>
        states.watch(connectionId, call, () => !closed.aborted),
      );
      return createSession({
        connection,
        saved: () => store.get(connectionId),
        cache: cached(repository),
        changing,
        turn,
        policy: () => ({
          readOnly: readOnlyBy(store.get(connectionId)),
          allowSelfLinks: settings.allowSelfLinks(),
        }),
        onLinksChanged,
        onSettled,
        onRefresh: () => careful.forget(),
      });
    },
  };
}
