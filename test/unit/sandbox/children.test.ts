import assert from 'node:assert/strict';
import { assertProblem, idsOf, namesOf, openSandbox, type Json, type SandboxUnderTest } from './support';

const children = (id: number) => `/Entries/${id}/Laserfiche.Repository.Folder/children`;

describe('sandbox: children', () => {
  let server: SandboxUnderTest;
  let scans: number;

  before(async () => {
    server = await openSandbox();
    scans = await server.idOf('\\Archive\\Scans 2019');
  });
  after(() => server.sandbox.close());

  async function pages(url: string, headers = {}): Promise<(readonly Json[])[]> {
    const all: (readonly Json[])[] = [];
    for (let next: string | undefined = url; next;) {
      const { body, rows } = await server.call('GET', next, { headers });
      all.push(rows);
      next = body['@odata.nextLink'] as string | undefined;
      if (next) assert.ok(next.startsWith(`${server.sandbox.baseUrl}/v1/`), 'the next link is absolute');
    }
    return all;
  }

  it('lists folders first, then by name', async () => {
    const { rows } = await server.get(children(1), { groupByEntryType: 'true', $orderby: 'name asc' });
    assert.deepEqual(namesOf(rows), [
      'Accounts Payable',
      'Archive',
      'Board',
      'Contracts',
      'Human Resources',
      'Policies',
      'Projects',
      'Samples',
      'Email',
      'EmailAttachment',
      'Employee Handbook',
      'Office Contacts',
    ]);
    assert.deepEqual(
      rows.map((row) => row['rowNumber']),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    );
  });

  it('does not convert to sub-types unless their properties are selected', async () => {
    const [plain] = (await server.get(children(1), { $orderby: 'id', $top: '1' })).rows;
    assert.ok(plain && 'fullPath' in plain && !('extension' in plain));
    const { rows } = await server.get(children(1), {
      $select: 'extension,isRecord',
      $orderby: 'id',
      $top: '1',
    });
    assert.deepEqual(rows, [
      { id: 10, name: 'Email', entryType: 'Document', rowNumber: 1, extension: 'eml', isRecord: false },
    ]);
  });

  it('pages by 150 through the big folder', async () => {
    const all = await pages(children(scans));
    assert.deepEqual(
      all.map((page) => page.length),
      Array.from({ length: 8 }, () => 150),
    );
    assert.equal(new Set(idsOf(all.flat())).size, 1200);
  });

  it('pages as the client prefers, in either form, up to the largest page it allows', async () => {
    for (const prefer of [
      'odata.maxpagesize=700',
      'maxpagesize=700',
      'respond-async, odata.maxpagesize=700',
    ]) {
      const all = await pages(children(scans), { prefer });
      assert.deepEqual(
        all.map((page) => page.length),
        [700, 500],
        prefer,
      );
    }
    server.sandbox.setBehaviour({ maxPageSize: 500 });
    const capped = await pages(children(scans), { prefer: 'odata.maxpagesize=5000' });
    assert.deepEqual(
      capped.map((page) => page.length),
      [500, 500, 200],
    );
    server.sandbox.setBehaviour({ maxPageSize: 1000 });
  });

  it('keeps the page size when a client follows a next link without saying it again', async () => {
    const first = await server.call('GET', children(scans), { headers: { prefer: 'odata.maxpagesize=40' } });
    assert.equal(first.headers.get('preference-applied'), 'odata.maxpagesize=40');
    const second = await server.get(String(first.body['@odata.nextLink']));
    assert.equal(second.rows.length, 40);
  });

  it('skips, takes, counts and sorts', async () => {
    const { rows, body } = await server.get(children(scans), {
      $skip: '10',
      $top: '3',
      $count: 'true',
      $orderby: 'name desc',
    });
    assert.deepEqual(namesOf(rows), ['Scan 2019-1190', 'Scan 2019-1189', 'Scan 2019-1188']);
    assert.equal(body['@odata.count'], 1200);
    assert.equal(body['@odata.nextLink'], undefined);
    const taken = await pages(
      `${server.sandbox.baseUrl}/v1/Repositories/r-abc123${children(scans)}?$top=310`,
    );
    assert.deepEqual(
      taken.map((page) => page.length),
      [150, 150, 10],
    );
  });

  it('refuses options that it does not understand', async () => {
    for (const query of [
      { $top: '-1' },
      { $skip: 'many' },
      { $count: 'yes' },
      { $select: 'name,colour' },
      { $orderby: 'name upwards' },
      { $orderby: 'colour asc' },
      { $orderby: 'id,name,creator,entryType,fullPath,parentId' },
      { $filter: "name eq 'x'" },
      { $skiptoken: 'nonsense' },
      { groupByEntryType: 'maybe' },
    ]) {
      assertProblem(await server.get(children(1), query), 400);
    }
  });

  it('adds field values on request', async () => {
    const invoices = await server.idOf('\\Accounts Payable\\Invoices\\2023');
    const { rows } = await server.get(children(invoices), { fields: 'Vendor', $top: '1' });
    const [field] = rows[0]?.['fields'] as Json[];
    assert.equal(field?.['fieldName'], 'Vendor');
    assert.deepEqual(field['values'], [{ value: 'Bright Glass', position: 1 }]);
  });

  it('lists nothing of an empty folder, a document or a denied folder', async () => {
    assert.deepEqual((await server.get(children(await server.idOf('\\Samples\\Empty Folder')))).rows, []);
    assertProblem(await server.get(children(10)), 400);
    assertProblem(await server.get(children(999_999)), 404, 9001);
    const { rows } = await server.get(children(await server.idOf('\\Board')), { $select: 'name' });
    const denied = rows.find((row) => row['name'] === 'Executive Session');
    assertProblem(await server.get(children(Number(denied?.['id']))), 403, 9010);
  });

  describe('creating', () => {
    const create = (body: unknown, query = {}) => server.call('POST', children(1), { body, query });
    afterEach(() => server.sandbox.reset());

    it('creates folders', async () => {
      const made = await create({ entryType: 'Folder', name: 'New Folder' });
      assert.equal(made.status, 201);
      assert.equal(made.body['fullPath'], '\\New Folder');
      assert.equal(made.body['@odata.type'], '#Laserfiche.Repository.Folder');
      assert.equal((await server.get(String(made.headers.get('location')))).body['id'], made.body['id']);
      assertProblem(await create({ entryType: 'Folder', name: 'NEW FOLDER' }), 409);
      const renamed = await create({ entryType: 'Folder', name: 'New Folder' }, { autoRename: 'true' });
      assert.equal(renamed.body['name'], 'New Folder (2)');
    });

    it('creates shortcuts, but none to a shortcut', async () => {
      const made = await create({ entryType: 'Shortcut', name: 'To the mail', targetId: 10 });
      assert.equal(made.body['targetId'], 10);
      assert.equal(made.body['extension'], 'eml');
      assertProblem(await create({ entryType: 'Shortcut', name: 'To it', targetId: made.body['id'] }), 400);
      assertProblem(
        await create({ entryType: 'Shortcut', name: 'To nothing', targetId: 999_999 }),
        404,
        9001,
      );
      assertProblem(await create({ entryType: 'Shortcut', name: 'To nobody' }), 400);
    });

    it('copies with everything below, without links', async () => {
      const policies = await server.idOf('\\Policies');
      const made = await create({ sourceId: policies, name: 'Policies, a copy' });
      assert.equal(made.status, 201);
      const original = await server.get(children(policies), { $orderby: 'name' });
      const copy = await server.get(children(Number(made.body['id'])), { $orderby: 'name' });
      assert.deepEqual(namesOf(copy.rows), namesOf(original.rows));
      for (const [index, row] of copy.rows.entries()) {
        assert.notEqual(row['id'], original.rows[index]?.['id']);
        assert.deepEqual((await server.get(`/Entries/${String(row['id'])}/links`)).rows, []);
      }
      assertProblem(
        await server.call('POST', children(policies), { body: { sourceId: policies, name: 'Inside' } }),
        400,
      );
    });

    it('copies as a task that leads to the copy', async () => {
      const path = '/Entries/1/Laserfiche.Repository.Folder/CopyAsync';
      const { status, body } = await server.call('POST', path, {
        body: { sourceId: 10, name: 'Email, a copy' },
      });
      assert.equal(status, 201);
      const done = await server.finished(body['token']);
      assert.equal(done.status, 201);
      const copy = await server.get(String(done.headers.get('location')));
      assert.equal(copy.body['name'], 'Email, a copy');
      assert.equal(copy.body['id'], done.body['entryId']);
      assertProblem(await server.call('POST', path, { body: { name: 'Nothing' } }), 400);
      assertProblem(
        await server.call('POST', path, { body: { sourceId: 999_999, name: 'Nothing' } }),
        404,
        9001,
      );
      const clash = await server.call('POST', path, { body: { sourceId: 10, name: 'Email' } });
      assert.equal((await server.finished(clash.body['token'])).body['status'], 'Failed');
    });

    it('refuses what cannot be created', async () => {
      assertProblem(await create({ entryType: 'Document', name: 'X' }), 400);
      assertProblem(await create({ entryType: 'Folder' }), 400);
      assertProblem(await create({ entryType: 'Folder', name: 'X', targetId: '10' }), 400);
      assertProblem(
        await server.call('POST', children(10), { body: { entryType: 'Folder', name: 'X' } }),
        400,
      );
    });
  });
});
