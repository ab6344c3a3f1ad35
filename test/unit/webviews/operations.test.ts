import assert from 'node:assert/strict';
import type { Ending } from '../../../src/webviews/shared/rpc';
import { Operations } from '../../../src/webviews/assignLinks/operations';
import type { Failure } from '../../../src/webviews/assignLinks/protocol';

const FORM = { connectionId: 'c', repository: { baseUrl: 'https://one', repoId: 'r-1' }, sourceId: 10 };

describe('operations of a form that was closed', () => {
  const isSaved = (kind: 'apply' | 'undo', ending: Ending<Failure>) => {
    const operations = new Operations();
    operations.begin(FORM, 1, kind, new AbortController(), Promise.resolve(ending));
    return operations.isSaved(FORM);
  };

  it('tell whether its save went well after all', async () => {
    assert.equal(await new Operations().isSaved(FORM), false);
    assert.equal(await isSaved('apply', { result: {} }), true);
    assert.equal(await isSaved('apply', { failure: { message: 'No.', reason: 'failed' } }), false);
    assert.equal(await isSaved('undo', { result: {} }), false);
  });
});
