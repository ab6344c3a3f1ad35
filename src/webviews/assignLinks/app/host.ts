import { RequestFailed, RpcPage } from '../../shared/rpc';
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
import { Heartbeat } from './heartbeat';

interface VsCodeApi {
  postMessage(message: AppMessage): void;
  getState(): unknown;
  setState(state: SavedState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** What a request failed with; any other error is thrown on. */
export function failureIn(error: unknown): Failure {
  if (error instanceof RequestFailed) return error.failure as Failure;
  throw error;
}

/** The app's end of the line to the extension host. */
export class Host {
  readonly #api = acquireVsCodeApi();
  readonly #rpc = new RpcPage<Request, Failure>((call) => this.#api.postMessage(call));

  #heartbeat: Heartbeat | undefined;

  /**
   * Listens for the host's events, then says `ready`.
   * @param onLost told when nobody answers any more, and when somebody does again.
   */
  start(onEvent: (event: HostEvent) => void, onLost: (isLost: boolean) => void): void {
    window.addEventListener('message', ({ data }: MessageEvent<HostMessage>) => this.#receive(data, onEvent));
    this.#api.postMessage({ type: 'ready' });
    this.#heartbeat = new Heartbeat(() => this.#api.postMessage({ type: 'ping' }), onLost);
    this.#heartbeat.start();
  }

  /** Rejects with `RequestFailed`. */
  async ask<R extends Request>(request: R): Promise<ResultOf<R['kind']>> {
    return (await this.#rpc.ask(request)) as ResultOf<R['kind']>;
  }

  /** What an operation comes to that an earlier page asked for. Rejects with `RequestFailed`. */
  async follow<K extends OperationKind>(operation: Operation & { readonly kind: K }): Promise<ResultOf<K>> {
    return (await this.#rpc.ask({ kind: 'outcome', id: operation.id }, operation)) as ResultOf<K>;
  }

  /** Asks to end requests of a kind that are under way; they are answered all the same. */
  cancel(kind: RequestKind): void {
    this.#rpc.cancel(kind);
  }

  /** Keeps what is not sent for the time after the form; `undefined`: nothing. */
  keepDraft(draft: unknown): void {
    this.#api.postMessage({ type: 'draft', draft: draft ?? null });
    // Who types into a form that nobody answers has to hear of it soon.
    this.#heartbeat?.beat();
  }

  savedState(): unknown {
    return this.#api.getState();
  }

  saveState(state: SavedState): void {
    this.#api.setState(state);
  }

  #receive(message: HostMessage, onEvent: (event: HostEvent) => void): void {
    this.#heartbeat?.heard();
    if (message.type !== 'reply' && message.type !== 'errorReply') {
      onEvent(message);
      return;
    }
    const settled = this.#rpc.settle(message);
    if (settled && isOperation(settled.kind))
      this.#api.postMessage({ type: 'received', id: settled.begunBy });
  }
}
