/** What the api room needs of an HTTP client: the part of `fetch` it uses, so that any fetch fits. */
export type Transport = (url: string, request: TransportRequest) => Promise<TransportResponse>;

export interface TransportRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the request, and the connection it is on. */
  readonly signal?: AbortSignal;
  /** Always `manual`: a redirect must not carry the token to another origin. */
  readonly redirect: 'manual';
}

export interface TransportResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** The body in parts as they arrive, decompressed. Where a transport has none, `text` is read. */
  readonly body?: AsyncIterable<Uint8Array | string> | null;
  text(): Promise<string>;
}

/**
 * The global `fetch`, looked up at each call: VS Code replaces it after start with one that honours its proxy and
 * certificate settings.
 */
export const fetchTransport: Transport = (url, request) => globalThis.fetch(url, request);

/** node-fetch, for use outside VS Code and where a setting asks for it. Its code is loaded on first use. */
export const nodeFetchTransport: Transport = async (url, request) => {
  const { default: fetch } = await import('node-fetch');
  const response = await fetch(url, request);
  const { status, headers, body } = response;
  return { status, headers, body, text: () => response.text() };
};
