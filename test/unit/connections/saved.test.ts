import assert from 'node:assert/strict';
import { readSaved, samePlace, type Connection } from '../../../src/connections/saved';

const OLD = {
  id: 'a',
  kind: 'selfHosted',
  name: 'Old',
  baseUrl: 'https://server/LFRepositoryAPI',
  repoId: 'r-1',
  username: 'ada',
} as const;
const CLOUD = {
  id: 'b',
  kind: 'person',
  name: 'Cloud',
  baseUrl: 'https://api.laserfiche.com/repository',
  repoId: 'r-2',
  domain: 'laserfiche.com',
  clientId: 'app',
} as const;

describe('saved connections', () => {
  it('of the first versions stay readable', () => {
    const sandbox = { ...OLD, id: 'sandbox', kind: 'sandbox', baseUrl: '', readOnly: true };
    assert.deepEqual(readSaved([sandbox, OLD]), [sandbox, OLD]);
  });

  it('are none where something else is saved, and one that is damaged does not hide the others', () => {
    for (const value of [undefined, null, 'text', 5, {}]) assert.deepEqual(readSaved(value), []);
    const damaged = [
      null,
      'x',
      {},
      { ...OLD, kind: 'other' },
      { ...OLD, username: 5 },
      { ...CLOUD, domain: undefined },
    ];
    assert.deepEqual(readSaved([...damaged, CLOUD]), [CLOUD]);
  });

  const places: readonly [string, Connection, Connection, boolean][] = [
    ['another name and repository', OLD, { ...OLD, id: 'z', name: 'x', repoId: 'y' }, true],
    ['another server', OLD, { ...OLD, baseUrl: 'https://other/LFRepositoryAPI' }, false],
    ['another port', OLD, { ...OLD, baseUrl: 'https://server:444/LFRepositoryAPI' }, false],
    ['another user', OLD, { ...OLD, username: 'bob' }, false],
    ['another app', CLOUD, { ...CLOUD, clientId: 'other' }, false],
    ['another region', CLOUD, { ...CLOUD, domain: 'laserfiche.ca' }, false],
    ['a sign-in server of its own', CLOUD, { ...CLOUD, signInOrigin: 'http://127.0.0.1:1' }, false],
    ['another kind', CLOUD, { ...CLOUD, kind: 'serviceApp' }, false],
    ['another port to come back to', CLOUD, { ...CLOUD, port: 5000 }, true],
  ];
  for (const [what, one, other, same] of places) {
    it(`${same ? 'share' : 'do not share'} a secret with ${what}`, () =>
      assert.equal(samePlace(one, other), same));
  }
});
