import type {
  AppMessage,
  Failure,
  HostEvent,
  HostMessage,
  Request,
  RequestKind,
  ResultOf,
  SavedState,
} from '../protocol';

interface VsCodeApi {
  postMessage(message: AppMessage): void;
  getState(): unknown;
  setState(state: SavedState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** A request that the host answered with a failure. */
export class RequestFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
    this.name = 'RequestFailed';
  }
}

interface Waiting {
  readonly kind: RequestKind;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: RequestFailed) => void;
}

/** The app's end of the line to the extension host. */
export class Host {
  readonly #api = acquireVsCodeApi();
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  /** Listens for the host's events, then says `ready`. */
  start(onEvent: (event: HostEvent) => void): void {
    window.addEventListener('message', ({ data }: MessageEvent<HostMessage>) => this.#receive(data, onEvent));
    this.#api.postMessage({ type: 'ready' });
  }

  /** Rejects with `RequestFailed`. */
  async ask<R extends Request>(request: R): Promise<ResultOf<R['kind']>> {
    const id = ++this.#lastId;
    const answer = new Promise<unknown>((resolve, reject) =>
      this.#waiting.set(id, { kind: request.kind, resolve, reject }),
    );
    this.#api.postMessage({ type: 'request', id, request });
    return (await answer) as ResultOf<R['kind']>;
  }

  /** Asks to end requests of a kind that are under way; they are answered all the same. */
  cancel(kind: RequestKind): void {
    for (const [id, waiting] of this.#waiting)
      if (waiting.kind === kind) this.#api.postMessage({ type: 'cancel', id });
  }

  savedState(): unknown {
    return this.#api.getState();
  }

  saveState(state: SavedState): void {
    this.#api.setState(state);
  }

  #receive(message: HostMessage, onEvent: (event: HostEvent) => void): void {
    if (message.type !== 'reply' && message.type !== 'errorReply') {
      onEvent(message);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'reply') waiting?.resolve(message.result);
    else waiting?.reject(new RequestFailed(message.error));
  }
}
