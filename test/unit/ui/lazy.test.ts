import assert from 'node:assert/strict';
import { Lazy } from '../../../src/ui/lazy';
import { UserError } from '../../../src/ui/messages/userError';

/** A part that tells of numbers, and what can be seen of it. */
function part() {
  const listeners = new Set<(value: number) => unknown>();
  const seen = { disposed: 0 };
  return {
    seen,
    listeners,
    onDidCount: (listener: (value: number) => unknown) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    tell: (value: number) => {
      for (const listener of listeners) listener(value);
    },
    dispose: () => (seen.disposed += 1),
  };
}
type Part = ReturnType<typeof part>;

function setUp() {
  const one = part();
  const calls = { loads: 0 };
  const lazy = new Lazy<Part>(() => {
    calls.loads += 1;
    return Promise.resolve(one);
  });
  return { one, calls, lazy };
}

describe('a part that is loaded when it is needed', () => {
  it('is loaded once, by whoever comes first', async () => {
    const { one, calls, lazy } = setUp();
    assert.equal(calls.loads, 0);
    assert.equal(lazy.here, undefined);
    assert.deepEqual(await Promise.all([lazy.get(), lazy.get()]), [one, one]);
    await lazy.get();
    assert.equal(lazy.here, one);
    assert.equal(calls.loads, 1);
  });

  it('works at once where it is there, later where it is not', async () => {
    const { lazy } = setUp();
    const first = lazy.use(() => 1);
    assert.ok(first instanceof Promise);
    assert.equal(await first, 1);
    assert.equal(
      lazy.use(() => 2),
      2,
    );
  });

  it('passes its events on to those who listened before it came, and loads nothing for them', async () => {
    const { one, calls, lazy } = setUp();
    const heard: number[] = [];
    const onDidCount = lazy.event((loaded) => loaded.onDidCount);
    const listening = onDidCount((value) => heard.push(value));
    onDidCount((value) => heard.push(-value)).dispose();
    assert.equal(calls.loads, 0);
    await lazy.get();
    one.tell(1);
    listening.dispose();
    one.tell(2);
    assert.deepEqual(heard, [1]);
    assert.equal(one.listeners.size, 0);
    onDidCount((value) => heard.push(value));
    one.tell(3);
    assert.deepEqual(heard, [1, 3]);
  });

  it('says in a sentence why it can not be loaded, and is tried again by the next', async () => {
    let broken = true;
    const lazy = new Lazy<Part>(() =>
      broken
        ? Promise.reject(new Error("Cannot find module './parts.js'\nRequire stack:"))
        : Promise.resolve(part()),
    );
    await assert.rejects(lazy.get(), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(
        error.message,
        /could not be loaded \(Cannot find module '.\/parts.js'\)\. Reload the window/,
      );
      return true;
    });
    broken = false;
    await lazy.get();
  });

  it('ends with the extension, loaded or not', async () => {
    const { one, calls, lazy } = setUp();
    lazy.dispose();
    await assert.rejects(lazy.get(), /is no longer running/);
    assert.deepEqual([calls.loads, one.seen.disposed], [0, 0]);

    const loaded = setUp();
    await loaded.lazy.get();
    loaded.lazy.dispose();
    assert.equal(loaded.one.seen.disposed, 1);
    await assert.rejects(async () => loaded.lazy.use(() => 1), /is no longer running/);
  });

  it('is disposed of when it comes too late', async () => {
    const { one, lazy } = setUp();
    const coming = lazy.get();
    lazy.dispose();
    await assert.rejects(coming, /is no longer running/);
    assert.equal(one.seen.disposed, 1);
  });
});
