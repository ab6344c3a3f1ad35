import assert from 'node:assert/strict';
import { ApiError, fetchTransport, nodeFetchTransport, type Transport } from '../../src/api';
import { startFaultServer, type FaultServer, type WireRequest } from '../support/faultServer';
import { clientOf } from './support/client';
import { FAULTS, type FaultName } from './support/faults';
import { goodBody, linksOf } from './support/goodServer';
import { OPERATIONS, type Operation, type OperationName } from './support/operations';
import { reasonOf } from './support/reason';
import { SCALE, scaledClock } from './support/scaledClock';
import { TABLE, type Outcome } from './support/table';

const names = Object.keys as <K extends string>(of: Readonly<Record<K, unknown>>) => K[];
/** What a client may take of answers at most, with what is on its way in buffers of the system. */
const MOST_BYTES = 48 * 1024 * 1024;
/** What it may hold of one answer, unpacked: the limit and the part that went over it. */
const MOST_UNPACKED = 40 * 1024 * 1024;
/** All tries of one request end within two minutes; a change asks up to three times. */
const LONGEST_MS = 3 * 120_000;

const FLOODS: ReadonlySet<FaultName> = new Set(['gzip bomb', '200 MB, told', '200 MB, in chunks']);
const WIRE_FAULTS: readonly FaultName[] = [
  '401',
  '429 with a date',
  'reset before headers',
  'reset after headers',
  'reset in the body',
  'closed before headers',
  'drip of a byte a second',
  'truncated JSON',
  'no HTTP at all',
  ...FLOODS,
];

interface Played {
  readonly failure: unknown;
  readonly hits: number;
  readonly requests: readonly WireRequest[];
  readonly milliseconds: number;
}

interface Course {
  /** How often the fault comes; for ever unless told. */
  readonly times?: number;
  /** The server carries a PUT out before the fault. */
  readonly applies?: boolean;
  readonly transport?: Transport;
}

describe('faults', function () {
  this.timeout(20_000);
  const servers: FaultServer[] = [];
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown) => unhandled.push(reason);
  before(() => process.on('unhandledRejection', onUnhandled));
  after(() => process.off('unhandledRejection', onUnhandled));
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
    assert.deepEqual(unhandled, []);
  });

  async function play(fault: FaultName, operation: Operation, course: Course = {}): Promise<Played> {
    const { times = Infinity, applies = false, transport = fetchTransport } = course;
    // Megabytes take their time by the wall's clock.
    const clock = scaledClock(FLOODS.has(fault) ? 1 : SCALE);
    let hits = 0;
    let links: readonly unknown[] | undefined;
    const server = await startFaultServer((wire) => {
      const { request } = wire;
      if (operation.hits(request) && hits < times) {
        hits += 1;
        if (applies && request.method === 'PUT') links = linksOf(request.body);
        FAULTS[fault](wire);
        return;
      }
      if (request.method === 'PUT') links = linksOf(request.body);
      wire.answer(200, goodBody(request, links));
    });
    servers.push(server);
    const startedAt = clock.now();
    let unpacked = 0;
    const counted = counting(transport, (bytes) => (unpacked += bytes));
    const failure: unknown = await operation
      .run(clientOf(server.origin, { transport: counted }, clock), {})
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    const milliseconds = clock.now() - startedAt;
    await server.close();
    // Of all answers together, as no big one is asked for twice.
    assert.ok(server.bytesSent() < MOST_BYTES, `${server.bytesSent()} bytes were taken`);
    assert.ok(unpacked < MOST_UNPACKED, `${unpacked} bytes were unpacked`);
    return { failure, hits, requests: server.requests, milliseconds };
  }

  for (const fault of names(FAULTS)) {
    it(`${fault}, again and again`, async () => {
      await each(fault, async (name, operation) => {
        const [result, hits] = expected(fault, name, operation);
        const played = await play(fault, operation);
        assert.deepEqual([resultOf(played.failure), played.hits], [result, hits], name);
        if (operation.kind === 'assign' && played.failure instanceof ApiError) {
          assert.equal(played.failure.outcomeUnknown, TABLE[fault].maybeWritten ?? false, name);
        }
        assert.ok(played.milliseconds < LONGEST_MS, `${name} took ${played.milliseconds} ms`);
        checkRepeats(fault, played.requests, name);
      });
    });

    // A flood is told at once: again and again is once.
    if (FLOODS.has(fault)) continue;
    it(`${fault}, once`, async () => {
      await each(fault, async (name, operation) => {
        const [result, hits] = expected(fault, name, operation);
        const { failure, requests } = await play(fault, operation, { times: 1 });
        // Whatever goes on after the first answer succeeds with the second.
        assert.equal(resultOf(failure), hits > 1 ? 'ok' : result, name);
        checkRepeats(fault, requests, name);
      });
    });
  }

  // The same table, as far as what is read depends on how the transport tells of it.
  for (const fault of WIRE_FAULTS) {
    it(`${fault}, again and again, over node-fetch`, async () => {
      await each(fault, async (name, operation) => {
        const [result, hits] = expected(fault, name, operation);
        const played = await play(fault, operation, { transport: nodeFetchTransport });
        assert.deepEqual([resultOf(played.failure), played.hits], [result, hits], name);
      });
    });
  }

  it('a change that was carried out before the fault is found out, and not sent again', async () => {
    const operation = OPERATIONS['change, when it assigns'];
    const faults = names(FAULTS).filter((fault) => TABLE[fault].maybeWritten);
    assert.ok(faults.length > 10);
    for (const fault of faults) {
      const { failure, hits } = await play(fault, operation, { applies: true });
      assert.deepEqual([failure, hits], [undefined, 1], fault);
    }
  });
});

/** All operations beside each other: what they wait for is mostly time. What keeps the machine busy, one by one. */
async function each(
  fault: FaultName,
  run: (name: OperationName, operation: Operation) => Promise<void>,
): Promise<void> {
  if (!FLOODS.has(fault)) {
    await Promise.all(names(OPERATIONS).map((name) => run(name, OPERATIONS[name])));
    return;
  }
  for (const name of names(OPERATIONS)) await run(name, OPERATIONS[name]);
}

function expected(fault: FaultName, name: OperationName, { kind }: Operation): Outcome {
  const row = TABLE[fault];
  return row.special?.[name] ?? (kind === 'change' ? (row.change ?? row.assign) : row[kind]);
}

function resultOf(failure: unknown): string {
  return failure === undefined ? 'ok' : reasonOf(failure);
}

/**
 * Between two PUTs the links are read. The bare call, which knows nothing of what it overwrites, sends one again only
 * where the server said that it did nothing with the first.
 */
function checkRepeats(fault: FaultName, requests: readonly WireRequest[], name: OperationName): void {
  if (name === 'assignLinks' && /^4(29|01)/.test(fault)) return;
  const methods = requests.map(({ method }) => method).join(' ');
  assert.doesNotMatch(methods, /PUT PUT/, name);
}

/** Tells the bytes that the client takes of each answer, as they are after unpacking. */
function counting(transport: Transport, onBytes: (bytes: number) => void): Transport {
  async function* counted(body: AsyncIterable<Uint8Array | string>) {
    for await (const part of body) {
      onBytes(part.length);
      yield part;
    }
  }
  return async (url, request) => {
    const response = await transport(url, request);
    const { status, headers, body } = response;
    return { status, headers, text: () => response.text(), ...(body && { body: counted(body) }) };
  };
}
