import { readForm } from '../http/body';
import type { ApiRoutes } from '../http/context';
import { isSame, oauthProblem } from '../http/oauthProblem';
import { HttpProblem } from '../http/problems';
import { ERROR_CODES } from '../store/refusal';

/** `POST …/Token`: the password grant of self-hosted servers. Failures are OAuth errors and problem details in one. */
export function tokenRoutes(app: ApiRoutes): void {
  app.post('/:repoId/Token', async (c) => {
    const { services } = c.var;
    const form = await readForm(c);
    if (c.req.param('repoId') !== services.repoId) throw new HttpProblem(404, 'Repository not found.');
    if (form.get('grant_type') !== 'password') {
      throw oauthProblem(400, 'unsupported_grant_type', 'The grant_type must be "password".');
    }
    const username = form.get('username');
    const password = form.get('password');
    if (username === null || password === null) {
      throw oauthProblem(400, 'invalid_request', 'username and password are required.');
    }
    if (
      !isSame(username.toLowerCase(), services.username.toLowerCase()) ||
      !isSame(password, services.password)
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
    return c.json({ access_token: tokens.issue(), expires_in: tokens.lifeSeconds, token_type: 'bearer' });
  });
}
