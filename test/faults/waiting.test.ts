import assert from 'node:assert/strict';
import {
  CLOUD_REQUESTS_PER_MINUTE,
  createRepositoryApi,
  PasswordSignIn,
  type RepositoryApiOptions,
} from '../../src/api';
import type { ChangeRequest, LinkEditorOptions } from '../../src/changes';
import { editorFor, MemoryJournal } from '../support/editing';
import { answer, sharedServer, type SharedServer } from './support/sharedServer';
import { VirtualClock } from './support/virtualClock';

const HOUR = 3_600_000;
const SOURCE = 100;
const change = (sourceId = SOURCE): ChangeRequest => ({
  sourceId,
  edit: { upsert: [{ targetId: 9, linkTypeId: 1, properties: {} }] },
  cause: 'command',
});

/**
 * Whatever a PUT has to wait for after the links were read, others write meanwhile: no link of theirs may be lost, and
 * a change that does not wait takes three requests at most.
 */
describe('faults: a PUT that has to wait', function () {
  this.timeout(20_000);

  function open(
    server: SharedServer,
    options: Partial<RepositoryApiOptions> = {},
    more: Partial<LinkEditorOptions> = {},
  ) {
    const clock = new VirtualClock();
    const { now, timers, random } = clock;
    const api = createRepositoryApi({
      baseUrl: 'https://cloud/LFRepositoryAPI',
      repoId: 'r-1',
      signIn: new PasswordSignIn({ username: 'anna', password: 'word', now }),
      transport: clock.watched(server.transport),
      ...{ now, timers, random },
      ...options,
    });
    const journal = new MemoryJournal();
    const types = [{ linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment' }];
    const editor = editorFor(api, () => Promise.resolve(types), {
      journal,
      clock: { monotonic: now, wall: now, timers },
      ...more,
    });
    return { clock, api, editor, journal };
  }

  for (const [what, perMinute, mostRequests] of [
    ['the default budget of the cloud', CLOUD_REQUESTS_PER_MINUTE, 3],
    ['a budget of five a minute', 5, 3],
    ['no budget', undefined, 3],
  ] as const) {
    it(`16 entries with a second client that writes all the time, ${what}`, async () => {
      const server = sharedServer();
      const { clock, editor, journal } = open(server, { requestsPerMinute: perMinute });
      const entries = Array.from({ length: 16 }, (_, index) => SOURCE + index);
      let tick = 0;
      const write = (): void => {
        server.addForeign(entries[(tick += 1) % entries.length]!);
        // Until well after the batch.
        if (tick < 4_000) clock.timers.after(497, write);
      };
      write();
      await clock.during(async () => {
        const set = await editor.plan(entries.map((sourceId) => change(sourceId)));
        const { results } = await editor.apply(set);
        for (const result of results) if ('error' in result) throw result.error;
      });
      assert.deepEqual(server.lost(), []);
      for (const entryId of entries) assert.ok(server.targetsOf(entryId).includes(9));
      assert.equal(journal.items.length, entries.length, 'each was written the first time');
      const requests = server.calls.filter((call) => call !== 'token').length;
      assert.equal(requests, mostRequests * entries.length);
    });
  }

  it('a pause that the 429 of another request began after the links were read', async () => {
    const server = sharedServer();
    const { clock, api, editor, journal } = open(server);
    let others: Promise<unknown> = Promise.resolve();
    journal.onWrite = async (kind) => {
      if (kind === 'after') return;
      journal.onWrite = () => undefined;
      server.onRequest = () => {
        server.onRequest = () => undefined;
        return answer(429, {}, { 'Retry-After': '2' });
      };
      others = api.getLinks(55);
      await new Promise((resolve) => setImmediate(resolve));
      clock.timers.after(1_000, () => server.addForeign(SOURCE));
    };
    await clock.during(async () => {
      await editor.change(change());
      await others;
    });
    assert.deepEqual(server.lost(), []);
    assert.ok(server.targetsOf(SOURCE).includes(9));
  });

  it('a token that has to be renewed after the links were read', async () => {
    const server = sharedServer();
    const { clock, editor } = open(server);
    server.onRequest = (call) => {
      if (!call.startsWith('PUT')) return undefined;
      // While the new token is on its way.
      server.onRequest = (next) => {
        server.addForeign(SOURCE);
        if (next === 'token') server.onRequest = () => undefined;
        return undefined;
      };
      return answer(401, {});
    };
    await clock.during(async () => {
      await editor.change(change());
    });
    assert.deepEqual(server.lost(), []);
    assert.ok(server.targetsOf(SOURCE).includes(9));
  });

  for (const [what, clocks] of [
    ['its clocks go on', { asleep: HOUR * 9, awake: HOUR * 9 }],
    ['only the clock on the wall goes on', { asleep: HOUR * 9, awake: 0 }],
    ['the clock on the wall is put back', { asleep: -HOUR, awake: 0 }],
  ] as const) {
    it(`a machine that sleeps after the links were read: ${what}`, async () => {
      const server = sharedServer();
      const slept = { asleep: 0, awake: 0 };
      const base = new VirtualClock();
      const { editor, journal } = open(
        server,
        {},
        {
          clock: {
            wall: () => base.now() + slept.asleep,
            monotonic: () => base.now() + slept.awake,
            timers: base.timers,
          },
        },
      );
      journal.onWrite = (kind) => {
        if (kind === 'after' || slept.asleep !== 0) return;
        Object.assign(slept, clocks);
        server.addForeign(SOURCE);
      };
      await editor.change(change());
      assert.deepEqual(server.lost(), []);
      assert.deepEqual(
        journal.items.map(({ outcome }) => outcome),
        ['refused', 'written'],
      );
    });
  }

  it('a journal that is slow', async () => {
    const server = sharedServer();
    const { clock, editor, journal } = open(server);
    journal.onWrite = (kind) =>
      kind === 'after' || journal.items.length > 0
        ? undefined
        : new Promise((resolve) => {
            clock.timers.after(1_500, () => {
              server.addForeign(SOURCE);
              clock.timers.after(100, resolve);
            });
          });
    await clock.during(async () => {
      await editor.change(change());
    });
    assert.deepEqual(server.lost(), []);
  });

  it('a lock that is lost meanwhile sends nothing', async () => {
    const server = sharedServer();
    let held = true;
    const { clock, editor, journal } = open(
      server,
      {},
      { lock: (_, job) => job(() => Promise.resolve(held)) },
    );
    journal.onWrite = () => void (held = false);
    await clock.during(() => assert.rejects(editor.change(change()), { reason: 'busyElsewhere' }));
    assert.ok(!server.calls.some((call) => call.startsWith('PUT')));
  });

  it('writing that is switched off meanwhile sends nothing', async () => {
    const server = sharedServer();
    let readOnly = false;
    const policy = () => ({ readOnly, allowSelfLinks: false });
    const { clock, editor, journal } = open(server, {}, { policy });
    journal.onWrite = () => void (readOnly = true);
    await clock.during(() => assert.rejects(editor.change(change()), { reason: 'readOnly' }));
    assert.ok(!server.calls.some((call) => call.startsWith('PUT')));
  });

  it('a server whose every answer takes long is written to all the same, after one more look', async () => {
    const server = sharedServer();
    const slow = new VirtualClock();
    const { now, timers } = slow;
    const { editor } = open(
      server,
      {
        ...{ now, timers },
        transport: async (url, request) => {
          await new Promise<void>((resolve) => void timers.after(3_000, resolve));
          return server.transport(url, request);
        },
      },
      { clock: { monotonic: now, wall: now, timers } },
    );
    await slow.during(async () => {
      await editor.change(change());
    });
    assert.deepEqual(
      server.calls.filter((call) => call !== 'token'),
      ['GET 100', 'GET 100', 'PUT 100'],
    );
  });
});
