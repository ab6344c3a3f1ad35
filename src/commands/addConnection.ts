import * as vscode from 'vscode';
import { BaseUrlError, normalizeBaseUrl } from '../api';
import type { Connection, NewConnection } from '../connections';
import { COMMANDS, UserError, explain } from '../host';
import { asArguments, readArguments } from './support/arguments';
import type { CommandDeps, Handler } from './support/deps';
import { during } from './support/failure';
import { cancellable } from './support/progress';
import { askInTurn, type TextStep } from './support/wizard';

const TITLE = 'Add Connection to a Self-Hosted Server';

/** Adds a connection to a self-hosted server, after signing in once. Answers `{ connectionId }`. */
export const addConnection: Handler = async (deps, first) => {
  const fields = asArguments(first);
  if (fields) {
    const wanted = readNewConnection(fields);
    const { id } = await during(`sign in to ${wanted.baseUrl}`, () => deps.connections.add(wanted));
    return { connectionId: id };
  }
  const added = await ask(deps);
  if (!added) return undefined;
  await deps.view.revealConnection(added.id);
  return { connectionId: added.id };
};

function readNewConnection(fields: Readonly<Record<string, unknown>>): NewConnection {
  const { text, fail } = readArguments(COMMANDS.addConnection, fields);
  if (text('kind') !== 'selfHosted') fail('"kind" must be "selfHosted"');
  const baseUrl = text('baseUrl');
  const wrong = wrongBaseUrl(baseUrl);
  if (wrong) throw new UserError(`The base URL can't be used: ${wrong}`);
  return {
    name: text('name'),
    baseUrl,
    repoId: text('repoId'),
    username: text('username'),
    password: text('password', true),
  };
}

const required = (what: string) => (text: string) => (text.trim() === '' ? `Type the ${what}.` : undefined);

const STEPS: readonly TextStep[] = [
  {
    id: 'baseUrl',
    prompt: 'Base URL of the Laserfiche API server',
    placeholder: 'https://server.example.com/LFRepositoryAPI',
    validate: wrongBaseUrl,
  },
  {
    id: 'repoId',
    prompt: 'Repository id',
    placeholder: 'r-abc123',
    validate: required('id of the repository'),
  },
  {
    id: 'username',
    prompt: 'User name',
    placeholder: 'user, user@domain or DOMAIN\\user',
    validate: required('user name'),
  },
  { id: 'password', prompt: 'Password, kept in the secret storage of VS Code', secret: true },
  {
    id: 'name',
    prompt: 'Name of the connection, as the view shows it',
    suggest: ({ repoId }) => repoId ?? '',
    validate: required('name'),
  },
];

/** Asks until the sign-in works or the person gives up; what was typed stays. */
async function ask({ connections }: CommandDeps): Promise<Connection | undefined> {
  let typed: Readonly<Record<string, string>> = {};
  let startAt = 0;
  for (;;) {
    const answers = await askInTurn(TITLE, STEPS, typed, startAt);
    if (!answers) return undefined;
    typed = answers;
    const { baseUrl = '', repoId = '', username = '', password = '', name = '' } = answers;
    const wanted = { name: name.trim(), baseUrl, repoId: repoId.trim(), username: username.trim(), password };
    try {
      return await cancellable(`Signing in to ${wanted.repoId}…`, () => connections.add(wanted));
    } catch (error) {
      const again = 'Change…';
      const sentence = explain(error, `sign in to ${wanted.repoId} at ${wanted.baseUrl}`);
      if ((await vscode.window.showErrorMessage(sentence, again)) !== again) return undefined;
      startAt = 0;
    }
  }
}

const BASE_URL_WORDS: Readonly<Record<BaseUrlError['reason'], string>> = {
  empty: 'Type the address of the server, for example https://server.example.com/LFRepositoryAPI.',
  notUrl: 'This is not an address. It looks like https://server.example.com/LFRepositoryAPI.',
  protocol: 'The address must begin with https:// (or http:// for a test server).',
  credentials: 'Leave user name and password out of the address: they are asked for next.',
  query: 'Leave out everything from "?" or "#" on.',
};

/** Why a text can't be a base URL, in words. */
function wrongBaseUrl(text: string): string | undefined {
  try {
    normalizeBaseUrl(text);
    return undefined;
  } catch (error) {
    if (error instanceof BaseUrlError) return BASE_URL_WORDS[error.reason];
    throw error;
  }
}
