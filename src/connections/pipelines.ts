import { EventEmitter } from 'vscode';
import { createHttp, type Exchange, type Throttle, type Http, type Transport } from '../api';

export interface PipelinesOptions {
  readonly transport: Transport;
  readonly onExchange: (exchange: Exchange) => void;
  /** Requests a minute that a connection may make; asked at each request. */
  readonly requestsPerMinute: (connectionId: string) => number | undefined;
}

/**
 * The one way to the server of each connection, whoever uses it: limits hold for all of its callers together, and
 * outlive a sign-in. Tells what requests wait for.
 */
export class Pipelines {
  readonly #options: PipelinesOptions;
  readonly #open = new Map<string, Http>();
  readonly #throttles = new Map<string, Throttle>();
  readonly #didChange = new EventEmitter<string>();
  readonly onDidChange = this.#didChange.event;

  constructor(options: PipelinesOptions) {
    this.#options = options;
  }

  of(connectionId: string): Http {
    const known = this.#open.get(connectionId);
    if (known) return known;
    const { transport, onExchange, requestsPerMinute } = this.#options;
    const send = createHttp({
      transport,
      onExchange,
      requestsPerMinute: () => requestsPerMinute(connectionId),
      onThrottle: (throttle) => {
        if (this.#open.get(connectionId) === send) this.#tell(connectionId, throttle);
      },
    });
    this.#open.set(connectionId, send);
    return send;
  }

  /** What requests of a connection wait for, if they do. */
  throttle(connectionId: string): Throttle | undefined {
    return this.#throttles.get(connectionId);
  }

  forget(connectionId: string): void {
    this.#open.delete(connectionId);
    if (this.#throttles.has(connectionId)) this.#tell(connectionId, undefined);
  }

  dispose(): void {
    this.#open.clear();
    this.#didChange.dispose();
  }

  #tell(connectionId: string, throttle: Throttle | undefined): void {
    if (throttle) this.#throttles.set(connectionId, throttle);
    else this.#throttles.delete(connectionId);
    this.#didChange.fire(connectionId);
  }
}
