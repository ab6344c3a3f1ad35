import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createRepositoryApi, fetchTransport, PasswordSignIn } from '../../../src/api';
import { demoDefinitions, demoState } from '../../../src/sandbox/demo';
import type { StoredEntry } from '../../../src/sandbox/repository/state';
import { entryRow } from '../../../src/sandbox/routes/entryRows';
import { assertProblem, namesOf, openSandbox, signIn, type SandboxUnderTest } from './support';

/** What every object of JavaScript has already. */
const PROTOTYPE = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'toLocaleString', 'valueOf', 'hasOwnProperty'],
  ...[
    'isPrototypeOf',
    'propertyIsEnumerable',
    '__defineGetter__',
    '__lookupSetter__',
    'toJSON',
    'then',
    'length',
  ],
];
/** Those that do most where an object is taken for a map: for what costs many requests. */
const FEW = ['__proto__', 'constructor', 'toString', 'toJSON'];
/** Property names are any text. */
const PROPERTIES = [
  ...PROTOTYPE,
  ...[
    '',
    ' ',
    'id',
    'parent',
    'linkId',
    '@odata.type',
    '$select',
    '0',
    '10',
    '-1',
    '1e3',
    'null',
    'undefined',
    '.',
    '..',
  ],
  ...[
    'a\nb',
    'a\tb',
    '\0',
    '\u007F',
    '\u2028',
    '\u202Eabc',
    '\uFEFF',
    '"',
    "'",
    '\\',
    '</script>',
    '\uD800',
    '\uDC00x',
  ],
  ...['é', 'e\u0301', 'ＩＤ', '🏗️', 'x'.repeat(10_000)],
];

