import type { Transport, TransportResponse } from '../../../../src/api';
import type { RepositoryState } from '../../../../src/sandbox/repository/state';
import { answerOf, askedBy, type Answer, type Asked } from './answers';
import { falseAnswer, provesNothingDone, type Fault } from './faults';
import type { Random } from './random';
import type { Call } from './action';
import type { Server, Write } from './server';
import type { Moment, Program, Time } from './time';

/** One request that a program of ours sent, and what became of it. */
export interface Exchange {
  readonly order: number;
  /** The calls that it may have been sent for: more than one where an action reads the same as another. */
  readonly calls: readonly Call[];
  readonly program: Program;
  readonly server: Server;
  readonly asked: Asked;
  readonly body: string;
  readonly sent: Moment;
  readonly fault: Fault | undefined;
  /** What the server made of it: not what the client was told. */
  answer?: Answer;
  arrivedAt?: number;
  /** Links were assigned: now or long after. */
  write?: Write;
  /** What the client was told of the outcome: good news, a proof that nothing was done, or nothing that proves anything. */
  told?: 'done' | 'notDone' | 'nothing';
  answered?: Moment;
  /** Of a PUT: the states of the server that its guard read, page by page. */
  guardStates?: readonly RepositoryState[];
}

/** Whatever sends requests: it knows which calls of actions are open. */
export interface Caller {
  callsOf(asked: Asked, host: string, body: string): readonly Call[];
}

export interface NetworkWatcher {
  onSent(exchange: Exchange): void;
  onWritten(exchange: Exchange, write: Write): void;
  onAnswered(exchange: Exchange): void;
}

/** The ways between the programs and the servers: slow, broken and untrue where the schedule says so. */
export class Network {
  readonly exchanges: Exchange[] = [];
  #faults: Fault[] = [];
  /** All answers take so much longer. */
  slowness = 1;

  constructor(
    readonly time: Time,
    readonly random: Random,
    readonly serverAt: (host: string) => Server | undefined,
    readonly watcher: NetworkWatcher,
  ) {}

  expect(fault: Fault): void {
    this.#faults.push(fault);
  }

  heal(): void {
    this.#faults = [];
    this.slowness = 1;
  }

  /** What a program sends through. */
  transportOf(program: Program & Caller): Transport {
    return (address, { method, headers, body = '', signal }) => {
      const url = new URL(address);
      const asked = askedBy(method, url);
      const server = this.serverAt(url.hostname);
      if (!server) return Promise.reject(broken('ENOTFOUND'));
      const exchange: Exchange = {
        order: this.exchanges.length,
        calls: program.callsOf(asked, url.hostname, body),
        sent: this.time.moment(program),
        fault: this.#takeFault(asked),
        ...{ program, server, asked, body },
      };
      this.exchanges.push(exchange);
      this.watcher.onSent(exchange);
      return new Promise<TransportResponse>((resolve, reject) => {
        const giveUp = () => {
          exchange.told ??= 'nothing';
          reject(new Error('The request was aborted.'));
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        const request = { url: address, body, authorization: headers['Authorization'] };
        this.#send(exchange, request, resolve, reject);
      });
    };
  }

  #send(
    exchange: Exchange,
    request: Parameters<typeof answerOf>[2],
    resolve: (response: TransportResponse) => void,
    reject: (error: Error) => void,
  ): void {
    const { fault, program, asked } = exchange;
    const there = this.#way();
    const arrive = (after: number, then?: (answer: Answer) => void) =>
      this.time.after(after, () => {
        const answer = this.#arrive(exchange, request);
        then?.(answer);
      });
    const tell = (after: number, how: () => void, told: NonNullable<Exchange['told']>) => {
      const answered = () => {
        // Who gave up has been told nothing.
        if (exchange.told) return;
        exchange.told = told;
        exchange.answered = this.time.moment(program);
        this.watcher.onAnswered(exchange);
        how();
      };
      this.time.after(after, answered, program);
    };

    if (!fault || fault.name === 'slow') {
      arrive(there, (answer) => {
        const back = this.#way() + (fault ? fault.late : 0);
        tell(back, () => resolve(responseOf(answer)), answer.status === 200 ? 'done' : 'notDone');
      });
      return;
    }
    if (fault.isTaken === 'now') arrive(there);
    else if (fault.isTaken === 'later' && asked.kind === 'put') arrive(there + fault.late);
    const answer = falseAnswer(fault.name);
    const told = provesNothingDone(fault) ? 'notDone' : 'nothing';
    if (answer) tell(there + this.#way(), () => resolve(responseOf(answer)), told);
    else if (fault.name === 'refused') tell(there, () => reject(broken('ECONNREFUSED')), told);
    else if (fault.name === 'cut') tell(there + this.#way(), () => reject(broken('ECONNRESET')), told);
  }

  #arrive(exchange: Exchange, request: Parameters<typeof answerOf>[2]): Answer {
    const answer = answerOf(exchange.server, exchange.asked, request, this.random);
    exchange.answer = answer;
    exchange.arrivedAt = this.time.at;
    if (answer.write) {
      exchange.write = answer.write;
      this.watcher.onWritten(exchange, answer.write);
    }
    return answer;
  }

  #takeFault({ kind }: Asked): Fault | undefined {
    const index = this.#faults.findIndex(({ on }) => on === kind);
    return index < 0 ? undefined : this.#faults.splice(index, 1)[0];
  }

  #way(): number {
    return this.random.between(1, 25) * this.slowness;
  }
}

function responseOf({
  status,
  body,
  headers,
}: Pick<Answer, 'status' | 'body' | 'headers'>): TransportResponse {
  return {
    status,
    headers: { get: (name) => headers[name.toLowerCase()] ?? null },
    text: () => Promise.resolve(body),
  };
}

function broken(code: string): Error {
  return Object.assign(new Error(`connection: ${code}`), { code });
}
