import { html } from 'hono/html';
import { type ApiContext, type ApiRoutes, isRepository } from '../http/context';
import { answerHtmlPage } from '../http/htmlPage';
import { openEntry, pathOf } from '../repository/lookup';
import { Refusal } from '../repository/refusal';
import { ROOT_ID } from '../repository/state';

/**
 * A page for each entry, so that "open in the web client" leads somewhere. No sign-in: it shows name, path and id only.
 * The web client's own addresses are understood: `DocView.aspx?repo=…&id=…` (or `docid`) and `Browse.aspx?repo=…#?id=…`.
 */
export function webClientRoutes(app: ApiRoutes): void {
  app.get('/laserfiche/browse.js', (c) => c.body(BROWSE_SCRIPT, 200, { 'Content-Type': 'text/javascript' }));
  app.get('/laserfiche/style.css', (c) => c.body(STYLE, 200, { 'Content-Type': 'text/css' }));
  for (const path of ['/laserfiche', '/laserfiche/', '/laserfiche/DocView.aspx', '/laserfiche/Browse.aspx']) {
    app.get(path, answerEntry);
  }
}

async function answerEntry(c: ApiContext): Promise<Response> {
  const { store, repoId } = c.var.services;
  const id = c.req.query('id') ?? c.req.query('docid') ?? String(ROOT_ID);
  const repo = c.req.query('repo') ?? c.req.query('db') ?? repoId;
  const state = await store.read();
  try {
    if (!isRepository(repo, { repoId })) throw new Refusal('notFound', 'Repository not found.');
    const entry = openEntry(state, Number(id));
    return await page(c, 200, entry.name, [
      ['Type', entry.entryType],
      ['Path', pathOf(state, entry)],
      ['Entry ID', String(entry.id)],
    ]);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return page(c, error.kind === 'denied' ? 403 : 404, error.message, [['Entry ID', id]]);
  }
}

function page(
  c: ApiContext,
  status: 200 | 403 | 404,
  title: string,
  facts: readonly (readonly [string, string])[],
): Promise<Response> {
  return answerHtmlPage(c, {
    ...{ status, title, formAction: `'none'` },
    style: '/laserfiche/style.css',
    script: '/laserfiche/browse.js',
    body: html`<p>${c.var.services.repoName} (sandbox repository)</p>
      <h1 dir="auto">${title}</h1>
      <dl>
        ${facts.map(
          ([term, value]) =>
            html`<dt>${term}</dt>
              <dd dir="auto">${value}</dd>`,
        )}
      </dl>`,
  });
}

/** The web client keeps a folder's id in the fragment, which never reaches a server. */
const BROWSE_SCRIPT = `'use strict';
const id = /[?&]id=(\\d+)/.exec(location.hash)?.[1];
const url = new URL(location.href);
if (id && url.searchParams.get('id') !== id) {
  url.hash = '';
  url.searchParams.set('id', id);
  location.replace(url);
}
`;

const STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 44rem; margin: 12vh auto; padding: 0 1.5rem; }
h1 { margin: 0 0 1rem; font-size: 1.6rem; overflow-wrap: anywhere; }
p, dt { opacity: 0.7; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.5rem; }
dd { margin: 0; overflow-wrap: anywhere; }
`;
