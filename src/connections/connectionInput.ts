import * as vscode from 'vscode';
import {
  cloudBaseUrl,
  cloudDomainProblem,
  normalizeBaseUrl,
  parseAccessKey,
  PasswordSignIn,
  SignInAddressError,
  type SignIn,
  type StoredTokens,
} from '../api';
import { describeAccessKey, UserError } from '../ui';
import { parseKeys, serializeKeys } from './keyring';
import { samePlace, type Connection, type OwnConnection, type PersonConnection } from './saved';
import { givenTokens, serviceAppSignIn } from './signIn';
import type { Credentials, NewConnection, NewPerson, NewSelfHosted, NewServiceApp } from './types';

/** What is to be kept secret when the connection is saved. `nothing`: what is saved stays. */
export type NewSecret =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tokens'; readonly tokens: StoredTokens }
  | { readonly kind: 'nothing' };

/** A connection as it would be saved (its id is given then), and how it signs in before. */
export interface Resolved {
  readonly connection: OwnConnection;
  readonly signIn: SignIn;
  readonly secret: NewSecret;
}

/** The connection that is edited, with its secret. */
export interface EditedConnection {
  readonly connection: Connection;
  readonly secret: string | undefined;
}

export interface ResolveDeps {
  /** Opens the browser. */
  readonly signInPerson: (input: NewPerson) => Promise<StoredTokens>;
  /** The sign-in of a person who is signed in already. */
  readonly savedPerson: (connection: PersonConnection) => SignIn;
}

/** What a person gave, checked; secrets that were left out are those of the edited connection where they fit. */
export function resolve(
  input: NewConnection,
  edited: EditedConnection | undefined,
  deps: ResolveDeps,
): Promise<Resolved> | Resolved {
  switch (input.kind) {
    case 'selfHosted':
      return resolveSelfHosted(input, edited);
    case 'serviceApp':
      return resolveServiceApp(input, edited);
    case 'person':
      return resolvePerson(input, edited, deps);
  }
}

function resolveSelfHosted(input: NewSelfHosted, edited: EditedConnection | undefined): Resolved {
  const { kind, name, repoId, username, password } = input;
  const baseUrl = normalizeBaseUrl(input.baseUrl);
  const connection = { id: '', kind, name, baseUrl, repoId, username } as const;
  const text = password ?? savedSecret(connection, edited);
  if (text === undefined)
    throw new UserError(
      vscode.l10n.t('Type the password: it is not sent to another address or user unasked.'),
    );
  return {
    connection,
    signIn: new PasswordSignIn({ username, password: text }),
    secret: { kind: 'text', text },
  };
}

function resolveServiceApp(input: NewServiceApp, edited: EditedConnection | undefined): Resolved {
  const { kind, name, repoId, signInOrigin } = input;
  const before = parseKeys(edited?.connection.kind === 'serviceApp' ? edited.secret : undefined);
  const { accessKey = before?.accessKey, servicePrincipalKey = before?.servicePrincipalKey } = input;
  if (!accessKey || !servicePrincipalKey)
    throw new UserError(
      vscode.l10n.t('Both keys are needed: the access key of the service app and the service principal key.'),
    );
  const parsed = parseAccessKey(accessKey);
  if (!parsed.ok) throw new UserError(describeAccessKey(parsed.problem));
  const { domain, clientId } = parsed.accessKey;
  const connection = {
    ...{ id: '', kind, name, baseUrl: cloudPlace(input, domain), repoId, domain, clientId },
    ...(signInOrigin !== undefined && { signInOrigin }),
  } as const;
  const typed = input.accessKey !== undefined && input.servicePrincipalKey !== undefined;
  if (!typed && savedSecret(connection, edited) === undefined)
    throw new UserError(
      vscode.l10n.t('Give both keys again: the saved ones are not sent to another address unasked.'),
    );
  const keys = { accessKey, servicePrincipalKey };
  return {
    connection,
    signIn: serviceAppSignIn(connection, keys),
    secret: { kind: 'text', text: serializeKeys(keys) },
  };
}

async function resolvePerson(
  input: NewPerson,
  edited: EditedConnection | undefined,
  { signInPerson, savedPerson }: ResolveDeps,
): Promise<Resolved> {
  const { kind, name, repoId, domain, clientId, port, signInOrigin } = input;
  const connection = {
    ...{ id: edited?.connection.id ?? '', kind, name, baseUrl: cloudPlace(input, domain) },
    ...{ repoId, domain, clientId },
    ...(port !== undefined && { port }),
    ...(signInOrigin !== undefined && { signInOrigin }),
  } as const;
  if (!input.tokens && savedSecret(connection, edited) !== undefined)
    return { connection, signIn: savedPerson(connection), secret: { kind: 'nothing' } };
  const tokens = input.tokens ?? (await signInPerson(input));
  return { connection, signIn: givenTokens(tokens), secret: { kind: 'tokens', tokens } };
}

/** A saved connection as if it were given again, with other credentials. */
export function withCredentials(connection: OwnConnection, credentials: Credentials): NewConnection {
  if (connection.kind === 'selfHosted' && credentials.kind === 'selfHosted')
    return { ...connection, ...credentials };
  if (connection.kind === 'serviceApp' && credentials.kind === 'serviceApp')
    return { ...connection, ...credentials };
  if (connection.kind === 'person' && credentials.kind === 'person') return { ...connection, ...credentials };
  throw new UserError(vscode.l10n.t('The connection "{0}" signs in another way.', connection.name));
}

/** The secret of the edited connection, if it would go to the very same place. */
function savedSecret(connection: OwnConnection, edited: EditedConnection | undefined): string | undefined {
  return edited && samePlace(connection, edited.connection) ? edited.secret : undefined;
}

/**
 * The base URL of a cloud connection. Another one than the region's must be on this machine, as its sign-in must be.
 * @throws SignInAddressError
 */
export function cloudPlace(
  { baseUrl, signInOrigin }: Pick<NewPerson, 'baseUrl' | 'signInOrigin'>,
  domain: string,
): string {
  const problem = cloudDomainProblem(domain);
  if (problem) throw new SignInAddressError(problem);
  const regular = cloudBaseUrl(domain);
  const given = baseUrl === undefined ? regular : normalizeBaseUrl(baseUrl);
  if (given === regular && signInOrigin === undefined) return regular;
  const { hostname } = new URL(given);
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (!isHere || signInOrigin === undefined) throw new SignInAddressError('notLoopback');
  return given;
}
