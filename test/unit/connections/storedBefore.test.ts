import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readSaved } from '../../../src/connections/saved';
import { ConnectionStore } from '../../../src/connections/store';
import { exportJson, readImport } from '../../../src/connections/transfer';
import { stored, storedJson, throughJson } from '../../support/stored';

interface Expected {
  readonly list: readonly unknown[];
  readonly imported: { readonly connections: readonly unknown[]; readonly skipped: readonly string[] };
}

/** What the readers answer, in the terms of `expected.json`: when their own terms change, they are translated here. */
function inTermsOfThen(answer: unknown): unknown {
  return throughJson(answer);
}

const expectation = async () => (await storedJson('connections', 'expected.json')) as Expected;
const exported = () => readFile(stored('connections', 'export.json'), 'utf8');

/** VS Code's global state as it was left. */
async function stateOfThen() {
  const values = new Map(Object.entries((await storedJson('connections', 'globalState.json')) as object));
  return {
    keys: () => [...values.keys()],
    get: (key: string): unknown => values.get(key),
    update: (key: string, value: unknown) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
}

function ids(): () => string {
  let last = 0;
  return () => `new-${++last}`;
}

describe('connections that an earlier version saved', () => {
  it('are all there, in their order', async () => {
    const { list } = await expectation();
    const state = await stateOfThen();
    const memento = { ...state, get: (key: string) => state.get(key) as never };
    const store = new ConnectionStore(memento, path.join(os.tmpdir(), 'there-is-no-such-folder'));
    assert.deepEqual(inTermsOfThen(store.list()), list);
  });

  it('are exported as they were then', async () => {
    const state = await stateOfThen();
    assert.equal(exportJson(readSaved(state.get('connections'))), await exported());
  });

  it('come in from an export of then, under new ids', async () => {
    const { imported } = await expectation();
    assert.deepEqual(inTermsOfThen(readImport(await exported(), [], ids())), imported);
  });

  it('are not added again by an export of then', async () => {
    const state = await stateOfThen();
    const { connections, skipped } = readImport(await exported(), readSaved(state.get('connections')), ids());
    assert.deepEqual(connections, []);
    assert.equal(skipped.length, 5);
  });
});
