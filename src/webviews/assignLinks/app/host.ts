import {
  isOperation,
  type AppMessage,
  type Failure,
  type HostEvent,
  type HostMessage,
  type Operation,
  type OperationKind,
  type Request,
  type RequestKind,
  type ResultOf,
  type SavedState,
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
  /** The request that began what is waited for: an earlier page may have sent it. */
  readonly begunBy: number;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: RequestFailed) => void;
}

/** The app's end of the line to the extension host. */
export class Host {
  readonly #api = acquireVsCodeApi();
  readonly #waiting = new Map<number, Waiting>();
  /** Ids of one page must not be those of the pages before it: a late answer to one of these would look like ours. */
  #lastId = Math.floor(Math.random() * 2 ** 30) * 2 ** 20;

  /** Listens for the host's events, then says `ready`. */
  start(onEvent: (event: HostEvent) => void): void {
    window.addEventListener('message', ({ data }: MessageEvent<HostMessage>) => this.#receive(data, onEvent));
    this.#api.postMessage({ type: 'ready' });
  }

  /** Rejects with `RequestFailed`. */
  async ask<R extends Request>(request: R): Promise<ResultOf<R['kind']>> {
    return (await this.#send(request, request.kind)) as ResultOf<R['kind']>;
  }

  /** What an operation comes to that an earlier page asked for. Rejects with `RequestFailed`. */
  async follow<K extends OperationKind>({
    id,
    kind,
  }: Operation & { readonly kind: K }): Promise<ResultOf<K>> {
    return (await this.#send({ kind: 'outcome', id }, kind, id)) as ResultOf<K>;
  }

  /** Asks to end requests of a kind that are under way; they are answered all the same. */
  cancel(kind: RequestKind): void {
    for (const waiting of this.#waiting.values())
      if (waiting.kind === kind) this.#api.postMessage({ type: 'cancel', id: waiting.begunBy });
  }

  /** Keeps what is not sent for the time after the form; `undefined`: nothing. */
  keepDraft(draft: unknown): void {
    this.#api.postMessage({ type: 'draft', draft: draft ?? null });
  }

  savedState(): unknown {
    return this.#api.getState();
  }

  saveState(state: SavedState): void {
    this.#api.setState(state);
  }

  #send(request: Request, kind: RequestKind, begunBy?: number): Promise<unknown> {
    const id = ++this.#lastId;
    const answer = new Promise<unknown>((resolve, reject) =>
      this.#waiting.set(id, { kind, begunBy: begunBy ?? id, resolve, reject }),
    );
    this.#api.postMessage({ type: 'request', id, request });
    return answer;
  }

  #receive(message: HostMessage, onEvent: (event: HostEvent) => void): void {
    if (message.type !== 'reply' && message.type !== 'errorReply') {
      onEvent(message);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    this.#waiting.delete(message.id);
    if (message.type === 'reply') waiting.resolve(message.result);
    else waiting.reject(new RequestFailed(message.error));
    if (isOperation(waiting.kind)) this.#api.postMessage({ type: 'told', id: waiting.begunBy });
  }
}
