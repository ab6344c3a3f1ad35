import { html } from 'hono/html';
import type { ApiContext, ApiRoutes } from '../http/context';
import { answerHtmlPage } from '../http/htmlPage';
import { readForm } from '../http/requests';
import { areKnownScopes, DEMO_CLIENT_ID, DEMO_CUSTOMER_ID, DEMO_REDIRECT } from '../signIn/oauth';
import type { AuthorizeRequest } from '../signIn/people';

const STYLE_PATH = '/oauth/style.css';

/**
 * `GET /oauth/Authorize` asks the person for consent, `POST` takes the decision (`decision=allow` or `deny`) and redirects
 * to the app. Nobody signs in before that: whoever opens the page is the demo's one user.
 */
export function authorizeRoutes(app: ApiRoutes): void {
  app.get(STYLE_PATH, (c) => c.body(CONSENT_STYLE, 200, { 'Content-Type': 'text/css' }));
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
  // An error page instead of a redirect: an unregistered address may be anybody's.
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
    return redirectBack(c, { redirectUri, state }, { error: 'invalid_request', error_description: wrong });
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
    return redirectBack(c, request, { error: 'access_denied', error_description: description });
  }
  return redirectBack(c, request, { scope: request.scope, code: people.issueCode(request) });
}

function redirectBack(
  c: ApiContext,
  { redirectUri, state }: Pick<AuthorizeRequest, 'redirectUri' | 'state'>,
  answer: Readonly<Record<string, string>>,
): Response {
  const query = new URLSearchParams({ ...answer, ...(state !== undefined && { state }) });
  c.header('Cache-Control', 'no-store');
  c.header('Referrer-Policy', 'no-referrer');
  // 303 makes the browser use GET, after the form as well.
  return c.redirect(`${redirectUri}?${query.toString()}`, 303);
}

/** Asks the person whether the app may act for them. Only a form with the ticket is accepted. */
function answerConsentPage(
  c: ApiContext,
  { clientId, redirectUri, scope }: AuthorizeRequest,
  ticket: string,
): Promise<Response> {
  const { repoName, username } = c.var.services;
  const body = html`<p>${repoName} (sandbox sign-in)</p>
    <h1>Allow ${clientId} to act for you?</h1>
    <p>It will be able to do this as <strong dir="auto">${username}</strong>:</p>
    <ul>
      ${scope.split(' ').map((name) => html`<li>${SCOPE_WORDS[name] ?? name}</li>`)}
    </ul>
    <form method="post" action="/oauth/Authorize">
      <input type="hidden" name="ticket" value="${ticket}" />
      <button name="decision" value="allow">Allow</button>
      <button name="decision" value="deny">Deny</button>
    </form>`;
  // Browsers apply form-action to the redirect after a form as well, which leads to the app.
  const formAction = `'self' ${new URL(redirectUri).origin}`;
  return answerHtmlPage(c, { status: 200, title: 'Allow access?', style: STYLE_PATH, body, formAction });
}

/** For errors that must not redirect to the app. */
function answerErrorPage(c: ApiContext, why: string): Promise<Response> {
  return answerHtmlPage(c, {
    ...{ status: 400, title: 'Not signed in', style: STYLE_PATH, formAction: `'none'` },
    body: html`<h1>This sign-in can't go on</h1>
      <p>${why}</p>`,
  });
}

const SCOPE_WORDS: Readonly<Record<string, string>> = {
  'repository.Read': 'Read entries, links and link types',
  'repository.Write': 'Change entries and links',
};

/** System colours, so that the page fits a light and a dark desktop. */
const CONSENT_STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 36rem; margin: 12vh auto; padding: 0 1.5rem; }
h1 { margin: 0 0 1rem; font-size: 1.6rem; overflow-wrap: anywhere; }
form { display: flex; gap: 0.75rem; margin-top: 1.5rem; }
button { font: inherit; padding: 0.4rem 1.5rem; }
`;
