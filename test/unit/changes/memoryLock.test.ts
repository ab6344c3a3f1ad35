import assert from 'node:assert/strict';
import { memoryLock } from '../../../src/changes';

describe('editing: in turn', () => {
  it('starts a job of a key when the one before has ended, however it ended', async () => {
    const lock = memoryLock();
    const log: string[] = [];
    let fail: (error: Error) => void = () => assert.fail('not started');
    const first = lock('a', () => new Promise((_, reject) => (fail = reject)));
    const second = lock('a', () => Promise.resolve(log.push('second')));
    await lock('b', () => Promise.resolve(log.push('other key')));
    assert.deepEqual(log, ['other key']);
    fail(new Error('no'));
    await assert.rejects(first, /no/);
    await second;
    assert.deepEqual(log, ['other key', 'second']);
  });
});
