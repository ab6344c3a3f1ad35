import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { toCurl } from '../../../src/api';

/** The arguments that a shell passes to cURL, for each of several commands (one shell for all: starting one is slow). */
function argumentsOf(...commands: readonly string[]): string[][] {
  const script = [`curl() { printf '%s\\0' "$@" 'END OF COMMAND'; }`, ...commands].join('\n');
  const output = execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { LASERFICHE_TOKEN: 't0k3n' } });
  return output
    .split('END OF COMMAND\0')
    .slice(0, -1)
    .map((list) => list.split('\0').slice(0, -1));
}

const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };

describe('api: cURL', () => {
  before(function () {
    if (process.platform === 'win32') this.skip(); // The command is for a POSIX shell.
  });

  it('sends method, address, token of the environment and JSON body', () => {
    const command = toCurl({ url: 'https://server/a', method: 'PUT', headers, body: '[{"targetId":15}]' });
    assert.deepEqual(argumentsOf(command)[0], [
      '--globoff',
      '--request',
      'PUT',
      '--url',
      'https://server/a',
      '--header',
      'Authorization: Bearer t0k3n',
      '--header',
      'Accept: application/json',
      '--header',
      'Content-Type: application/json',
      '--data-raw',
      '[{"targetId":15}]',
    ]);
    assert.match(command, /Bearer \$LASERFICHE_TOKEN"/);
  });

  it('passes every character literally', () => {
    const anyJson = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => JSON.stringify({ text }));
    const shellText = fc
      .array(
        fc.constantFrom(
          "'",
          '"',
          '\\',
          '$(id)',
          '`id`',
          '$HOME',
          '!',
          '\n',
          '\r',
          '@f',
          ' ',
          ';',
          '*',
          '[a]',
          '{b,c}',
          '~',
          '#',
        ),
      )
      .map((services) => services.join(''));
    fc.assert(
      fc.property(fc.array(fc.oneof(anyJson, shellText), { minLength: 40, maxLength: 40 }), (bodies) => {
        const commands = bodies.map((body) =>
          toCurl({ url: `https://server/${body}`, method: 'PUT', headers, body }),
        );
        const received = argumentsOf(...commands);
        assert.deepEqual(
          received.map((list) => list.at(-1)),
          bodies,
        );
        assert.deepEqual(
          received.map((list) => list[4]),
          bodies.map((body) => `https://server/${body}`),
        );
      }),
      { numRuns: 5 },
    );
  });
});