describe('sandbox: names that objects of JavaScript have already', () => {
  let folder: string;
  let server: SandboxUnderTest;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'sandbox-names-'));
    await start();
  });
  after(async () => {
    await server.sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    server = await openSandbox({ stateFile: path.join(folder, 'state.json') });
  }

  /** As JSON, in which a property is a property whatever it is called. */
  const linkWith = (properties: string) =>
    `[{"targetId":15,"linkTypeId":1,"customProperties":${properties}}]`;
  const propertiesOf = async () =>
    JSON.stringify((await server.get('/Entries/10/links')).rows[0]?.['linkProperties']);

  it('go through as properties of links to the byte: alone, together, and over a restart', async () => {
    const json = (name: string) => `{${JSON.stringify(name)}:${JSON.stringify(`${name} value`)}}`;
    for (const name of [...FEW, '', '0', '\uD800']) {
      const { status, rows } = await server.call('PUT', '/Entries/10/links', { body: linkWith(json(name)) });
      assert.equal(status, 200, JSON.stringify(name));
      assert.equal(JSON.stringify(rows[0]?.['linkProperties']), json(name));
      assert.equal(await propertiesOf(), json(name));
    }
    const all = JSON.stringify(Object.fromEntries(PROPERTIES.map((name) => [name, name])));
    assert.equal(Object.keys(JSON.parse(all) as object).length, PROPERTIES.length);
    await server.call('PUT', '/Entries/10/links', { body: linkWith(all) });
    assert.equal(await propertiesOf(), all);
    await server.sandbox.close();
    await start();
    assert.equal(await propertiesOf(), all);
  });

  it('go through the API module to the byte', async () => {
    const { baseUrl, repoId } = server.sandbox;
    const api = createRepositoryApi({
      ...{ baseUrl, repoId },
      signIn: new PasswordSignIn(server.sandbox),
      transport: fetchTransport,
    });
    const customProperties = Object.fromEntries(PROPERTIES.map((name) => [name, `${name}\uD800`]));
    const assigned = await api.assignLinks(10, [
      { targetId: 15, linkTypeId: 1, properties: customProperties },
    ]);
    for (const links of [assigned, await api.getLinks(10)]) {
      const [{ properties } = { properties: null }] = links;
      assert.deepEqual(Object.entries(properties ?? {}), Object.entries(customProperties));
      assert.equal(Object.getPrototypeOf(properties), Object.prototype);
    }
  });

  it('are refused as properties whose values are no text', async () => {
    for (const name of FEW)
      for (const value of ['1', 'null', 'true', '{"targetId":15}', '[]'])
        assertProblem(
          await server.call('PUT', '/Entries/10/links', { body: linkWith(`{"${name}":${value}}`) }),
          400,
        );
  });

  it('in a body stand for nothing but themselves', async () => {
    for (const name of FEW) {
      const inherited = `[{"${name}":{"targetId":15,"linkTypeId":1}}]`;
      assertProblem(await server.call('PUT', '/Entries/10/links', { body: inherited }), 400);
      const children = '/Entries/1/Laserfiche.Repository.Folder/children';
      const folderBody = `{"${name}":{"name":"x","entryType":"Folder"}}`;
      assertProblem(await server.call('POST', children, { body: folderBody }), 400);
    }
  });

  it('are names of entries like any other', async () => {
    for (const name of [...FEW, '__PROTO__ ']) {
      const body = { entryType: 'Folder', name };
      const made = await server.call('POST', '/Entries/1/Laserfiche.Repository.Folder/children', { body });
      assert.ok([201, 409].includes(made.status), name);
      assert.ok((await server.get('/Entries/ByPath', { fullPath: `\\${name}` })).body['entry'], name);
      const found = await server.call('POST', '/SimpleSearches', {
        body: { searchCommand: `{LF:Name="${name}"}` },
      });
      assert.ok(namesOf(found.rows).includes(name), name);
    }
  });

  it('name no parameter, property, field, repository, task or page', async () => {
    const { sandbox } = server;
    const api = new URL(sandbox.baseUrl);
    const repositories = `${api.href}/v1/Repositories`;
    const { body } = await signIn(sandbox, sandbox.username, sandbox.password);
    const authorization = `Bearer ${String(body['access_token'])}`;
    for (const name of FEW) {
      const encoded = encodeURIComponent(name);
      const query = { [name]: '1' };
      for (const address of ['/Entries/1', '/Entries/10/links', '/LinkDefinitions', '/TemplateDefinitions'])
        assert.equal((await server.call('GET', `${address}?${encoded}=1&${encoded}=2`)).status, 200, name);
      assertProblem(await server.get('/Entries/10/links', { $select: name }), 400);
      assertProblem(await server.get('/Entries/10/links', { $orderby: `${name} asc` }), 400);
      assertProblem(await server.get('/TemplateDefinitions', { templateName: name }), 404);
      const children = await server.get('/Entries/1/Laserfiche.Repository.Folder/children', { fields: name });
      assert.equal(children.status, 200);
      assertProblem(await server.get(`/Tasks/${encoded}`), 404);
      assertProblem(await server.get(`/Entries/${encoded}`, query), 400);
      for (const address of [
        `${api.origin}/${encoded}`,
        `${api.href}/${encoded}`,
        `${repositories}/${encoded}`,
        `${repositories}/${encoded}/Entries/1`,
        `${repositories}/${server.sandbox.repoId}/${encoded}`,
      ])
        assert.equal((await fetch(address, { headers: { authorization } })).status, 404, address);
      const page = await fetch(`${api.origin}/laserfiche?${encoded}=1&%69d=15&${encoded}=2`);
      assert.match(await page.text(), />EmailAttachment</);
      const headers = { [name]: 'x' };
      assert.equal((await server.call('GET', '/Entries/1', { headers })).status, 200, name);
    }
  });

  it('are refused as grants and scopes of a sign-in', async () => {
    for (const name of FEW) {
      const send = (form: Readonly<Record<string, string>>) =>
        server.call('POST', `${server.sandbox.signInOrigin}/oauth/Token`, {
          body: new URLSearchParams(form).toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        });
      assertProblem(await send({ grant_type: name }), 400);
      assertProblem(await send({ grant_type: 'refresh_token', client_id: name, refresh_token: name }), 401);
      assertProblem(await send({ [name]: name }), 400);
    }
  });

  it('have no file type as extensions', () => {
    const state = demoState();
    const document = [...state.entries.values()].find(({ file }) => file !== undefined);
    assert.ok(document);
    for (const extension of PROTOTYPE) {
      const entry: StoredEntry = { ...document, file: { extension, bytes: 1 } };
      assert.equal(entryRow(state, demoDefinitions, entry)['mimeType'], null, extension);
    }
  });
});
