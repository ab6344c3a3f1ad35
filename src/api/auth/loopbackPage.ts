import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}main{max-width:36rem;margin:20vh auto;padding:0 1.5rem}h1{font-size:1.5rem}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** The address has a code in it: it must reach neither another page nor a cache. */
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  Connection: 'close',
};

/** Answers with a page for the person in front of the browser. Both texts are our own wording. */
export function answerPage(response: ServerResponse, status: number, title: string, advice: string): void {
  response.writeHead(status, { ...HEADERS, ...(status === 405 && { Allow: 'GET' }) });
  response.end(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${title}</title><style>${STYLE}</style></head>` +
      `<body><main><h1>${title}</h1><p>${advice}</p></main></body></html>`,
  );
}
