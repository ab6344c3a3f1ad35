import assert from 'node:assert/strict';
import { createRepositoryApi, fetchTransport, PasswordSignIn } from '../../../src/api';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { editorFor, MemoryJournal } from '../../support/editing';
import type { GivenAnswer } from '../../support/httpServer';
import { startLyingProxy, type LyingProxy } from '../../support/lyingProxy';

const SOURCE = 10;
const TARGET = 15;
const MESSAGE = 1;
const TEXT = { 'Content-Type': 'text/plain' };

/** What stands before the API says when it does not reach it: nothing of it is about an entry. */
const GATEWAYS: readonly (readonly [what: string, answer: GivenAnswer])[] = [
  ['a page of a web server', { headers: TEXT, body: '404 page not found\n' }],
  ['a default backend', { headers: TEXT, body: 'default backend - 404' }],
  ['an address of the web framework', { body: { Message: "No resource matches '/v1/Entries/15'." } }],
  ['a gateway without a route', { body: { message: 'no Route matched with those values' } }],
  ['nothing', { body: '' }],
  ['a service with such a name', { body: { title: 'The document server is down.', errorCode: 9030 } }],
];

describe('an undo behind a gateway that answers 404', () => {
  let sandbox: Sandbox;
  let proxy: LyingProxy;
  beforeEach(async () => {
    sandbox = await startSandbox();
    proxy = await startLyingProxy(new URL(sandbox.baseUrl).origin);
  });
  afterEach(async () => {
    await proxy.close();
    await sandbox.close();
  });

  /** Removes a link, and then plans to bring it back while reading its target is answered so. */
  async function planned(answer: GivenAnswer) {
    const { repoId, username, password, baseUrl } = sandbox;
    const signIn = new PasswordSignIn({ username, password });
    const api = createRepositoryApi({
      ...{ baseUrl: proxy.origin + new URL(baseUrl).pathname, repoId, signIn, transport: fetchTransport },
    });
    const journal = new MemoryJournal();
    const editor = editorFor(api, () => api.listLinkTypes(), { journal });
    const link = { targetId: TARGET, linkTypeId: MESSAGE };
    await editor.change({ sourceId: SOURCE, edit: { upsert: [link] }, cause: 'command' });
    await editor.change({ sourceId: SOURCE, edit: { remove: [link] }, cause: 'command' });
    proxy.lie = ({ method, url }) =>
      method === 'GET' && url.includes(`/Entries/${TARGET}`) && !url.includes('/links')
        ? { answer: { status: 404, ...answer } }
        : undefined;
    return editor.planUndo(journal.items.slice(-1));
  }

  for (const [what, answer] of GATEWAYS)
    it(`does not give up a link for ${what}`, async () => {
      const set = await planned(answer).catch((error: unknown) => {
        assert.ok(error instanceof Error && 'reason' in error, String(error));
        return undefined;
      });
      assert.deepEqual(set?.cannotReturn ?? [], []);
      // Either all of it can be undone, or it says that it could not be looked at.
      assert.ok(set === undefined || set.steps.every((step) => 'error' in step), 'a plan without a look');
    });

  it('gives it up where the API says that the target is not there', async () => {
    const { cannotReturn } = await planned({ body: { title: 'Fort.', errorCode: 9001 } });
    assert.deepEqual(
      cannotReturn.map(({ why }) => why),
      ['targetGone'],
    );
  });
});
