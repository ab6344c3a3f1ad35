import {
  ApiError,
  nodeTimers,
  OAuthSignIn,
  parseAccessKey,
  PasswordSignIn,
  ServiceAppSignIn,
  type AccessToken,
  type Send,
  type SignIn,
  type SignInHttp,
  type StoredTokens,
  type Timers,
  type TokenStore,
  type TokenLock,
} from '../api';
import { parseKeys, type Keyring, type ServiceAppKeys } from './keyring';
import {
  samePlace,
  type Connection,
  type OwnConnection,
  type PersonConnection,
  type ServiceAppConnection,
} from './saved';
import { SharedTokens } from './sharedTokens';
import type { SignedInPerson } from './types';

export interface SignInDeps {
  readonly keyring: Keyring;
  /** Between windows. */
  readonly lock: TokenLock;
  /** Where windows tell each other of new tokens. */
  readonly folder: string;
  /** A connection as it is saved now. */
  readonly saved: (connectionId: string) => Connection | undefined;
  /** Node's unless told. */
  readonly timers?: Timers | undefined;
}

/** Signs in with the secret saved for a connection, read at each sign-in. */
export function savedSignIn(connection: OwnConnection, deps: SignInDeps): SignIn {
  if (connection.kind === 'person') return personSignIn(connection, deps);
  return {
    async requestToken(http, signal) {
      // Before as well: what another window has marked as old is not even read.
      const wasHere = isStillHere(connection, deps);
      const secret = wasHere ? await deps.keyring.read(connection) : undefined;
      if (!wasHere || !isStillHere(connection, deps))
        throw new ApiError(
          'badCredentials',
          'The connection leads elsewhere now; its secret is not sent here',
        );
      return secretSignIn(connection, secret).requestToken(http, signal);
    },
  };
}

function secretSignIn(
  connection: Exclude<OwnConnection, PersonConnection>,
  secret: string | undefined,
): SignIn {
  if (connection.kind === 'selfHosted') {
    if (secret === undefined) throw nothingSaved('password');
    return new PasswordSignIn({ username: connection.username, password: secret });
  }
  const keys = parseKeys(secret);
  if (!keys) throw nothingSaved('access key');
  return serviceAppSignIn(connection, keys);
}

export function serviceAppSignIn(
  { signInOrigin }: Pick<ServiceAppConnection, 'signInOrigin'>,
  { accessKey: text, servicePrincipalKey }: ServiceAppKeys,
): SignIn {
  const parsed = parseAccessKey(text);
  if (!parsed.ok)
    throw new ApiError('badCredentials', `The saved access key is damaged (${parsed.problem.kind})`);
  return new ServiceAppSignIn({ accessKey: parsed.accessKey, servicePrincipalKey, signInOrigin });
}

/**
 * Secrets are kept by the connection's id: once it was edited to lead elsewhere, what is kept under the id belongs there.
 * Whoever still has the old session must not send it to the old address, nor keep what came from there. Asked after each
 * look at a secret.
 */
function isStillHere(connection: OwnConnection, { saved }: Pick<SignInDeps, 'saved'>): boolean {
  const now = saved(connection.id);
  return now !== undefined && samePlace(now, connection);
}

/** A person's sign-in, shared with all windows. */
export function personSignIn(connection: PersonConnection, deps: SignInDeps): OAuthSignIn {
  const { id, clientId, domain, signInOrigin } = connection;
  const tokens = tokensOf(connection, deps);
  const store: TokenStore = {
    async read() {
      const known = await tokens.read();
      return isStillHere(connection, deps) ? known : undefined;
    },
    write: (news) => (isStillHere(connection, deps) ? tokens.write(news) : Promise.resolve()),
  };
  return new OAuthSignIn({ clientId, domain, signInOrigin, store, lock: deps.lock, lockKey: id });
}

/** Keeps what the browser gave. */
export function beginSignIn(
  connection: PersonConnection,
  tokens: StoredTokens,
  deps: SignInDeps,
): Promise<void> {
  return deps.lock(connection.id, () => tokensOf(connection, deps).begin(tokens));
}

function tokensOf(connection: PersonConnection, { keyring, folder }: SignInDeps): SharedTokens {
  const { id } = connection;
  return new SharedTokens(
    {
      read: () => keyring.read(connection),
      write: (secret) => keyring.write(connection, secret),
      forget: () => keyring.forget(connection),
    },
    { folder, id },
  );
}

/** Tokens that were just given, as long as they live: a refresh would use up what is not saved yet. */
export function givenTokens({ accessToken, expiresAt }: StoredTokens): SignIn {
  return {
    requestToken({ stale }) {
      return stale === undefined
        ? Promise.resolve({ token: accessToken, expiresAt })
        : Promise.reject(new ApiError('badCredentials', 'The sign-in in the browser is too long ago.'));
    },
  };
}

/** A refused secret is not tried again until `forget`: servers lock accounts that are refused too often. */
export class RejectAfterRefusal implements SignIn {
  readonly #signIn: SignIn;
  #refusal: ApiError | undefined;

  constructor(signIn: SignIn) {
    this.#signIn = signIn;
  }

  async requestToken(http: SignInHttp, signal?: AbortSignal): Promise<AccessToken> {
    if (this.#refusal) throw this.#refusal;
    try {
      return await this.#signIn.requestToken(http, signal);
    } catch (error) {
      if (ApiError.is(error, 'badCredentials')) this.#refusal = error;
      throw error;
    }
  }

  forget(): void {
    this.#refusal = undefined;
  }
}

function nothingSaved(what: string): ApiError {
  return new ApiError('badCredentials', `No ${what} is saved for this connection`);
}

/** More than tokens of another window need to arrive. A keyring that asks to be unlocked may take for ever. */
const PEOPLE_READ_TIMEOUT_MS = 4000;

/**
 * People who are signed in, with their access tokens; `renew`: expired ones are renewed first, or left out. Whose tokens
 * can't be read, or not soon, is left out and hides nobody else.
 */
export async function signedInPeople(
  connections: readonly Connection[],
  renew: boolean,
  deps: SignInDeps,
  sendOf: (person: PersonConnection) => Send,
): Promise<readonly SignedInPerson[]> {
  const people = connections.filter((connection) => connection.kind === 'person');
  const found = await Promise.all(
    people.map(async (person) => {
      const accessToken = await tokenOf(person, renew, deps, sendOf(person));
      return accessToken === undefined ? [] : [{ connectionId: person.id, name: person.name, accessToken }];
    }),
  );
  return found.flat();
}

async function tokenOf(
  person: PersonConnection,
  renew: boolean,
  deps: SignInDeps,
  send: Send,
): Promise<string | undefined> {
  const { timers = nodeTimers } = deps;
  const reading = tokensOf(person, deps)
    .read()
    .catch(() => undefined);
  let stop: () => void = () => undefined;
  const late = new Promise<undefined>((resolve) => {
    stop = timers.after(PEOPLE_READ_TIMEOUT_MS, () => resolve(undefined));
  });
  const known = await Promise.race([reading, late]).finally(stop);
  if (!known || !renew) return known?.accessToken;
  const { baseUrl, repoId } = person;
  return personSignIn(person, deps)
    .requestToken({ baseUrl, repoId, send })
    .then(
      ({ token }) => token,
      () => undefined,
    );
}
