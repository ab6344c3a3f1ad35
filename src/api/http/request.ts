/** What somebody waits for, or what can wait. */
export type Priority = 'interactive' | 'background';

/**
 * When a request may be sent once more: after any failure that may pass (`whenever`), only when it is certain that it
 * was not carried out (`ifNotDone`), or not at all.
 */
export type RetryRule = 'whenever' | 'ifNotDone' | 'never';

/** How something waits in the queue. */
export interface QueueOptions {
  /** From `RequestQueue.place()`: a retry keeps its position. Without one, the end of the queue. */
  readonly place?: number | undefined;
  /** Asked when a place is free: it may rise meanwhile. */
  readonly priority?: (() => Priority) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A place among the requests under way, with requests of the budget in hand: what runs through it waits for nothing
 * but a server that wants to be left alone. Requests beyond those in hand wait for the budget only.
 */
export interface Ticket {
  run<T>(job: () => Promise<T>, queueOptions?: QueueOptions): Promise<T>;
  /** Waits until so many requests are in hand. */
  ensure(calls: number, queueOptions?: QueueOptions): Promise<void>;
  /** Gives back what is left. Twice is once. */
  release(): void;
}

/** `signIn`: a request for a token, before everything else: all others may be waiting for it. */
export type RequestPriority = Priority | 'signIn';

/** One request, and how to read its answer. */
export interface ApiRequest<T> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What is read, for those who share answers or keep them for a while; without it, nobody does. */
  readonly about?: About<T> | undefined;
  /** Asks the server in any case: an older answer, or one that is on its way already, is none. */
  readonly fresh?: boolean | undefined;
  /** Reads the following pages as well. Without it, `read` reads all there is. */
  readonly paging?: Paging<T> | undefined;
  /** The request changes something on the server: a failure after it may have arrived says `outcomeUnknown`. */
  readonly changes?: LinkWrite | undefined;
  /** Servers may refuse it to anybody: a refusal tells nothing of the sign-in. */
  readonly mayBeKeptBack?: boolean;
  /** When it may be sent again by itself. Unless told: GET `whenever`, PUT `ifNotDone`, POST `never`. */
  readonly retryRule?: RetryRule;
  /**
   * Called directly before it is handed to the transport, the first time and each further one, when nothing is left to
   * wait for. A rejection ends the call, nothing being sent.
   */
  readonly beforeSend?: (() => Promise<void>) | undefined;
  /** Goes through what was reserved for it, instead of waiting for a place in the queue. */
  readonly ticket?: Ticket | undefined;
  /** Interactive unless told. A function is asked whenever it matters. */
  readonly priority?: RequestPriority | (() => RequestPriority) | undefined;
  /** What the request carries that no error and no log may repeat; the `Authorization` header counts anyway. */
  readonly secrets?: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Reads the JSON of a 2xx answer (`undefined` for 204); a `ShapeError` becomes `unexpectedAnswer`. */
  readonly read: (body: unknown, at: string, answer: AnswerFacts) => T;
}

/** What counts of an answer beside its body. */
export interface AnswerFacts {
  readonly status: number;
  /** The address that was asked: relative addresses of the answer start there. */
  readonly url: string;
}

/** What a request reads. */
export interface About<T> {
  /** Requests of one kind are read in one way: the same one may be answered with what another one got. */
  readonly kind: string;
  /** The entry that is asked about, where there is one. */
  readonly entryId?: number;
  /** Longest time that its answer may be kept, in milliseconds. */
  readonly keepMs: number;
  /** What writes of links make its answer old. */
  readonly staleBy: 'linksOfEntry' | 'entry' | 'entriesInside' | 'anyWrite' | 'noWrite';
  /** The things in an answer, where it is a list: entries or links. */
  items?(answer: T): readonly unknown[];
}

/** How a list of several pages is read. */
export interface Paging<T> {
  /** The address of the page that follows. */
  next(page: T): string | undefined;
  count(page: T): number;
  /** All pages as one. */
  join(pages: readonly T[]): T;
  /** Called for each page with its number of items. */
  readonly onPage?: ((count: number) => void) | undefined;
}

/** A write of links: the source, and the entries that are targets of it afterwards. */
export interface LinkWrite {
  readonly sourceId: number;
  readonly targetIds: ReadonlySet<number>;
}

/** Sends one request; rejects with `ApiError` only. */
export type Send = <T>(request: ApiRequest<T>) => Promise<T>;

/** Waits for a place in the queue and for so many requests of the budget; see `Ticket`. */
export type Reserve = (calls: number, options: QueueOptions) => Promise<Ticket>;

/**
 * Sends requests, and reserves the way for several that must follow each other without a wait. Whatever goes around all
 * requests (a token, a cache, …) is a function that takes one and gives another one.
 */
export type Http = Send & { readonly reserve: Reserve };

/** What `send` and `reserve` are together. */
export function around(send: Send, reserve: Reserve): Http {
  return Object.assign(send, { reserve });
}

/** The same for requests that are the same: one answer would do for all of them. */
export function questionOf({ about, method, url, headers, body }: ApiRequest<unknown>): string {
  return JSON.stringify([about?.kind, method, url, headers, body]);
}
