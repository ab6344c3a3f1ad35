import assert from 'node:assert/strict';
import { rejectsWith } from '../../../support/apiError';
import type { Given } from '../../../support/httpServer';
import { around } from '../../../../src/api';
import { deduplicate } from '../../../../src/api/http/deduplicate';
import { closeServers, folder, testRepository } from '../testRepository';
import { settled } from './manualClock';

const about = (kind: string) => ({ kind, keepMs: 1_000, staleBy: 'anyWrite' }) as const;
const noTicket = () => Promise.reject(new Error('nothing is reserved'));
const link = (targetId: number) => ({ sourceId: 5, targetId, linkTypeId: 1 });

describe('api: identical GETs under way', () => {
  afterEach(closeServers);

  it('are one request, each caller getting the answer', async () => {
    const { api, calls } = await testRepository(() => ({ body: folder }));
    const entries = await Promise.all([api.getEntry(1), api.getEntry(1), api.getEntry(1), api.getEntry(2)]);
    assert.equal(entries.length, 4);
    assert.equal(calls().length, 2);
    await api.getEntry(1);
    assert.equal(calls().length, 3);
  });

  it('share a failure too', async () => {
    const { api, calls } = await testRepository(() => ({ status: 404, body: {} }));
    await Promise.all([rejectsWith(api.getEntry(1), 'notFound'), rejectsWith(api.getEntry(1), 'notFound')]);
    assert.equal(calls().length, 1);
  });

  it('are not shared where they are read in different ways', async () => {
    let sent = 0;
    const send = deduplicate(
      around((request) => {
        sent += 1;
        return Promise.resolve(request.read({}, 'answer', { status: 200, url: request.url }));
      }, noTicket),
    );
    const ask = (kind: string) =>
      send({ method: 'GET', url: 'https://a.example/', about: about(kind), read: () => kind });
    assert.deepEqual(await Promise.all([ask('one'), ask('other'), ask('one')]), ['one', 'other', 'one']);
    assert.equal(sent, 2);
  });

  it('are not shared with who reads links to write them back', async () => {
    const { api, calls } = await testRepository(() => ({ body: { value: [] } }));
    const onPage = () => undefined;
    await Promise.all([
      api.getLinks(5),
      api.getLinks(5),
      api.getLinks(5, { onPage }),
      api.getLinks(5, { onPage }),
    ]);
    assert.equal(calls().length, 3);
  });

  it('are not joined across a change: they may show what was there before', async () => {
    const held: ((given: Given) => void)[] = [];
    const { api } = await testRepository(({ method }) =>
      method === 'PUT' ? { body: { value: [link(2)] } } : new Promise<Given>((resolve) => held.push(resolve)),
    );
    const early = api.getLinks(5);
    while (held.length < 1) await settled();
    await api.assignLinks(5, [{ targetId: 2, linkTypeId: 1 }]);
    const late = api.getLinks(5);
    while (held.length < 2) await settled();
    held[0]!({ body: { value: [link(1)] } });
    held[1]!({ body: { value: [link(2)] } });
    assert.equal((await early)[0]?.targetId, 1);
    assert.equal((await late)[0]?.targetId, 2);
  });

  it('are not aborted once they are answered: that would be work for nothing', async () => {
    let signal: AbortSignal | undefined;
    const send = deduplicate(
      around((request) => {
        signal = request.signal;
        return Promise.resolve(request.read({}, 'answer', { status: 200, url: request.url }));
      }, noTicket),
    );
    const read = () => 'answer';
    const url = 'https://a.example/';
    assert.equal(await send({ method: 'GET', url, about: about('any'), read }), 'answer');
    assert.equal(signal?.aborted, false);
  });

  it('start anew for who comes after the last one left', async () => {
    let count = 0;
    const { api } = await testRepository(() => ((count += 1) === 1 ? 'hang' : { body: folder }));
    const cancel = new AbortController();
    const left = rejectsWith(api.getEntry(1, { signal: cancel.signal }), 'cancelled');
    while (count < 1) await settled();
    cancel.abort();
    await left;
    assert.equal((await api.getEntry(1)).id, 1);
  });
});
