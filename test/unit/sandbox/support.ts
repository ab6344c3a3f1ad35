import assert from 'node:assert/strict';
import { startSandbox, type ObservedRequest, type Sandbox, type SandboxOptions } from '../../../src/sandbox';
import { OpenApiCheck, validatingFetch } from '../../support/openapi';

export const openApi = OpenApiCheck.load();
const checkedFetch = validatingFetch(openApi);

/** JSON of an answer, read as freely as a test needs it. */
export type Json = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
  /** `value` of a listing. */
  readonly rows: readonly Json[];
}

export interface Call {
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  /** An undefined header is left out, `authorization` and `content-type` among them. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** A sandbox, signed in. Paths begin after the repository, `/Entries/1`, or are absolute addresses. */
export interface SandboxUnderTest {
  readonly sandbox: Sandbox;
  readonly requests: readonly ObservedRequest[];
  call(method: string, path: string, call?: Call): Promise<Answer>;
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Answer>;
  idOf(path: string): Promise<number>;
  /** Asks for a task until it is done. */
  finished(token: unknown): Promise<Answer>;
}

export async function openSandbox(options: SandboxOptions = {}): Promise<SandboxUnderTest> {
  const requests: ObservedRequest[] = [];
  const sandbox = await startSandbox({ ...options, onRequest: (request) => requests.push(request) });
  const token = (await signIn(sandbox, sandbox.username, sandbox.password)).body['access_token'];

  const call: SandboxUnderTest['call'] = async (method, path, { query = {}, body, headers = {} } = {}) => {
    const url = new URL(
      path.startsWith('http') ? path : `${sandbox.baseUrl}/v1/Repositories/${sandbox.repoId}${path}`,
    );
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const all: Readonly<Record<string, string | undefined>> = {
      authorization: `Bearer ${String(token)}`,
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      ...headers,
    };
    const response = await checkedFetch(url.href, {
      method,
      headers: Object.entries(all).filter((header): header is [string, string] => header[1] !== undefined),
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? new TextEncoder().encode(body) : JSON.stringify(body) }),
    });
    return toAnswer(response);
  };
  const get: SandboxUnderTest['get'] = (path, query = {}) => call('GET', path, { query });
  return {
    sandbox,
    requests,
    call,
    get,
    idOf: async (path) => {
      const { status, body } = await get('/Entries/ByPath', { fullPath: path });
      assert.equal(status, 200, path);
      return (body['entry'] as Json)['id'] as number;
    },
    finished: async (task) => {
      for (;;) {
        const answer = await get(`/Tasks/${String(task)}`);
        if (answer.status !== 202) return answer;
      }
    },
  };
}

export async function signIn(
  sandbox: Sandbox,
  username: string,
  password: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await checkedFetch(`${sandbox.baseUrl}/v1/Repositories/${sandbox.repoId}/Token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ grant_type: 'password', username, password }).toString(),
  });
  return toAnswer(response);
}

async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  const body = (isJson ? JSON.parse(text) : { text }) as Json;
  return { status: response.status, headers: response.headers, body, rows: (body['value'] ?? []) as Json[] };
}

/** Asserts a problem-details answer. */
export function assertProblem({ status, body }: Answer, expected: number, errorCode?: number): void {
  assert.equal(status, expected, JSON.stringify(body));
  assert.equal(body['status'], expected);
  assert.equal(body['errorCode'], errorCode);
  for (const name of ['type', 'title', 'instance', 'operationId', 'traceId']) {
    assert.equal(typeof body[name], 'string', name);
  }
}

export const namesOf = (rows: readonly Json[]) => rows.map((row) => row['name']);
export const idsOf = (rows: readonly Json[]) => rows.map((row) => row['id']);
