import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ApiContext } from './context';

type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface Page {
  readonly status: ContentfulStatusCode;
  readonly title: string;
  /** Addresses of what it loads; nothing else may be loaded. */
  readonly style: string;
  readonly script?: string;
  readonly body: Markup;
  /** Where its forms may lead, as the Content-Security-Policy says it. */
  readonly formAction: string;
}

/** Answers a page for people. No other site may show it in a frame. */
export async function answerHtmlPage(
  c: ApiContext,
  { status, title, style, script, body, formAction }: Page,
): Promise<Response> {
  const document = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <link rel="stylesheet" href="${style}" />
        ${script === undefined ? '' : html`<script src="${script}" defer></script>`}
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`;
  const scripts = script === undefined ? '' : "script-src 'self'; ";
  return c.html(document, status, {
    'Content-Security-Policy': `default-src 'none'; ${scripts}style-src 'self'; base-uri 'none'; form-action ${formAction}; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
    // With no-referrer a browser would send its forms with `Origin: null`, which is refused.
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
}
