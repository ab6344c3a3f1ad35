import { isJson, type Json, type Quirk, type QuirkAnswer } from './quirk';

const read = (body: string): Json => {
  try {
    const value: unknown = JSON.parse(body);
    return isJson(value) ? value : {};
  } catch {
    return {};
  }
};

/** Changes failures, not good answers. */
const failing = (change: (answer: QuirkAnswer, told: Json) => QuirkAnswer): Quirk => ({
  answer: (answer) => (answer.status >= 400 ? change(answer, read(answer.body)) : answer),
});

const json = (body: unknown): Pick<QuirkAnswer, 'headers' | 'body'> => ({
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

const page = (title: string): string => `<!DOCTYPE html><html><body><h1>${title}</h1></body></html>`;

/** How failures are told. */
export const FAILURE_QUIRKS = {
  failuresOfAspNet: failing(({ status }, { title, errorCode }) => ({
    status,
    ...json({ title: 'One or more errors occurred.', status, errors: { request: [title] }, errorCode }),
  })),
  failuresOfOData: failing(({ status }, { title, errorCode }) => ({
    status,
    ...json({ error: { code: typeof errorCode === 'number' ? `${errorCode}` : '', message: title } }),
  })),
  failuresInHeader: failing(({ status, headers }, { title }) => ({
    status,
    headers: {
      ...headers,
      'Content-Type': 'text/plain',
      'X-APIServer-Error': encodeURIComponent(String(title)),
    },
    body: '',
  })),
  deniedAsServerError: failing((answer, { errorCode }) =>
    errorCode === 9010 ? { ...answer, status: 500 } : answer,
  ),
  putIsWebDav: {
    refuse: ({ method }) =>
      method === 'PUT'
        ? {
            status: 405,
            headers: { 'Content-Type': 'text/html', Allow: 'GET, HEAD, OPTIONS, TRACE' },
            body: page('405 - HTTP verb used to access this page is not allowed.'),
          }
        : undefined,
  },
  byteOrderMark: {
    answer: (answer) => (answer.body === '' ? answer : { ...answer, body: `\uFEFF${answer.body}` }),
  },
  jsonAsText: {
    answer: ({ headers, ...answer }) => ({
      ...answer,
      headers: { ...headers, 'Content-Type': 'text/plain' },
    }),
  },
} as const satisfies Readonly<Record<string, Quirk>>;
