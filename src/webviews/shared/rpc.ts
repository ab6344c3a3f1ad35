// Requests of a webview's page to the extension, each answered by one reply or error reply of its id.

/** Page → host. */
export type RpcCall<Request> =
  | { readonly type: 'request'; readonly id: number; readonly request: Request }
  /** The person does not want to wait for the request of this id: its reply is a failure, unless it was through. */
  | { readonly type: 'cancel'; readonly id: number };

/** Host → page. */
export type RpcAnswer<Failure> =
  | { readonly type: 'reply'; readonly id: number; readonly result: unknown }
  | { readonly type: 'errorReply'; readonly id: number; readonly error: Failure };

/** How a request ended. */
export type Ending<Failure> = { readonly result: unknown } | { readonly failure: Failure };

/** A request that the host answered with a failure. */
export class RequestFailed extends Error {
  constructor(readonly failure: { readonly message: string }) {
    super(failure.message);
    this.name = 'RequestFailed';
  }
}

interface Waiting<Kind> {
  readonly kind: Kind;
  /** The request that began what is waited for: an earlier page may have sent it. */
  readonly begunBy: number;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The page's end. */
export class RpcPage<
  Request extends { readonly kind: string },
  Failure extends { readonly message: string },
> {
  readonly #post: (call: RpcCall<Request>) => void;
  readonly #waiting = new Map<number, Waiting<Request['kind']>>();
  /** Ids of one page must not be those of the pages before it: a late answer to one of these would look like ours. */
  #lastId = Math.floor(Math.random() * 2 ** 30) * 2 ** 20;

  constructor(post: (call: RpcCall<Request>) => void) {
    this.#post = post;
  }

  /**
   * Rejects with `RequestFailed`.
   * @param of what is waited for, where an earlier request began it.
   */
  ask(request: Request, of?: { readonly kind: Request['kind']; readonly id: number }): Promise<unknown> {
    const id = ++this.#lastId;
    const answer = new Promise<unknown>((resolve, reject) =>
      this.#waiting.set(id, { kind: of?.kind ?? request.kind, begunBy: of?.id ?? id, resolve, reject }),
    );
    this.#post({ type: 'request', id, request });
    return answer;
  }

  /** Asks to end requests of a kind that are under way; they are answered all the same. */
  cancel(kind: Request['kind']): void {
    for (const waiting of this.#waiting.values())
      if (waiting.kind === kind) this.#post({ type: 'cancel', id: waiting.begunBy });
  }

  /** Settles the request that an answer is for; tells what had been asked, if anything had. */
  settle(answer: RpcAnswer<Failure>): Pick<Waiting<Request['kind']>, 'kind' | 'begunBy'> | undefined {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return undefined;
    this.#waiting.delete(answer.id);
    if (answer.type === 'reply') waiting.resolve(answer.result);
    else waiting.reject(new RequestFailed(answer.error));
    return waiting;
  }
}

/** The host's end. */
export class RpcHost<Failure> {
  readonly #post: (answer: RpcAnswer<Failure>) => void;
  readonly #underWay = new Map<number, AbortController>();

  constructor(post: (answer: RpcAnswer<Failure>) => void) {
    this.#post = post;
  }

  /** @param work never rejects. */
  async answer(id: number, work: (cancel: AbortController) => Promise<Ending<Failure>>): Promise<void> {
    const cancel = new AbortController();
    this.#underWay.set(id, cancel);
    const ending = await work(cancel);
    this.#underWay.delete(id);
    if ('failure' in ending) this.refuse(id, ending.failure);
    else this.#post({ type: 'reply', id, result: ending.result });
  }

  refuse(id: number, error: Failure): void {
    this.#post({ type: 'errorReply', id, error });
  }

  cancel(id: number): void {
    this.#underWay.get(id)?.abort();
  }
}
