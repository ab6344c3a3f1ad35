import assert from 'node:assert/strict';
import type { Ticket } from '../../../src/api';
import type { LinkEditorOptions } from '../../../src/changes';
import { refused } from './refused';
import { many, setUp, SOURCE, to } from './setUp';

const add = { upsert: [{ ...to(15), properties: {} }] };

/** An editor whose two clocks go as the test says. */
function open(more: Partial<LinkEditorOptions> = {}) {
  const time = { monotonic: 5_000, wall: 1_000_000 };
  const clock = {
    monotonic: () => time.monotonic,
    wall: () => time.wall,
    timers: { after: () => () => undefined },
  };
  const all = setUp({}, many(2), { clock, ...more });
  const { repository } = all;
  const calls = () => repository.calls.map((call) => call.split(' ')[0]).join(' ');
  /** Lets both clocks go on. */
  const pass = (milliseconds: number) => {
    time.monotonic += milliseconds;
    time.wall += milliseconds;
  };
  /** Somebody else adds a link. */
  const foreign = () => repository.set(SOURCE, [...repository.of(SOURCE), to(77)]);
  return { ...all, time, pass, foreign, calls };
}

describe('editing: directly before a PUT is sent', () => {
  it('nothing more is asked of a reading that is a second old or younger', async () => {
    const { repository, change, pass, calls } = open();
    repository.onWait = () => pass(1_000);
    await change(add);
    assert.equal(calls(), 'GET PUT');
  });

  for (const [what, clocks] of Object.entries({
    'by both clocks': { monotonic: 1_001, wall: 1_001 },
    'by the clock that never goes back': { monotonic: 1_001, wall: 0 },
    'by the clock on the wall, as after sleep': { monotonic: 0, wall: 1_001 },
    'as far as a clock that was put back can tell': { monotonic: 0, wall: -1_001 },
  })) {
    it(`a reading that is older is read again and compared, ${what}`, async () => {
      const { repository, change, time, calls, journal } = open();
      repository.onWait = () => {
        time.monotonic += clocks.monotonic;
        time.wall += clocks.wall;
      };
      await change(add);
      assert.equal(calls(), 'GET GET PUT');
      assert.equal(journal.items.length, 1, 'the before-image stands');
    });

    it(`what others wrote meanwhile stays, ${what}`, async () => {
      const { repository, change, time, foreign, journal } = open();
      repository.onWait = () => {
        repository.onWait = () => undefined;
        time.monotonic += clocks.monotonic;
        time.wall += clocks.wall;
        foreign();
      };
      await change(add);
      assert.deepEqual(
        repository.of(SOURCE).map(({ targetId }) => targetId),
        [1000, 1001, 77, 15],
      );
      assert.deepEqual(
        journal.items.map(({ outcome, reason, before }) => [outcome, reason, before.length]),
        [
          ['refused', 'changedMeanwhile', 2],
          ['written', undefined, 3],
        ],
      );
    });
  }

  it('a journal that takes long is noticed', async () => {
    const { repository, change, pass, foreign, journal } = open();
    journal.onWrite = (kind) => {
      if (kind !== 'before' || journal.items.length > 0) return;
      pass(1_500);
      foreign();
    };
    await change(add);
    assert.equal(repository.of(SOURCE).length, 4);
  });

  it('links that can not be told any more are no ground to write on', async () => {
    const { repository, change, pass } = open();
    repository.onWait = () => {
      pass(2_000);
      repository.describe = () => ({ hasOddProperties: true });
    };
    await refused(change(add), 'unresolvedLinks');
    assert.deepEqual(repository.puts, []);
  });

  it('a server that is slow each time is written to after one more look', async () => {
    const { repository, change, pass, calls } = open();
    repository.onGet = () => pass(3_000);
    await change(add);
    assert.equal(calls(), 'GET GET PUT');
  });

  it('a reading that took much longer than another is read once more, and no ground to write on in the end', async () => {
    const slow = open();
    const times = [500, 5_000, 500];
    slow.repository.onGet = () => slow.pass(times.shift() ?? 0);
    slow.repository.onWait = () => slow.pass(1_000);
    await slow.change(add);
    assert.equal(slow.calls(), 'GET GET GET PUT');

    const worse = open();
    let took = 250;
    worse.repository.onGet = () => worse.pass((took *= 4));
    worse.repository.onWait = () => worse.pass(1_001);
    const error = await refused(worse.change(add), 'inconsistentRead');
    assert.equal(error.details.sourceId, SOURCE);
    assert.equal(worse.calls(), 'GET GET GET GET');
    assert.equal(worse.journal.items[0]?.outcome, 'refused');
  });

  it('the lock is asked for after each look: one that is lost sends nothing', async () => {
    let held = true;
    const { repository, change, pass, calls } = open({ lock: (_, job) => job(() => Promise.resolve(held)) });
    repository.onWait = () => pass(2_000);
    repository.onGet = () => {
      if (repository.calls.length === 2) held = false;
    };
    const error = await refused(change(add), 'busyElsewhere');
    assert.equal(error.details.sourceId, SOURCE);
    assert.equal(calls(), 'GET GET');
  });

  it('writing that was switched off since sends nothing', async () => {
    let readOnly = false;
    const { repository, change } = open({ policy: () => ({ readOnly, allowSelfLinks: false }) });
    repository.onWait = () => void (readOnly = true);
    await refused(change(add), 'readOnly');
    assert.deepEqual(repository.puts, []);
  });

  it('the way is reserved before the links are read, enough of it for each further pass, and given back in any case', async () => {
    const log: string[] = [];
    const { repository, change, pass } = open();
    const ticket: Ticket = {
      run: (job) => job(),
      ensure: (calls) => Promise.resolve(void log.push(`ensure ${calls}`)),
      release: () => void log.push('release'),
    };
    Object.assign(repository, {
      reserve: () => Promise.resolve(void log.push('reserve')).then(() => ticket),
    });
    repository.pages = [1, 1];
    repository.onGet = () => void log.push('GET');
    repository.onWait = () => pass(2_000);
    await change(add);
    assert.deepEqual(log.slice(0, 7), ['reserve', 'GET', 'ensure 3', 'GET', 'ensure 2', 'GET', 'release']);

    log.length = 0;
    repository.onGet = () => Promise.reject(new Error('gone'));
    await assert.rejects(change({ upsert: [to(16)] }));
    assert.deepEqual(log, ['reserve', 'release']);
  });
});
