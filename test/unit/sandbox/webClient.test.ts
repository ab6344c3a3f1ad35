import assert from 'node:assert/strict';
import { openSandbox, type SandboxUnderTest } from './support';

describe('sandbox: web client page', () => {
  let server: SandboxUnderTest;

  before(async () => {
    server = await openSandbox();
  });
  after(() => server.sandbox.close());

  async function open(path: string): Promise<{ status: number; headers: Headers; text: string }> {
    const response = await fetch(new URL(path, server.sandbox.baseUrl));
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  it('shows name, path and id without a sign-in', async () => {
    for (const path of [
      '/laserfiche/DocView.aspx?repo=r-abc123&id=15',
      '/laserfiche/Browse.aspx?repo=r-abc123&docid=15',
    ]) {
      const { status, text } = await open(path);
      assert.equal(status, 200);
      for (const fact of ['EmailAttachment', '\\EmailAttachment', '15'])
        assert.ok(text.includes(`>${fact}<`), fact);
    }
  });

  it('shows the root where no entry is named', async () => {
    assert.ok((await open('/laserfiche?repo=r-abc123')).text.includes('>Alder Street Builders<'));
  });

  it('escapes names and allows no inline code', async () => {
    const id = await server.idOf('\\Samples\\Unusual Names\\<script>alert(1)</script>');
    const { headers, text } = await open(`/laserfiche/DocView.aspx?repo=r-abc123&id=${id}`);
    assert.ok(text.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
    assert.ok(!text.includes('<script>'));
    const policy = headers.get('content-security-policy') ?? '';
    assert.ok(policy.includes("default-src 'none'") && !policy.includes('unsafe'));
  });

  it('says when there is nothing to show', async () => {
    assert.equal((await open('/laserfiche/DocView.aspx?repo=r-abc123&id=999999')).status, 404);
    const odd = await open('/laserfiche/DocView.aspx?repo=r-abc123&id=<b>');
    assert.equal(odd.status, 404);
    assert.ok(!odd.text.includes('<b>'));
    assert.equal((await open('/laserfiche/DocView.aspx?repo=r-other&id=10')).status, 404);
    const denied = [...(await server.get('/Entries/1/Laserfiche.Repository.Folder/children')).rows].find(
      (row) => row['name'] === 'Board',
    );
    const { rows } = await server.get(
      `/Entries/${String(denied?.['id'])}/Laserfiche.Repository.Folder/children`,
    );
    const session = rows.find((row) => row['name'] === 'Executive Session');
    const refused = await open(`/laserfiche/Browse.aspx?repo=r-abc123&id=${String(session?.['id'])}`);
    assert.equal(refused.status, 403);
    assert.ok(!refused.text.includes('Executive'));
  });

  it('serves what its pages load', async () => {
    assert.match((await open('/laserfiche/browse.js')).headers.get('content-type') ?? '', /javascript/);
    assert.match((await open('/laserfiche/style.css')).headers.get('content-type') ?? '', /css/);
  });
});
