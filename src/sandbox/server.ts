import { Hono } from 'hono';
import {
  API_PATH,
  type ApiContext,
  type ApiEnv,
  type ApiRoutes,
  isRepository,
  type Services,
} from './http/context';
import { localOnly } from './http/localOnly';
import { pause } from './http/limits';
import { answerProblem, HttpProblem, repositoryNotFound } from './http/problems';
import type { ObservedRequest } from './options';
import { attributeRoutes } from './routes/attributes';
import { authorizeRoutes } from './routes/authorize';
import { childrenRoutes } from './routes/children';
import { definitionRoutes } from './routes/definitions';
import { templateFieldRoutes } from './routes/templateFields';
import { entryRoutes } from './routes/entries';
import { linkRoutes } from './routes/links';
import { metadataRoutes } from './routes/metadata';
import { advancedSearchRoutes } from './routes/advancedSearches';
import { searchRoutes } from './routes/searches';
import { taskRoutes } from './routes/tasks';
import { oauthTokenRoutes, tokenRoutes } from './routes/token';
import { webClientRoutes } from './routes/webClient';

const REPOSITORIES = `${API_PATH}/v1/Repositories`;

/** The whole server: who may pass, then the routes. */
export function createApp(services: Services, onRequest?: (request: ObservedRequest) => void): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.onError((error, c) => answerProblem(c, error));
  app.notFound((c) => answerProblem(c, new HttpProblem(404, 'There is nothing at this address.')));

  app.use(localOnly);
  app.use(async (c, next) => {
    c.set('services', services);
    await next();
    onRequest?.(observe(c));
  });
  app.use(async (_c, next) => {
    await pause(services.behaviour.latencyMs);
    await next();
  });
  webClientRoutes(app);
  oauthTokenRoutes(app);
  authorizeRoutes(app);

  const api = new Hono<ApiEnv>({ strict: false });
  api.use(async (_c, next) => {
    const wait = services.rateLimit.take(services.behaviour.requestsPerMinute);
    if (wait !== undefined) {
      throw new HttpProblem(429, 'The rate limit is reached.', { headers: { 'Retry-After': String(wait) } });
    }
    await next();
  });
  tokenRoutes(api);
  api.use(async (c, next) => {
    if (isOpen(c)) {
      await next();
      return;
    }
    requireToken(c);
    await next();
  });
  repositoryRoutes(api);
  api.use('/:repoId/*', async (c, next) => {
    if (!isRepository(c.req.param('repoId'), services)) throw repositoryNotFound();
    await next();
  });
  for (const addRoutes of [entryRoutes, childrenRoutes, linkRoutes, metadataRoutes]) addRoutes(api);
  for (const addRoutes of [
    templateFieldRoutes,
    definitionRoutes,
    searchRoutes,
    advancedSearchRoutes,
    taskRoutes,
    attributeRoutes,
  ])
    addRoutes(api);
  app.route(REPOSITORIES, api);
  return app;
}

/** `GET /v1/Repositories`: a bare array, unlike all other listings. */
function repositoryRoutes(app: ApiRoutes): void {
  app.get('/', (c) => {
    const { repoId, repoName, behaviour } = c.var.services;
    if (!behaviour.repositoriesListed)
      throw new HttpProblem(404, 'This server does not list its repositories.');
    const webclientUrl = new URL(`/laserfiche?repo=${encodeURIComponent(repoId)}`, c.req.url).href;
    return c.json([{ repoId, repoName, webclientUrl }]);
  });
}

/** Real servers that list their repositories tell them to anybody. */
function isOpen(c: ApiContext): boolean {
  const { pathname } = new URL(c.req.url);
  return !c.var.services.behaviour.repositoriesNeedToken && pathname.replace(/\/$/, '') === REPOSITORIES;
}

function requireToken(c: ApiContext): void {
  const [, token] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  const user = token === undefined ? undefined : c.var.services.tokens.userOf(token);
  if (token === undefined || user === undefined) {
    throw new HttpProblem(401, 'The access token is missing, invalid or expired.', {
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
  c.set('token', token);
  c.set('user', user);
}

function observe(c: ApiContext): ObservedRequest {
  const { pathname, search } = new URL(c.req.url);
  const isSignIn = /\/Token$|^\/oauth\//i.test(pathname);
  const { body } = c.var;
  return {
    method: c.req.method,
    path: isSignIn ? pathname : pathname + search,
    status: c.res.status,
    ...(body === undefined || body === '' || isSignIn ? {} : { body }),
  };
}
