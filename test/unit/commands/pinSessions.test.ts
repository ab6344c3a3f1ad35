import assert from 'node:assert/strict';
import { withPinnedSessions } from '../../../src/commands/support/pinSessions';
import type { Connections, Session } from '../../../src/connections';

/** Each opening leads somewhere else, as if the connection was edited in between; some fail. */
function connectionsThat(opens: readonly (Session | Error)[]): Connections {
  const queue = [...opens];
  const open = (): Promise<Session> => {
    const next = queue.shift();
    return next instanceof Error || !next
      ? Promise.reject(next ?? new Error('closed'))
      : Promise.resolve(next);
  };
  return { open } as unknown as Connections;
}

const session = (): Session => ({}) as Session;

describe('sessions of one run of a command', () => {
  it('are opened once, whatever happens to the connection meanwhile', async () => {
    const [first, second] = [session(), session()];
    await withPinnedSessions({ connections: connectionsThat([first, second]) }, async ({ connections }) => {
      assert.equal(await connections.open('a'), first);
      assert.equal(await connections.open('a'), first);
    });
  });

  it('are those of then once it is over, also when it failed', async () => {
    const [first, second] = [session(), session()];
    let setTimer: Connections | undefined;
    const failed = withPinnedSessions(
      { connections: connectionsThat([first, second]) },
      async ({ connections }) => {
        setTimer = connections;
        await connections.open('a');
        throw new Error('no');
      },
    );
    await assert.rejects(failed, /no/);
    assert.equal(await setTimer?.open('a'), second);
  });

  it('are tried again where opening failed', async () => {
    const first = session();
    const connections = connectionsThat([new Error('down'), first]);
    await withPinnedSessions({ connections }, async (pinned) => {
      await assert.rejects(pinned.connections.open('a'), /down/);
      assert.equal(await pinned.connections.open('a'), first);
    });
  });

  it('of several connections are several', async () => {
    const [first, second] = [session(), session()];
    await withPinnedSessions({ connections: connectionsThat([first, second]) }, async ({ connections }) => {
      assert.equal(await connections.open('a'), first);
      assert.equal(await connections.open('b'), second);
    });
  });
});
