import assert from 'node:assert/strict';
import { browserComesBack } from '../../../src/connections/browser';

describe('a sign-in in the browser', () => {
  const here = { isWeb: false, remoteName: undefined };
  const cases: readonly [string, Parameters<typeof browserComesBack>[0], boolean][] = [
    ['comes back to a window on the same computer', here, true],
    ['does not come back to a browser window', { ...here, isWeb: true }, false],
    ['does not come back to a remote window', { ...here, remoteName: 'ssh-remote' }, false],
    ['does not come back to a browser window of a remote', { isWeb: true, remoteName: 'codespaces' }, false],
    [
      'comes back where the sign-in server is on that loopback itself',
      { isWeb: true, remoteName: 'localhost:1', signInOrigin: 'http://127.0.0.1:1' },
      true,
    ],
  ];
  for (const [what, place, comesBack] of cases)
    it(what, () => assert.equal(browserComesBack(place), comesBack));
});
