import assert from 'node:assert/strict';
import type { WireLink as Link } from '../../src/api';
import type { QuirkName } from '../../src/sandbox';
import { COMMANDS, type ChangeCounts } from '../../src/ui/ids';
import { ATTACHMENT, connectServer, EMAIL, MESSAGE, run, type Server } from './support';

const links = [{ targetId: ATTACHMENT, linkTypeId: MESSAGE }];

describe('a server as servers in the field are', () => {
  let server: Server;
  let connectionId: string;

  before(async () => {
    server = await connectServer('As they are');
    ({ connectionId } = server);
  });
  beforeEach(() => server.sandbox.reset());
  afterEach(() => server.sandbox.setBehaviour({ quirks: [] }));
  after(() => server.close());

  const odd = (...quirks: QuirkName[]) => server.sandbox.setBehaviour({ quirks });
  const add = () => run<ChangeCounts>(COMMANDS.addLinks, { connectionId, sourceId: EMAIL, links });
  const linksOf = (entryId: number) => run<Link[]>(COMMANDS.getLinks, { connectionId, entryId });

  it('is connected to, read and changed', async () => {
    odd(
      ...(['rootIsAnother', 'nextLinkInnerHost', 'refusesCount', 'pathsEmpty', 'linkPathsEmpty'] as const),
      ...(['entryTypeAsSubtype', 'rowsOfNull', 'timesAsNumbers', 'repositoriesInObject'] as const),
      ...(['lifetimeAsText', 'byteOrderMark', 'idsAsText'] as const),
    );
    const { baseUrl, repoId, username, password } = server.sandbox;
    const another = {
      name: 'Odd',
      kind: 'selfHosted',
      baseUrl,
      repoId: repoId.toUpperCase(),
      username,
      password,
    };
    const added = await run<{ connectionId: string }>(COMMANDS.addConnection, another);
    try {
      const change = { ...added, sourceId: EMAIL, links };
      assert.deepEqual(await run(COMMANDS.addLinks, change), { added: 1, removed: 0, changed: 0, kept: 0 });
    } finally {
      await run(COMMANDS.removeConnection, added);
    }
    odd();
    assert.equal((await linksOf(EMAIL)).length, 1);
  });

  it('is tested by its root folder, whichever that is', async () => {
    odd('rootIsAnother');
    assert.deepEqual(await run(COMMANDS.testConnection, { connectionId }), { repoId: server.sandbox.repoId });
  });

  for (const [quirk, words] of [
    ['nullProperties', /property value that is not text.*Nothing was written/],
    ['targetsNotTold', /does not report where 1 of the existing links lead.*Nothing was written/],
    ['putIsWebDav', /does not let PUT requests pass \(HTTP 405\), as with WebDAV.*remove the WebDAV module/],
  ] as const)
    it(`is not written to under ${quirk}, and says why`, async () => {
      const before = { ...links[0], properties: { state: 'draft' } };
      await run(COMMANDS.addLinks, { connectionId, sourceId: EMAIL, links: [before] });
      odd(quirk);
      const other = { connectionId, sourceId: EMAIL, links: [{ targetId: 254, linkTypeId: MESSAGE }] };
      await assert.rejects(run(COMMANDS.addLinks, other), words);
      odd();
      assert.deepEqual(
        (await linksOf(EMAIL)).map(({ targetId, linkProperties }) => [targetId, linkProperties]),
        [[ATTACHMENT, { state: 'draft' }]],
      );
    });

  it('has shortcuts without a type: links go to what they stand for, never through them', async () => {
    const [shortcut, project, linkTypeId] = [767, 644, MESSAGE];
    odd('shortcutTypeNull');
    await run(COMMANDS.selectLinkSource, { connectionId, entryIds: [shortcut] });
    server.received();
    await run(COMMANDS.linkFromSelected, { connectionId, targetIds: [ATTACHMENT], linkTypeId });
    await run(COMMANDS.clearLinkSource);
    const puts = server.received().filter((request) => request.startsWith('PUT'));
    assert.match(puts.join(), new RegExp(`^PUT [^,]*/Entries/${project}/links$`));
  });

  it('passes on the words that it has for a failure', async () => {
    odd('failuresOfAspNet');
    await assert.rejects(run(COMMANDS.getLinks, { connectionId, entryId: 999_999 }), /does not exist/);
    odd('deniedAsServerError');
    const denied = run(COMMANDS.searchEntries, { connectionId, command: '{LF:Nmae="x"}' });
    await assert.rejects(denied, /no search for "LF:nmae"/);
    await add();
  });
});
