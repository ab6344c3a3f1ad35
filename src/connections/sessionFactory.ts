import { around, cachedRepository, PasswordSignIn, type Http, type SignIn } from '../api';
import { settings } from '../ui';
import type { LinkEditorOptions } from '../changes';
import type { LinkEditors } from './linkEditors';
import { readOnlyBy } from './connectionSettings';
import type { Keyring } from './keyring';
import type { SessionEnd } from './openSessions';
import type { Pipelines } from './pipelines';
import type { RecentsStore } from './recents';
import type { SandboxServer } from './sandboxServer';
import type { Connection } from './saved';
import type { SecretFingerprints } from './secretFingerprints';
import { createSession, type RefreshableSession } from './session';
import { RejectAfterRefusal, savedSignIn, type SignInDeps } from './signIn';
import type { ConnectionStates } from './states';
import type { ConnectionStore } from './store';
import type { LinksChanged, LinksSettled } from './types';

export interface SessionFactoryDeps {
  readonly store: ConnectionStore;
  /** A connection as it is saved now, by whichever window. */
  readonly newest: (connectionId: string) => Connection | undefined;
  readonly keyring: Keyring;
  readonly states: ConnectionStates;
  readonly fingerprints: SecretFingerprints;
  readonly pipelines: Pipelines;
  readonly sandbox: SandboxServer;
  readonly signInDeps: SignInDeps;
  readonly lock: LinkEditorOptions['lock'];
  readonly linkEditors: () => Promise<LinkEditors>;
  readonly recents: RecentsStore;
  readonly onLinksChanged: (change: LinksChanged) => void;
  readonly onSettled: (settled: LinksSettled) => void;
  readonly onRootFound: (connectionId: string, rootId: number) => Promise<void>;
}

/** Where a connection leads now, and how it signs in there. */
export interface Endpoint {
  readonly place: { readonly baseUrl: string; readonly repoId: string };
  readonly signIn: SignIn;
}

/** How saved connections reach their servers. */
export interface SessionFactory {
  /** The first call of a sandbox starts its server. */
  resolveEndpoint(connection: Connection): Promise<Endpoint>;
  /** A new session. */
  connect(connectionId: string, end: SessionEnd): Promise<RefreshableSession>;
}

export function createSessionFactory(deps: SessionFactoryDeps): SessionFactory {
  const { store, newest, keyring, states, fingerprints, pipelines, sandbox, signInDeps } = deps;
  const { lock, linkEditors, recents, onLinksChanged, onSettled, onRootFound } = deps;

  async function resolveEndpoint(connection: Connection): Promise<Endpoint> {
    if (connection.kind !== 'sandbox')
      return { place: connection, signIn: savedSignIn(connection, signInDeps) };
    const demo = await sandbox.start();
    return { place: demo, signIn: new PasswordSignIn(demo) };
  }

  return {
    resolveEndpoint,

    async connect(connectionId, { closed, ended }) {
      const connection = store.find(connectionId);
      if (connection.kind !== 'sandbox') fingerprints.note(connection, await keyring.read(connection));
      const { place, signIn } = await resolveEndpoint(connection);
      const careful = new RejectAfterRefusal(signIn);
      const { baseUrl, repoId } = place;
      const cache = cachedRepository(pipelines.of(connectionId), {
        ...{ baseUrl, repoId, signIn: careful, closed, ended },
        decorate: (http) =>
          withSignInState(http, (call) => states.watch(connectionId, call, () => !closed.aborted)),
      });
      return createSession({
        connection,
        saved: () => store.get(connectionId),
        cache,
        linkEditors,
        recents: recents.of(connection),
        lock,
        policy: () => ({
          readOnly: readOnlyBy(newest(connectionId)),
          allowSelfLinks: settings.allowSelfLinks(),
        }),
        onLinksChanged,
        onSettled,
        onRefresh: () => careful.forget(),
        onRootFound: (rootId) => onRootFound(connectionId, rootId),
      });
    },
  };
}

/** Tells how the sign-in stands by what becomes of requests. */
function withSignInState(http: Http, watch: <T>(call: () => Promise<T>) => Promise<T>): Http {
  return around(
    (request) => (request.mayBeKeptBack ? http(request) : watch(() => http(request))),
    (calls, options) => watch(() => http.reserve(calls, options)),
  );
}
