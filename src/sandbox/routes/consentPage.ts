import { html } from 'hono/html';
import type { ApiContext } from '../http/context';
import { answerPage } from '../http/page';
import type { AuthorizeRequest } from '../oauth/people';

const STYLE_PATH = '/oauth/style.css';

/** Asks the person whether the app may act for them. Who sends the form back needs the ticket in it. */
export function answerConsentPage(
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
  // Browsers hold what follows a form, the way back to the app, against form-action as well.
  const formAction = `'self' ${new URL(redirectUri).origin}`;
  return answerPage(c, { status: 200, title: 'Allow access?', style: STYLE_PATH, body, formAction });
}

/** For what must not lead back to the app. */
export function answerErrorPage(c: ApiContext, why: string): Promise<Response> {
  return answerPage(c, {
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
export const CONSENT_STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 36rem; margin: 12vh auto; padding: 0 1.5rem; }
h1 { margin: 0 0 1rem; font-size: 1.6rem; overflow-wrap: anywhere; }
form { display: flex; gap: 0.75rem; margin-top: 1.5rem; }
button { font: inherit; padding: 0.4rem 1.5rem; }
`;
