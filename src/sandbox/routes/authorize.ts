import { readForm } from '../http/body';
import type { ApiContext, ApiRoutes } from '../http/context';
import { areKnownScopes, DEMO_CLIENT_ID, DEMO_CUSTOMER_ID, DEMO_REDIRECT } from '../oauth';
import type { AuthorizeRequest } from '../oauth/people';
import { answerConsentPage, answerErrorPage, CONSENT_STYLE } from './consentPage';

/**
 * `GET /oauth/Authorize` asks the person for consent, `POST` takes the decision (`decision=allow` or `deny`) and leads
 * back to the app. There is no sign-in before: whoever opens the page is the demo's one user.
 */
export function authorizeRoutes(app: ApiRoutes): void {
  app.get('/oauth/style.css', (c) => c.body(CONSENT_STYLE, 200, { 'Content-Type': 'text/css' }));
  for (const path of ['/oauth/Authorize', '/oauth/authorize']) {
    app.get(path, ask);
    app.post(path, decide);
  }
}

async function ask(c: ApiContext): Promise<Response> {
  const query = new URL(c.req.url).searchParams;
  const clientId = query.get('client_id');
  const redirectUri = query.get('redirect_uri');
  if (clientId !== DEMO_CLIENT_ID) return answerErrorPage(c, 'No app has this client_id.');
  // Not led back: an address that nobody registered may be anybody's.
  if (redirectUri === null || !DEMO_REDIRECT.test(redirectUri))
    return answerErrorPage(c, 'The redirect_uri is not registered for this app.');
  if ((query.get('customerId') ?? DEMO_CUSTOMER_ID) !== DEMO_CUSTOMER_ID)
    return answerErrorPage(c, 'The app belongs to another account.');
  const state = query.get('state') ?? undefined;
  const challenge = query.get('code_challenge') ?? '';
  const scope = query.get('scope') ?? '';
  const wrong =
    query.get('response_type') !== 'code'
      ? 'response_type must be "code".'
      : query.get('code_challenge_method') !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(challenge)
        ? 'A code_challenge made with S256 is required.'
        : areKnownScopes(scope)
          ? undefined
          : 'scope is missing, or names what the app may not do.';
  if (wrong !== undefined)
    return lead(c, { redirectUri, state }, { error: 'invalid_request', error_description: wrong });
  const request: AuthorizeRequest = { clientId, redirectUri, scope, state, challenge };
  return answerConsentPage(c, request, c.var.services.oauth.people.askConsent(request));
}

async function decide(c: ApiContext): Promise<Response> {
  const { people } = c.var.services.oauth;
  const form = await readForm(c);
  const request = people.takeConsent(form.get('ticket') ?? '');
  if (!request) return answerErrorPage(c, 'The consent form has already been completed or has expired.');
  if (form.get('decision') !== 'allow') {
    const description = 'Consent has not been given.';
    return lead(c, request, { error: 'access_denied', error_description: description });
  }
  return lead(c, request, { scope: request.scope, code: people.issueCode(request) });
}

function lead(
  c: ApiContext,
  { redirectUri, state }: Pick<AuthorizeRequest, 'redirectUri' | 'state'>,
  answer: Readonly<Record<string, string>>,
): Response {
  const query = new URLSearchParams({ ...answer, ...(state !== undefined && { state }) });
  c.header('Cache-Control', 'no-store');
  c.header('Referrer-Policy', 'no-referrer');
  // 303: the browser comes back with GET, also after the form.
  return c.redirect(`${redirectUri}?${query.toString()}`, 303);
}
