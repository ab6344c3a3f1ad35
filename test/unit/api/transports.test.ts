import assert from 'node:assert/strict';
import { fetchTransport } from '../../../src/api';

describe('api: transport over fetch', () => {
  const original = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = original;
  });

  it('uses the global fetch of the moment of the call, as VS Code replaces it', async () => {
    const seen: unknown[] = [];
    globalThis.fetch = (...call) => {
      seen.push(call);
      return Promise.resolve(new Response('{}', { status: 201 }));
    };
    const request = { method: 'GET', headers: {}, redirect: 'manual' } as const;
    assert.equal((await fetchTransport('http://127.0.0.1/', request)).status, 201);
    assert.deepEqual(seen, [['http://127.0.0.1/', request]]);
  });
});
