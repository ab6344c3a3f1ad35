import {
  createHttp,
  createRepositoryApi,
  type AccessToken,
  type Exchange,
  type RepositoryApi,
  type Send,
  type Transport,
  repositoriesPath,
} from '../../api';
import { chooseProxy, type ProxyChoice } from './proxyChoice';
import type { NetworkSettings, Probes, Subject } from './types';

/** An answer as far as the checks need it. */
export interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly text: string;
}

/** How a first request without any token ended, through VS Code's own network. */
export type FirstAnswer = { readonly answer: Answer } | { readonly error: unknown };

/** When a server answered, by both clocks; milliseconds since the epoch. */
interface ClockReading {
  readonly server: number;
  readonly own: number;
}

export interface SceneOptions {
  readonly subject: Subject;
  readonly network: NetworkSettings;
  readonly probes: Probes;
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  /** How long VS Code may take to sign in to a proxy by itself; 3,000 unless told. Milliseconds. */
  readonly proxySignInWaitMs?: number | undefined;
}

/** What passes when it is tried again is a finding. */
const FIRST_HAND = { tries: 1, triesWhenLimited: 1 };

/** What the checks work with, and what one finds out for the next. */
export class Scene {
  readonly subject: Subject;
  readonly network: NetworkSettings;
  readonly probes: Probes;
  readonly proxySignInWaitMs: number;
  readonly send: Send;
  /** The server's address; read only by checks that need the one of the base URL. */
  readonly url: URL;
  readonly proxy: ProxyChoice;
  /** What no finding may repeat. */
  readonly secrets: string[] = [];
  clock: ClockReading | undefined;
  token: AccessToken | undefined;
  /** The first place on the network has addresses of IPv6 alone. */
  onlyIpV6 = false;
  /** The sign-in came to know that the server has no such repository. */
  repositoryUnknown = false;
  readonly #transport: Transport;
  readonly #onExchange: SceneOptions['onExchange'];
  #first: Promise<FirstAnswer> | undefined;

  constructor({ subject, network, probes, onExchange, proxySignInWaitMs = 3000 }: SceneOptions) {
    this.proxySignInWaitMs = proxySignInWaitMs;
    this.subject = subject;
    this.network = network;
    this.probes = probes;
    this.#onExchange = onExchange;
    this.url = new URL(URL.canParse(subject.baseUrl) ? subject.baseUrl : 'about:blank');
    this.proxy = chooseProxy(this.url, network);
    if (this.proxy.password) this.secrets.push(this.proxy.password);
    this.#transport = this.#noting(probes.transport);
    this.send = createHttp({ transport: this.#transport, onExchange, retry: FIRST_HAND });
  }

  get port(): number {
    if (this.url.port !== '') return Number(this.url.port);
    return this.url.protocol === 'https:' ? 443 : 80;
  }

  /** Without the brackets that an address of IPv6 has in a URL. */
  get host(): string {
    return this.url.hostname.replace(/^\[|\]$/g, '');
  }

  /** What the list of repositories answers to nobody in particular. Asked once, whoever wants to know. */
  first(signal: AbortSignal): Promise<FirstAnswer> {
    this.#first ??= this.get(repositoriesPath(1), signal).then(
      (answer) => ({ answer }),
      (error: unknown) => ({ error }),
    );
    return this.#first;
  }

  /** Reads an address below the base URL, without a token. */
  async get(path: string, signal: AbortSignal): Promise<Answer> {
    const response = await this.#transport(`${this.subject.baseUrl}${path}`, {
      method: 'GET',
      headers: { Accept: 'application/json' },
      signal,
      redirect: 'manual',
    });
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      text: await response.text(),
    };
  }

  /**
   * The repository, with the token of the sign-in check.
   * @param onText gets the text of each answer, as the server wrote it.
   */
  repository(token: AccessToken, onText?: (url: string, text: string) => void): RepositoryApi {
    const { baseUrl, repoId } = this.subject;
    return createRepositoryApi({
      baseUrl,
      repoId,
      signIn: { requestToken: () => Promise.resolve(token) },
      transport: onText ? withText(this.#transport, onText) : this.#transport,
      onExchange: this.#onExchange,
      retry: FIRST_HAND,
    });
  }

  /** Keeps the first reading of the server's clock. */
  #noting(transport: Transport): Transport {
    return async (url, request) => {
      const sent = this.probes.now();
      const response = await transport(url, request);
      const server = Date.parse(response.headers.get('Date') ?? '');
      const own = (sent + this.probes.now()) / 2;
      if (!this.clock && !Number.isNaN(server)) this.clock = { server, own };
      return response;
    };
  }
}

function withText(transport: Transport, onText: (url: string, text: string) => void): Transport {
  return async (url, request) => {
    const response = await transport(url, request);
    const text = await response.text();
    onText(url, text);
    return { status: response.status, headers: response.headers, text: () => Promise.resolve(text) };
  };
}
