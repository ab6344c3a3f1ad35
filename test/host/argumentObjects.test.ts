import assert from 'node:assert/strict';
import type { WireLink as Link } from '../../src/api';
import { COMMANDS } from '../../src/ui/ids';
import { ATTACHMENT, connectServer, EMAIL, MESSAGE, run, type Server } from './support';

const link = { targetId: ATTACHMENT, linkTypeId: MESSAGE };

describe('argument objects', () => {
  let server: Server;
  const of = (more: object = {}) => ({ connectionId: server.connectionId, sourceId: EMAIL, ...more });
  const puts = () => server.received().filter((request) => request.startsWith('PUT'));

  before(async () => {
    server = await connectServer('Arguments');
  });
  beforeEach(async () => {
    await server.sandbox.reset();
    server.received();
  });
  after(async () => {
    await run('workbench.action.closeAllEditors');
    await server.close();
  });

  it('are answered as text where the call asks for that, as inputs of tasks must be', async () => {
    const asked = { connectionId: server.connectionId, entryId: EMAIL };
    const links = await run<Link[]>(COMMANDS.getLinks, asked);
    const text = await run<string>(COMMANDS.getLinks, { ...asked, answerAs: 'json' });
    assert.deepEqual(JSON.parse(text), links);
    const nothing = { connectionId: server.connectionId, name: 'Arguments', answerAs: 'json' };
    assert.equal(await run(COMMANDS.renameConnection, nothing), '');
    await assert.rejects(run(COMMANDS.getLinks, { ...asked, answerAs: 'xml' }), /"answerAs" must be "json"/);
  });

  it('have names that others wrote in their text as data, whatever a shell would make of them', async () => {
    const name = '$(touch /tmp/x) `id` "; rm -rf ~ & %PATH% \\';
    const given = { connectionId: server.connectionId, sourceId: EMAIL };
    const links = [{ targetId: 15, linkTypeId: 1, properties: { Comment: name } }];
    await run(COMMANDS.addLinks, { ...given, links });
    const asked = { connectionId: server.connectionId, entryId: EMAIL, answerAs: 'json' };
    const text = await run<string>(COMMANDS.getLinks, asked);
    const [link] = JSON.parse(text) as Link[];
    assert.deepEqual(link?.linkProperties, { Comment: name });
  });

  for (const [what, first] of [
    ['null', null],
    ['a list', []],
    ['a text', 'removeAllLinks'],
    ['a number', 10],
    ['a boolean', true],
  ] as const) {
    for (const command of [COMMANDS.removeAllLinks, COMMANDS.resetSandbox, COMMANDS.refresh]) {
      it(`${command} refuses ${what} in place of one`, async () => {
        await assert.rejects(
          run(command, first),
          new RegExp(`${command} was called with wrong arguments: ${what} stands where an object belongs\\.`),
        );
      });
    }
  }

  const wrong: readonly (readonly [string, string, () => object, RegExp])[] = [
    [
      'a name that is not known',
      COMMANDS.removeAllLinks,
      () => ({ connectionId: server.connectionId, souceId: EMAIL }),
      /"souceId" is not known; known are "connectionId", "sourceId"/,
    ],
    [
      'a name of a link that is not known',
      COMMANDS.addLinks,
      () => of({ links: [{ ...link, propertys: { a: 'b' } }] }),
      /"links\[0\]\.propertys" is not known; known are "targetId", "linkTypeId", "properties"/,
    ],
    [
      'an object for a command that takes none',
      COMMANDS.refresh,
      () => ({ connectionId: server.connectionId }),
      /it takes no argument object/,
    ],
    [
      'what looks like a row and is none',
      COMMANDS.removeAllLinks,
      () => of({ kind: 'link', view: {} }),
      /"kind" is not known/,
    ],
    [
      'one source beside several',
      COMMANDS.addLinks,
      () => of({ sourceIds: [1], links: [link] }),
      /"sourceId" and "sourceIds" can't be given together/,
    ],
    [
      'links beside pairs',
      COMMANDS.removeLinks,
      () => ({ connectionId: server.connectionId, links: [link], pairs: [{ ...link, sourceId: EMAIL }] }),
      /"pairs" and "links" can't be given together/,
    ],
    [
      'a source beside pairs',
      COMMANDS.removeLinks,
      () => of({ pairs: [{ ...link, sourceId: EMAIL }] }),
      /"pairs" and "sourceId" can't be given together/,
    ],
    [
      'the same link twice with other properties',
      COMMANDS.addLinks,
      () =>
        of({
          links: [
            { ...link, properties: { a: '1' } },
            { ...link, properties: { a: '2' } },
          ],
        }),
      /"links" has the link to entry 15 of type 1 twice, with other properties/,
    ],
    [
      'the same link twice, once with properties and once without a word on them',
      COMMANDS.addLinks,
      () => of({ links: [link, { ...link, properties: {} }] }),
      /twice, with other properties/,
    ],
    [
      'the same pair twice with other properties',
      COMMANDS.addLinks,
      () => ({
        connectionId: server.connectionId,
        pairs: ['1', '2'].map((a) => ({ ...link, sourceId: EMAIL, properties: { a } })),
      }),
      /"pairs" has the link to entry 15 of type 1 twice/,
    ],
    [
      'a link both added and removed',
      COMMANDS.previewChange,
      () => of({ add: [link], remove: [link] }),
      /the link to entry 15 of type 1 stands in "add" and in "remove"/,
    ],
    [
      'a property both set and removed',
      COMMANDS.editLinkProperties,
      () => of({ links: [link], set: { constructor: 'x' }, remove: ['constructor'] }),
      /the property "constructor" stands in "set" and in "remove"/,
    ],
    [
      'properties that are null',
      COMMANDS.addLinks,
      () => of({ links: [{ ...link, properties: null }] }),
      /"links\[0\]\.properties" must map names to texts/,
    ],
    [
      'properties to set that are null',
      COMMANDS.editLinkProperties,
      () => of({ links: [link], set: null }),
      /"set" must map names to texts/,
    ],
    [
      'a file beside a text',
      COMMANDS.importConnections,
      () => ({ file: '/x', json: '{}' }),
      /"json" and "file"/,
    ],
    [
      'two kinds of credentials',
      COMMANDS.signIn,
      () => ({ connectionId: server.connectionId, password: 'a', accessKey: 'b' }),
      /"password" and "accessKey"/,
    ],
  ];
  for (const [what, command, argument, words] of wrong) {
    it(`refuse ${what}, and send nothing`, async () => {
      await assert.rejects(run(command, argument()), words);
      assert.deepEqual(puts(), []);
    });
  }

  it('may say the same thing twice', async () => {
    const twice = { connectionId: server.connectionId, sourceIds: [EMAIL, EMAIL], links: [link, link] };
    assert.deepEqual(await run(COMMANDS.addLinks, twice), { added: 1, removed: 0, changed: 0, kept: 0 });
    const pair = { ...link, sourceId: EMAIL };
    const pairs = { connectionId: server.connectionId, pairs: [pair, pair] };
    assert.deepEqual(await run(COMMANDS.removeLinks, pairs), { added: 0, removed: 1, changed: 0, kept: 0 });
    assert.equal(puts().length, 2);
  });

  it('may name links to be removed as getLinks answers them', async () => {
    const properties = { why: 'because' };
    await run(COMMANDS.addLinks, of({ links: [{ ...link, properties }] }));
    const { connectionId } = server;
    const links = await run(COMMANDS.getLinks, { connectionId, entryId: EMAIL });
    assert.equal((await run<{ removed: number }>(COMMANDS.removeLinks, of({ links }))).removed, 1);
  });

  it('name properties by any text', async () => {
    const properties = JSON.parse(
      '{"id":"x","parent":"y","__proto__":"z","constructor":"c","kind":"link","connectionId":"k"}',
    ) as Record<string, string>;
    await run(COMMANDS.addLinks, of({ links: [{ ...link, properties }] }));
    const read = async () => {
      const [found] = await run<Link[]>(COMMANDS.getLinks, {
        connectionId: server.connectionId,
        entryId: EMAIL,
      });
      return Object.entries(found?.linkProperties ?? {}).toSorted();
    };
    assert.deepEqual(await read(), Object.entries(properties).toSorted());
    await run(COMMANDS.editLinkProperties, {
      ...of({ links: [link], remove: ['constructor', 'parent'] }),
      set: JSON.parse('{"__proto__":"w","toString":"t"}') as object,
    });
    assert.deepEqual(await read(), [
      ['__proto__', 'w'],
      ['connectionId', 'k'],
      ['id', 'x'],
      ['kind', 'link'],
      ['toString', 't'],
    ]);
  });
});
