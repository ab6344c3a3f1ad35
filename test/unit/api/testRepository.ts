import {
  createRepositoryApi,
  fetchTransport,
  PasswordSignIn,
  type Exchange,
  type RepositoryApi,
  type RepositoryApiOptions,
} from '../../../src/api';
import { startHttpServer, type Given, type ReceivedRequest, type TestServer } from '../../support/httpServer';

export const TOKEN_PATH = '/LFRepositoryAPI/v1/Repositories/r-1/Token';

export interface TestRepository {
  readonly api: RepositoryApi;
  readonly server: TestServer;
  readonly baseUrl: string;
  readonly exchanges: readonly Exchange[];
  /** Requests but those for tokens. */
  readonly calls: () => readonly ReceivedRequest[];
  readonly tokenRequests: () => readonly ReceivedRequest[];
}

type Answer = (request: ReceivedRequest, origin: string) => Given | Promise<Given>;

export const ONE_TRY = { tries: 1, triesWhenLimited: 1 };

const open: TestServer[] = [];

/** A repository whose server signs anybody in (`token-1`, `token-2`, …) and answers the rest as the test says. */
export async function testRepository(
  answer: Answer,
  options: Partial<RepositoryApiOptions> & { answerToken?: (count: number) => Given } = {},
): Promise<TestRepository> {
  const { answerToken = goodToken, ...rest } = options;
  let origin = '';
  let tokens = 0;
  const server = await startHttpServer((request) =>
    request.url === TOKEN_PATH ? answerToken((tokens += 1)) : answer(request, origin),
  );
  open.push(server);
  origin = server.origin;
  const baseUrl = `${origin}/LFRepositoryAPI`;
  const exchanges: Exchange[] = [];
  const api = createRepositoryApi({
    baseUrl,
    repoId: 'r-1',
    signIn: new PasswordSignIn({ username: 'DOMAIN\\anna', password: 'p&ss=wörd +%' }),
    transport: fetchTransport,
    onExchange: (exchange) => exchanges.push(exchange),
    // One answer, one outcome: what is tried again has tests of its own.
    retry: ONE_TRY,
    ...rest,
  });
  const isToken = ({ url }: ReceivedRequest) => url === TOKEN_PATH;
  return {
    api,
    server,
    baseUrl,
    exchanges,
    calls: () => server.requests.filter((request) => !isToken(request)),
    tokenRequests: () => server.requests.filter(isToken),
  };
}

export function goodToken(count: number): Given {
  return { body: { access_token: `token-${count}`, expires_in: 900, token_type: 'bearer' } };
}

/** Closes the servers of a test file; for `afterEach`. */
export async function closeServers(): Promise<void> {
  await Promise.all(open.splice(0).map((server) => server.close()));
}

export const folder = { id: 1, name: '', entryType: 'Folder' } as const;
