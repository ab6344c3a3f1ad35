import assert from 'node:assert/strict';
import { loggedPath } from '../../../src/api/http/attempt';
import { rejectsWith } from '../../support/apiError';
import { closeServers, folder, testRepository, TOKEN_PATH } from './testRepository';

describe('api: the log of requests', () => {
  afterEach(closeServers);

  it('has one exchange a request, with status, time and operation id', async () => {
    const { api, exchanges } = await testRepository(() => ({
      headers: { 'X-RequestId': 'op' },
      body: folder,
    }));
    await api.getEntry(1);
    const [token, call] = exchanges;
    assert.equal(exchanges.length, 2);
    assert.equal(`${token?.method} ${token?.path} ${token?.status}`, `POST ${TOKEN_PATH} 200`);
    assert.ok(call && call.durationMs >= 0);
    assert.deepEqual(
      { ...call, durationMs: 0 },
      {
        method: 'GET',
        path: '/LFRepositoryAPI/v1/Repositories/r-1/Entries/1',
        status: 200,
        durationMs: 0,
        operationId: 'op',
      },
    );
  });

  it('says why a request failed, with and without an answer', async () => {
    const { api, exchanges } = await testRepository(({ url }) =>
      url.endsWith('/1') ? { status: 404 } : 'drop',
    );
    await rejectsWith(api.getEntry(1), 'notFound');
    await rejectsWith(api.getEntry(2), 'network');
    assert.deepEqual(
      exchanges.slice(1).map(({ status, failure }) => [status, failure]),
      [
        [404, 'notFound'],
        [undefined, 'network'],
      ],
    );
  });

  it('never holds a secret', async () => {
    const { api, exchanges } = await testRepository(() => ({ status: 401 }));
    await rejectsWith(api.getEntry(1), 'unauthorized');
    assert.doesNotMatch(JSON.stringify(exchanges), /token-|anna|p&ss|p%26ss/);
  });

  it('shows values of own parameters only', () => {
    assert.equal(
      loggedPath('https://host/a%20b?$select=id,name&%24skip=2&$skiptoken=SECRET&sig=SECRET&%E0=1'),
      '/a%20b?$select=id,name&%24skip=2&$skiptoken=…&sig=…&%E0=…',
    );
    assert.equal(loggedPath('https://host/a'), '/a');
  });
});
