import { gzipSync } from 'node:zlib';
import type { Respond, Wire } from '../../support/faultServer';
import { goodBody } from './goodServer';
import { SCALE } from './scaledClock';

const MEGABYTE = 1024 * 1024;
const HTML = '<!doctype html><html><body>Who are you?</body></html>';
/** 200 MB of spaces in as many pieces: a gzip stream may have many. */
const BOMB = Buffer.concat(Array<Buffer>(20).fill(gzipSync(Buffer.alloc(10 * MEGABYTE, ' '))));
const SPACES = Buffer.alloc(64 * 1024, ' ');

/** What can go wrong, by what a person who reads the table would call it. */
export const FAULTS = {
  '429 with seconds': (wire) => wire.answer(429, '{}', { 'Retry-After': '1' }),
  '429 with a date': (wire) => wire.answer(429, '{}', inSeconds(2)),
  '429 with nothing': (wire) => wire.answer(429, '{}'),
  '429 with an hour': (wire) => wire.answer(429, '{}', { 'Retry-After': '3600' }),
  '408': status(408),
  '500': status(500),
  '502': (wire) => wire.answer(502, HTML, { 'Content-Type': 'text/html' }),
  '503': status(503),
  '503 with seconds': (wire) => wire.answer(503, '{}', { 'Retry-After': '3' }),
  '504': status(504),
  '413': status(413),
  '423': status(423),
  '401': status(401),
  'reset before headers': ({ socket }) => socket.resetAndDestroy(),
  'reset after headers': (wire) => {
    wire.head(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
    resetSoon(wire);
  },
  'reset in the body': (wire) => {
    wire.head(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
    wire.socket.write('{"value":[');
    resetSoon(wire);
  },
  'closed before headers': ({ socket }) => socket.end(),
  stall: () => undefined,
  'stall after headers': (wire) => wire.head(200, { 'Content-Length': '1000' }),
  'drip of a byte a second': (wire) => {
    wire.head(200, { 'Content-Type': 'application/json', 'Content-Length': '100000' });
    wire.every(1000 / SCALE, () => wire.socket.write(' '));
  },
  'truncated JSON': (wire) => wire.answer(200, goodBody(wire.request).slice(0, -3)),
  'wrong content type': (wire) =>
    wire.answer(200, goodBody(wire.request), { 'Content-Type': 'application/octet-stream' }),
  HTML: (wire) => wire.answer(200, HTML, { 'Content-Type': 'text/html' }),
  'no HTTP at all': ({ socket }) => socket.end('SSH-2.0-OpenSSH_9.6\r\n\r\n'),
  'gzip bomb': (wire) => wire.answer(200, BOMB, { 'Content-Encoding': 'gzip' }),
  '200 MB, told': (wire) => {
    wire.head(200, { 'Content-Type': 'application/json', 'Content-Length': String(200 * MEGABYTE) });
    pour(wire, SPACES);
  },
  '200 MB, in chunks': (wire) => {
    wire.head(200, { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' });
    pour(wire, Buffer.concat([Buffer.from('10000\r\n'), SPACES, Buffer.from('\r\n')]));
  },
  'next link to itself': (wire) => wire.answer(200, page(wire.request.path)),
  'next links in a circle': (wire) => {
    const url = new URL(wire.request.path, 'http://server');
    url.searchParams.set('$skip', url.searchParams.get('$skip') === '1' ? '2' : '1');
    wire.answer(200, page(url.pathname + url.search));
  },
} satisfies Record<string, Respond>;

export type FaultName = keyof typeof FAULTS;

function status(code: number): Respond {
  return (wire) => wire.answer(code, JSON.stringify({ title: `Given ${code}` }));
}

/** By the server's own clock, which is not the client's. */
function inSeconds(seconds: number): Readonly<Record<string, string>> {
  const now = Date.UTC(2031, 4, 5);
  return { Date: new Date(now).toUTCString(), 'Retry-After': new Date(now + seconds * 1000).toUTCString() };
}

/** After what was written has left. */
function resetSoon({ socket }: Wire): void {
  setTimeout(() => socket.resetAndDestroy(), 5);
}

function page(nextLink: string): string {
  return JSON.stringify({ value: [], '@odata.nextLink': nextLink });
}

/** Writes up to 200 MB, as fast as they are taken. */
function pour({ socket }: Wire, piece: Buffer): void {
  let left = 200 * MEGABYTE;
  const more = (): void => {
    while (left > 0 && !socket.destroyed) {
      left -= piece.length;
      if (!socket.write(piece)) return;
    }
  };
  socket.on('drain', more);
  more();
}
