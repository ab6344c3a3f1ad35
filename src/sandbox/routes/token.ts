import { type ApiContext, type ApiRoutes, isRepository } from '../http/context';
import { oauthProblem, repositoryNotFound } from '../http/problems';
import { readForm } from '../http/requests';
import { ERROR_CODES } from '../repository/refusal';
import { requireAssertion } from '../signIn/assertion';
import { areKnownScopes, DEMO_CLIENT_ID } from '../signIn/oauth';
import { constantTimeEqual } from '../signIn/secrets';

/** `POST …/Token`: the password grant of self-hosted servers. Failures are OAuth errors and problem details in one. */
export function tokenRoutes(app: ApiRoutes): void {
  app.post('/:repoId/Token', async (c) => {
    const { services } = c.var;
    const form = await readForm(c);
    if (!isRepository(c.req.param('repoId'), services)) throw repositoryNotFound();
    if (form.get('grant_type') !== 'password') {
      throw oauthProblem(400, 'unsupported_grant_type', 'The grant_type must be "password".');
    }
    const username = form.get('username');
    const password = form.get('password');
    if (username === null || password === null) {
      throw oauthProblem(400, 'invalid_request', 'username and password are required.');
    }
    if (
      !constantTimeEqual(username.toLowerCase(), services.username.toLowerCase()) ||
      !constantTimeEqual(password, services.password)
    ) {
      throw oauthProblem(
        401,
        'invalid_grant',
        `The user name or password is incorrect. [${ERROR_CODES.badCredentials}]`,
        ERROR_CODES.badCredentials,
      );
    }
    c.header('Cache-Control', 'no-store');
    const { tokens } = services;
    return c.json({
      access_token: tokens.issue(services.username),
      expires_in: tokens.lifeSeconds,
      token_type: 'bearer',
    });
  });
}

/** `POST /oauth/Token`: service apps by assertion, people by code and refresh token. */
export function oauthTokenRoutes(app: ApiRoutes): void {
  // The guides write it small, the client libraries do not.
  for (const path of ['/oauth/Token', '/oauth/token']) app.post(path, answerToken);
}

async function answerToken(c: ApiContext): Promise<Response> {
  c.header('Cache-Control', 'no-store');
  const form = await readForm(c);
  switch (form.get('grant_type')) {
    case 'client_credentials':
      return answerServiceApp(c, form);
    case 'authorization_code':
    case 'refresh_token':
      return answerPerson(c, form);
    case null:
      throw oauthProblem(400, 'invalid_request', 'grant_type is missing.');
    default:
      throw oauthProblem(400, 'unsupported_grant_type', 'grant_type is not supported.');
  }
}

async function answerServiceApp(c: ApiContext, form: URLSearchParams): Promise<Response> {
  const { oauth, tokens, now } = c.var.services;
  const [, assertion] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  if (assertion === undefined)
    throw oauthProblem(401, 'invalid_client', 'The client authentication is missing.');
  const seconds = Math.floor(now() / 1000);
  await requireAssertion(assertion, oauth.serviceApp, { now: seconds, skew: oauth.lifetimes.clockSkew });
  const scope = form.get('scope') ?? 'repository.Read repository.Write';
  if (!areKnownScopes(scope))
    throw oauthProblem(400, 'invalid_scope', 'scope names what the app may not do.');
  const life = oauth.lifetimes.serviceToken;
  return c.json({
    access_token: tokens.issue('service app', life),
    expires_in: life,
    token_type: 'bearer',
    scope,
  });
}

function answerPerson(c: ApiContext, form: URLSearchParams): Response {
  const { oauth, tokens, username } = c.var.services;
  const clientId = required(form, 'client_id');
  if (clientId !== DEMO_CLIENT_ID) {
    throw oauthProblem(401, 'invalid_client', 'The client credentials are invalid or authentication failed.');
  }
  const { refreshToken, scope } =
    form.get('grant_type') === 'refresh_token'
      ? oauth.people.refresh(required(form, 'refresh_token'), clientId)
      : oauth.people.redeemCode(
          required(form, 'code'),
          clientId,
          required(form, 'redirect_uri'),
          required(form, 'code_verifier'),
        );
  const life = oauth.lifetimes.personToken;
  return c.json({
    access_token: tokens.issue(username, life),
    expires_in: life,
    token_type: 'bearer',
    refresh_token: refreshToken,
    scope,
  });
}

function required(form: URLSearchParams, name: string): string {
  const values = form.getAll(name);
  if (values.length === 1 && values[0]) return values[0];
  throw oauthProblem(400, 'invalid_request', `${name} is missing.`);
}
