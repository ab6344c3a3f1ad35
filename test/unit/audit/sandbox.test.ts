import assert from 'node:assert/strict';
import { createRepositoryApi, fetchTransport, PasswordSignIn, type RepositoryApi } from '../../../src/api';
import { type AuditState, auditLinks } from '../../../src/audit';
import { startSandbox, type ObservedRequest, type Sandbox } from '../../../src/sandbox';
import { createSearches } from '../../../src/search';

describe('an audit of the sandbox', () => {
  let sandbox: Sandbox;
  let api: RepositoryApi;
  const requests: ObservedRequest[] = [];

  before(async () => {
    sandbox = await startSandbox({ onRequest: (request) => requests.push(request) });
    const { baseUrl, repoId, username, password } = sandbox;
    const signIn = new PasswordSignIn({ username, password });
    api = createRepositoryApi({ baseUrl, repoId, signIn, transport: fetchTransport });
    sandbox.setBehaviour({ searchDelayMs: 0, maxPageSize: 400 });
  });
  after(() => sandbox.close());

  it('that ended after some pages asks a real server for the rest of them', async () => {
    const linkTypes = () => api.listLinkTypes();
    const searches = createSearches({ repository: api, linkTypes });
    const options = { required: [{ linkTypeId: 2, as: 'source' }] } as const;
    const job = { api, searches, linkTypes, set: { in: 1 }, checks: ['missingLink'], options } as const;
    const whole = await auditLinks(job);
    assert.ok(whole.looked > 1_000 && whole.complete && whole.findings.length > 1_000);
    let kept: AuditState | undefined;
    let writes = 0;
    const state = {
      read: () => Promise.resolve(kept),
      write(written: AuditState) {
        writes += 1;
        if (writes > 2) return Promise.reject(new Error('killed'));
        kept = written;
        return Promise.resolve();
      },
    };
    await assert.rejects(auditLinks({ ...job, state }), /killed/);
    assert.equal(kept?.set.rows, 800);
    writes = -Infinity;
    requests.splice(0);
    assert.deepEqual(await auditLinks({ ...job, state }), whole);
    const pages = requests.filter(({ path }) => path.includes('/Results'));
    assert.ok(pages.length < 6, String(pages.length));
  });
});
