import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Report } from '../../src/audit';
import { COMMANDS } from '../../src/ui/ids';
import { ATTACHMENT, configure, connectServer, EMAIL, MESSAGE, run, type Server } from './support';

const SUPERSEDES = 2;
const REFERENCES = 7;
const MEMO = 254;

describe('auditing links', () => {
  let server: Server;
  let connectionId: string;
  let folder: string;

  before(async () => {
    server = await connectServer('Audited');
    ({ connectionId } = server);
    folder = await mkdtemp(path.join(os.tmpdir(), 'audit-'));
  });
  beforeEach(() => server.sandbox.reset());
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const link = (sourceId: number, targetId: number, linkTypeId: number) =>
    run(COMMANDS.addLinks, { connectionId, sourceId, links: [{ targetId, linkTypeId }] });
  const audit = (given: object) => run<Report>(COMMANDS.auditLinks, { connectionId, ...given });
  const shown = ({ findings }: Report) =>
    findings.map(({ check, entryId, targetId, linkTypeId }) => [check, entryId, targetId, linkTypeId]);

  it('finds what is wrong with the links of some entries, and says why', async () => {
    await link(EMAIL, ATTACHMENT, MESSAGE);
    await link(EMAIL, ATTACHMENT, REFERENCES);
    await link(ATTACHMENT, EMAIL, MESSAGE);
    await link(MEMO, EMAIL, SUPERSEDES);
    const restore = await configure('allowSelfLinks', true);
    try {
      await link(MEMO, MEMO, REFERENCES);
    } finally {
      await restore();
    }
    const found = await audit({
      entryIds: [EMAIL, ATTACHMENT, MEMO],
      checks: ['selfLink', 'linkedTwice', 'bothWays', 'supersededLinked', 'missingLink'],
      options: { required: [{ linkTypeId: MESSAGE, as: 'source' }] },
    });
    assert.deepEqual(shown(found), [
      ['missingLink', MEMO, undefined, MESSAGE],
      ['selfLink', MEMO, MEMO, REFERENCES],
      ['linkedTwice', EMAIL, ATTACHMENT, REFERENCES],
      ['bothWays', EMAIL, ATTACHMENT, MESSAGE],
      ['supersededLinked', ATTACHMENT, EMAIL, MESSAGE],
    ]);
    assert.deepEqual([found.looked, found.complete], [3, true]);
    assert.match(found.findings[2]?.message ?? '', /of the type References → Referenced by adds nothing/);
    assert.ok(found.findings.every(({ path: at, message }) => at.startsWith('\\') && message.endsWith('.')));
  });

  it('of the whole repository reads links only of entries that have some', async () => {
    server.received();
    const found = await audit({ checks: ['selfLink', 'bothWays'] });
    const requests = server.received();
    const reads = requests.filter((one) => one.endsWith('/links')).length;
    assert.ok(found.complete && found.looked > 1_000);
    assert.ok(reads > 0 && reads < found.looked / 5, `${reads} of ${found.looked}`);
    const alone = await audit({
      checks: ['missingLink'],
      options: { required: [{ linkTypeId: MESSAGE }] },
    });
    assert.ok(alone.findings.length > 0);
    assert.deepEqual(
      server.received().filter((one) => one.endsWith('/links')),
      [],
    );
  });

  it('of a folder, a question and a command looks at those entries only', async () => {
    const inFolder = await audit({ in: 1, checks: ['hub'] });
    const asked = await audit({ query: { name: 'Email*' }, checks: ['hub'] });
    const byCommand = await audit({ command: '{LF:Name="Email*", Type="DFS"}', checks: ['hub'] });
    assert.ok(inFolder.looked > 1_000);
    assert.deepEqual([asked.looked, byCommand.looked], [2, 2]);
    await link(EMAIL, ATTACHMENT, MESSAGE);
    const linked = await audit({
      command: '{LF:Name="Email*", Type="DFS"}',
      checks: ['hub', 'missingLink'],
      options: { hubAbove: 1, required: [{ linkTypeId: MESSAGE, as: 'source' }] },
    });
    assert.deepEqual(shown(linked), [['missingLink', ATTACHMENT, undefined, MESSAGE]]);
  });

  it('writes its report as the ending of the file says', async () => {
    await link(EMAIL, ATTACHMENT, MESSAGE);
    await link(ATTACHMENT, EMAIL, MESSAGE);
    const report = async (name: string) => {
      const file = path.join(folder, name);
      const found = await audit({ entryIds: [EMAIL], checks: ['bothWays', 'deadTarget'], file });
      return { found, text: await readFile(file, 'utf8') };
    };
    const json = await report('a.json');
    assert.deepEqual(JSON.parse(json.text), json.found);
    assert.match((await report('a.CSV')).text, /^\uFEFFcheck,.*\r\nbothWays,10,/);
    assert.match((await report('a.md')).text, /^# Link Audit\n\nOne entry was looked at\.\n[^]*\| 10 \|/);
    await assert.rejects(report('a.txt'), /must end with \.csv, \.json or \.md/);
  });

  it('refuses what can’t be meant', async () => {
    await assert.rejects(audit({ in: 1, entryIds: [1] }), /can't be given together/);
    await assert.rejects(audit({ checks: ['links'] }), /"checks\[0\]" must be/);
    await assert.rejects(audit({ checks: ['missingLink'] }), /"options\.required" must name/);
    await assert.rejects(audit({ options: { required: [{ linkTypeId: 99 }] } }), /Could not audit the links/);
  });
});
