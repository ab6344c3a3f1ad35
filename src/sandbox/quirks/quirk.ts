/** JSON as it goes over the wire. */
export type Json = Readonly<Record<string, unknown>>;

/** A request, as far as quirks look at it. */
export interface QuirkRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
}

/** An answer in place of the server's own. */
export interface QuirkAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One way in which servers in the field are odd. What is left out is as ever. */
export interface Quirk {
  /** Answers in place of the server. */
  readonly refuse?: (request: QuirkRequest) => QuirkAnswer | undefined;
  /** The path that is asked for in place of the one that was asked. */
  readonly path?: (request: QuirkRequest) => string | undefined;
  /** Changes the JSON of a good answer. */
  readonly change?: (body: unknown, request: QuirkRequest) => unknown;
  /** Changes a failure, or an answer as a whole. */
  readonly answer?: (answer: QuirkAnswer, request: QuirkRequest) => QuirkAnswer;
}

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Changes each row of a listing, or the one thing that an answer is. */
export const eachRow =
  (change: (row: Json) => unknown) =>
  (body: unknown): unknown => {
    if (Array.isArray(body)) return body.map((row: unknown) => (isJson(row) ? change(row) : row));
    if (!isJson(body)) return body;
    const { value } = body;
    if (Array.isArray(value)) return { ...body, value: eachRow(change)(value) };
    // The answer of ByPath has its entries within.
    if ('ancestorEntry' in body)
      return Object.fromEntries(
        Object.entries(body).map(([name, inner]) => [name, isJson(inner) ? change(inner) : inner]),
      );
    return change(body);
  };

export const problem = (status: number, title: string, errorCode?: number): QuirkAnswer => ({
  status,
  headers: { 'Content-Type': 'application/problem+json' },
  body: JSON.stringify({ title, status, ...(errorCode !== undefined && { errorCode }) }),
});
