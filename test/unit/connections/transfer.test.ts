import assert from 'node:assert/strict';
import type { Connection, OwnConnection } from '../../../src/connections/saved';
import { exportJson, readImport } from '../../../src/connections/transfer';

const SERVER: OwnConnection = {
  id: 'a',
  kind: 'selfHosted',
  name: 'Server',
  baseUrl: 'https://server/LFRepositoryAPI',
  repoId: 'r-1',
  username: 'ada',
  readOnly: true,
};
const PERSON: OwnConnection = {
  id: 'b',
  kind: 'person',
  name: 'Cloud',
  baseUrl: 'https://api.eu.laserfiche.com/repository',
  repoId: 'r-2',
  domain: 'eu.laserfiche.com',
  clientId: 'app',
  port: 54_321,
};
const SERVICE: OwnConnection = {
  id: 'c',
  kind: 'serviceApp',
  name: 'Service',
  baseUrl: 'https://api.laserfiche.com/repository',
  repoId: 'r-3',
  domain: 'laserfiche.com',
  clientId: 'service',
};
const HERE: readonly Connection[] = [
  { ...SERVICE, id: 'd', baseUrl: 'http://127.0.0.1:5/x', signInOrigin: 'http://127.0.0.1:5' },
  { id: 'sandbox', kind: 'sandbox', name: 'Sandbox', baseUrl: '', repoId: 'r', username: 'demo' },
];

function ids(): () => string {
  let last = 0;
  return () => `new-${++last}`;
}
const importing = (connections: unknown, known: readonly Connection[] = []) =>
  readImport(
    JSON.stringify({ format: 'laserfiche-links.connections', version: 1, connections }),
    known,
    ids(),
  );

describe('export and import of connections', () => {
  it('bring back what can be taken elsewhere, under new ids', () => {
    const json = exportJson([SERVER, PERSON, SERVICE, ...HERE]);
    const { connections, skipped } = readImport(json, [], ids());
    assert.deepEqual(
      connections,
      [SERVER, PERSON, SERVICE].map((one, index) => ({ ...one, id: `new-${index + 1}` })),
    );
    assert.deepEqual(skipped, []);
    assert.doesNotMatch(json, /"id"|127\.0\.0\.1/);
  });

  it('export nothing of a connection but what is known to be no secret', () => {
    const careless = { ...SERVER, password: 'CANARY', token: 'CANARY' };
    assert.doesNotMatch(exportJson([careless]), /CANARY/);
  });

  it('leave out what is there already, and say so', () => {
    const { connections, skipped } = readImport(exportJson([SERVER, PERSON]), [SERVER], ids());
    assert.deepEqual(
      connections.map(({ name }) => name),
      ['Cloud'],
    );
    assert.deepEqual(skipped, ['"Server": there is such a connection already.']);
  });

  it('take no address in place of the cloud, and no id', () => {
    const hostile = {
      ...PERSON,
      id: 'b',
      baseUrl: 'https://evil.example',
      signInOrigin: 'http://127.0.0.1:6666',
    };
    const { connections } = importing([hostile]);
    assert.deepEqual(connections, [{ ...PERSON, id: 'new-1' }]);
  });

  const bad: readonly [string, unknown][] = [
    ['no object', 'text'],
    ['no name', { ...SERVER, name: ' ' }],
    ['an address with credentials', { ...SERVER, baseUrl: 'https://u:p@server/' }],
    ['an address that is none', { ...SERVER, baseUrl: 'file:///etc' }],
    ['no user', { ...SERVER, username: undefined }],
    ['a foreign region', { ...PERSON, domain: 'laserfiche.com.evil.example' }],
    ['a region with a path', { ...SERVICE, domain: 'laserfiche.com/x' }],
    ['no app', { ...SERVICE, clientId: '' }],
    ['the sandbox', HERE[1]],
    ['an unknown kind', { ...SERVER, kind: 'ftp' }],
  ];
  for (const [what, item] of bad) {
    it(`leave out ${what}, and keep the others`, () => {
      const { connections, skipped } = importing([item, SERVICE]);
      assert.deepEqual(
        connections.map(({ kind }) => kind),
        ['serviceApp'],
      );
      assert.equal(skipped.length, 1);
    });
  }

  it('refuse a file that a newer version wrote: what it means is not known here', () => {
    const newer = exportJson([SERVER]).replace('"version": 1', '"version": 2');
    assert.throws(() => readImport(newer, [], ids()), /newer version.*Nothing was imported/);
  });

  it('pass over a port that is none', () => {
    for (const port of [0, -1, 70_000, 1.5, '80'])
      assert.ok(!importing([{ ...PERSON, port }]).connections.some((one) => 'port' in one));
  });

  for (const text of ['', '{', '[]', '{"connections":[]}', '{"format":"laserfiche-links.connections"}']) {
    it(`refuse ${text || 'nothing'} with a sentence`, () =>
      assert.throws(() => readImport(text, [], ids()), /no file of Laserfiche connections/));
  }
});
