import assert from 'node:assert/strict';
import {
  assertProblem,
  idsOf,
  namesOf,
  openSandbox,
  signIn,
  type Answer,
  type SandboxUnderTest,
} from './support';

const EVERYTHING = '{LF:Name="*", Type="DFS"}';

describe('sandbox: searches that go on', () => {
  let server: SandboxUnderTest;
  let clock = Date.UTC(2026, 0, 1);

  before(async () => {
    server = await openSandbox({
      now: () => clock,
      tokenLifeSeconds: 1_000_000,
      behaviour: { maxPageSize: 10_000 },
    });
  });
  afterEach(() => {
    server.sandbox.setBehaviour({ searchDelayMs: 0 });
    clock += 600_000; // nothing stays open
  });
  after(() => server.sandbox.close());

  const start = (searchCommand: string) => server.call('POST', '/Searches', { body: { searchCommand } });
  const opened = async (command: string): Promise<string> => {
    const { status, body } = await start(command);
    assert.equal(status, 201);
    return `/Searches/${String(body['token'])}`;
  };
  const close = (search: string) => server.call('DELETE', search);
  const found = async (command: string): Promise<Answer> => {
    const search = await opened(command);
    const answer = await server.call('GET', `${search}/Results`, {
      headers: { prefer: 'odata.maxpagesize=10000' },
    });
    await close(search);
    assert.equal(answer.status, 200);
    return answer;
  };

  it('run for a while, and are done with all that they found', async () => {
    server.sandbox.setBehaviour({ searchDelayMs: 1000 });
    const search = await opened('{LF:Name="Email*"}');
    const running = await server.get(search);
    assert.deepEqual([running.status, running.body['status']], [202, 'InProgress']);
    assertProblem(await server.get(`${search}/Results`), 400);
    clock += 500;
    assert.equal((await server.get(search)).body['percentComplete'], 50);
    clock += 500;
    const done = await server.get(search);
    assert.deepEqual(
      [done.status, done.body['status'], done.body['percentComplete']],
      [201, 'Completed', 100],
    );
    const { rows } = await server.get(`${search}/Results`);
    assert.deepEqual(namesOf(rows), ['Email', 'EmailAttachment']);
    assert.deepEqual(
      rows.map((row) => row['rowNumber']),
      [1, 2],
    );
  });

  it('are read in pages, sorted, counted and with fields', async () => {
    const search = await opened(EVERYTHING);
    const first = await server.call('GET', `${search}/Results`, {
      query: { $count: 'true', $orderby: 'name desc', fields: 'Vendor' },
      headers: { prefer: 'maxpagesize=3' },
    });
    assert.equal(first.rows.length, 3);
    assert.ok(Number(first.body['@odata.count']) > 1000);
    const next = await server.call('GET', String(first.body['@odata.nextLink']));
    assert.deepEqual(next.rows.map((row) => row['rowNumber']).length, 3);
    const grouped = await server.get(`${search}/Results`, { groupByEntryType: 'true', $top: '1' });
    assert.equal(grouped.rows[0]?.['entryType'], 'Folder');
  });

  it('tell where the text stands', async () => {
    const search = await opened('{LF:Basic~="handbook"}');
    const { rows } = await server.get(`${search}/Results/1/ContextHits`);
    const [hit] = rows;
    assert.equal(hit?.['hitType'], 'Name');
    assert.match(String(hit['context']), /Handbook/);
    assertProblem(await server.get(`${search}/Results/999/ContextHits`), 400);
  });

  it('have two places a session, which closing frees, and five minutes after the end', async () => {
    const [one] = [await opened(EVERYTHING), await opened(EVERYTHING)];
    assertProblem(await start(EVERYTHING), 429);
    const closed = await close(one);
    assert.deepEqual([closed.status, closed.body], [200, { value: true }]);
    assertProblem(await close(one), 404);
    assertProblem(await server.get(one), 404);
    assertProblem(await server.get(`${one}/Results`), 404);
    await opened(EVERYTHING);
    assertProblem(await start(EVERYTHING), 429);
    clock += 5 * 60_000;
    await opened(EVERYTHING);
  });

  it('are refused where their command can not be read', async () => {
    assertProblem(await start('{LF:Nmae="x"}'), 400);
    assertProblem(await start(' '), 400);
    assertProblem(await server.call('POST', '/Searches', { body: {} }), 400);
  });

  it('find by every criterion of the syntax', async () => {
    const names = async (command: string) => namesOf((await found(command)).rows);
    assert.deepEqual(await names('({LF:Name="Email*"}) - {LF:Name="*Attachment"}'), ['Email']);
    assert.deepEqual(await names('{LF:ID=15}'), ['EmailAttachment']);
    assert.ok((await names('{LF:Type="F"} & {LF:LookIn="\\", Subfolders=N}')).includes('Contracts'));
    assert.ok(
      (await names('{[Policy]:[Status]="Expired"}')).every((name) => String(name).includes('Policy')),
    );
    const policies = await names('{[Policy]}');
    assert.deepEqual(await names('{LF:TemplateName="policy"}'), policies);
    const inForce = await names('{[]:[Status]="In force"} & {LF:TemplateName="Policy"}');
    assert.deepEqual(
      await names('({[Policy]}) - {[]:[Status]="In force"}'),
      policies.filter((name) => !inForce.includes(name)),
    );
    assert.ok((await names('{[]:[Amount]>"100"}')).length > (await names('{[]:[Amount]>"10000"}')).length);
    assert.ok((await names('{[Policy]:[Department]=""}')).length > 0);
    assert.deepEqual(await names('{LF:Creator="mara lindqvist"} & {LF:Creator="Dale Whitcomb"}'), []);
  });

  it('find by dates, in both ways to write them', async () => {
    const ids = async (command: string) => idsOf((await found(command)).rows);
    const all = await ids(EVERYTHING);
    const [before, from] = [await ids('{LF:Created<"2024-02-01"}'), await ids('{LF:Created>="2/1/2024"}')];
    assert.ok(before.length > 0 && from.length > 0);
    assert.equal(before.length + from.length, all.length);
    assert.deepEqual(await ids('{LF:Modified>="2024-01-09"} & {LF:Modified<"2024-01-09"}'), []);
  });

  it('find sources by the label of the source, targets by that of the target', async () => {
    const names = async (command: string) => namesOf((await found(command)).rows);
    const [newer, older] = [
      await names('{LF:RelationSRC="supersedes"}'),
      await names('{LF:RelationDST="Superseded by"}'),
    ];
    assert.ok(newer.length > 0 && older.length > 0);
    assert.deepEqual(await names('{LF:RelationSRC="Superseded by"}'), []);
    assert.deepEqual(await names('{LF:RelationDST="Supersedes"}'), []);
    assert.deepEqual(new Set(await names('{LF:Relation="Supersedes"}')), new Set([...newer, ...older]));
  });

  it('number a row once: context hits are of that row, however the results are listed', async () => {
    const search = await opened('{LF:Name="*o*", Type="DFS"}');
    for (const query of [{ groupByEntryType: 'true' }, { $orderby: 'id desc' }]) {
      const { rows } = await server.get(`${search}/Results`, { ...query, $top: '20' });
      for (const { name, rowNumber } of rows) {
        const hits = await server.get(`${search}/Results/${String(rowNumber)}/ContextHits`);
        assert.equal(hits.rows[0]?.['context'], name);
      }
    }
  });

  it('show where a wildcard stands, and the values that a field criterion found', async () => {
    const hitsOf = async (command: string) => {
      const search = await opened(command);
      const { rows } = await server.get(`${search}/Results/1/ContextHits`);
      await close(search);
      return rows.map(({ context, highlight1Offset: at, highlight1Length: length, fieldName }) => [
        fieldName,
        String(context).slice(Number(at), Number(at) + Number(length)),
      ]);
    };
    assert.deepEqual(await hitsOf('{LF:Name="*Att?ch*t"}'), [[null, 'Attachment']]);
    assert.deepEqual(await hitsOf('{LF:Basic~="a*ach"} & {LF:Name="Email*"}'), [
      [null, 'ailAttach'],
      [null, 'Email'],
    ]);
    assert.deepEqual(await hitsOf('{[Policy]:[Status]="in f*"}'), [['Status', 'In f']]);
  });

  it('compare field values: filled in, whatever the letter case, and dates in both ways', async () => {
    const count = async (command: string) => (await found(command)).rows.length;
    const all = await count('{[Policy]}');
    const [filled, empty] = [
      await count('{[Policy]:[Department]<>""}'),
      await count('{[Policy]:[Department]=""}'),
    ];
    assert.ok(filled > 0 && filled + empty === all);
    assert.equal(
      await count('{[Policy]:[Status]<>"EXPIRED"}'),
      (await count('{[Policy]:[Status]<>""}')) - (await count('{[Policy]:[Status]="expired"}')),
    );
    assert.equal(await count('{[Policy]:[Status]>"a"}'), await count('{[Policy]:[Status]>"A"}'));
    const early = await count('{[Policy]:[Effective Date]<"2023-01-01"}');
    assert.ok(early > 0);
    assert.equal(await count('{[Policy]:[Effective Date]<"1/1/2023"}'), early);
  });

  it('find by a time of day, as finely as it is told', async () => {
    const { body } = await server.get('/Entries/10');
    const created = String(body['creationTime']).slice(0, 19);
    const ids = async (command: string) => idsOf((await found(command)).rows);
    assert.ok((await ids(`{LF:Created="${created.slice(0, 16)}"}`)).includes(10));
    assert.ok((await ids(`{LF:Created<="${created}"}`)).includes(10));
    assert.ok(!(await ids(`{LF:Created<"${created}"}`)).includes(10));
    assertProblem(await start('{LF:Created>"1/1/2024 25:00"}'), 400);
  });

  it('are a user’s, whichever of the tokens asks', async () => {
    const { sandbox } = server;
    const again = await signIn(sandbox, sandbox.username, sandbox.password);
    const headers = { authorization: `Bearer ${String(again.body['access_token'])}` };
    const search = await opened(EVERYTHING);
    await opened(EVERYTHING);
    const third = { body: { searchCommand: EVERYTHING }, headers };
    assertProblem(await server.call('POST', '/Searches', third), 429);
    assert.equal((await server.call('DELETE', search, { headers })).status, 200);
    assert.equal((await server.call('POST', '/Searches', third)).status, 201);
  });

  it('write field values as people do where that is asked for', async () => {
    const search = await opened('{LF:ID=10}');
    const received = async (formatFields: string) => {
      const { rows } = await server.get(`${search}/Results`, { fields: 'Received', formatFields });
      return JSON.stringify(rows[0]?.['fields']);
    };
    assert.match(await received('false'), /"value":"\d{4}-\d\d-\d\d/);
    assert.match(await received('true'), /"value":"\d{1,2}\/\d{1,2}\/\d\d/);
  });
});
