/** What the api room needs of an HTTP client: the part of `fetch` it uses, so that any fetch fits. */
export type Transport = (url: string, request: TransportRequest) => Promise<TransportResponse>;

export interface TransportRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Always `manual`: a redirect must not carry the token to another origin. */
  readonly redirect: 'manual';
}

export interface TransportResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}
