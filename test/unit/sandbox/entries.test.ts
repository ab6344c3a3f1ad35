import assert from 'node:assert/strict';
import { assertProblem, openSandbox, type Json, type SandboxUnderTest } from './support';

describe('sandbox: entries', () => {
  let server: SandboxUnderTest;

  before(async () => {
    server = await openSandbox();
  });
  after(() => server.sandbox.close());

  it('answers an entry converted to its sub-type', async () => {
    const { body } = await server.get('/Entries/10');
    assert.equal(body['@odata.type'], '#Laserfiche.Repository.Document');
    assert.equal(body['name'], 'Email');
    assert.equal(body['fullPath'], '\\Email');
    assert.equal(body['folderPath'], '\\');
    assert.equal(body['extension'], 'eml');
    assert.equal(body['isRecord'], false);

    const shortcut = await server.get(`/Entries/${await server.idOf('\\Human Resources\\Code of Conduct')}`);
    assert.equal(shortcut.body['targetType'], 'Document');
    assert.equal(shortcut.body['targetId'], await server.idOf('\\Policies\\Code of Conduct'));
  });

  it('leaves what $select does not name', async () => {
    const { body } = await server.get('/Entries/10', { $select: 'fullPath,extension' });
    assert.deepEqual(Object.keys(body).sort(), [
      '@odata.type',
      'entryType',
      'extension',
      'fullPath',
      'id',
      'name',
      'rowNumber',
    ]);
    assertProblem(await server.get('/Entries/10', { $select: 'colour' }), 400);
    assertProblem(await server.get('/Entries/10', { $top: '1' }), 400);
  });

  it('tells missing, malformed and denied ids apart', async () => {
    assertProblem(await server.get('/Entries/999999'), 404, 9001);
    assertProblem(await server.get('/Entries/ten'), 400);
    assertProblem(await server.get('/Entries/99999999999'), 400);
    const denied = await server.call('GET', '/Entries/ByPath', {
      query: { fullPath: '\\Board\\Executive Session' },
    });
    assertProblem(denied, 403, 9010);
    assertProblem(
      await server.get('/Entries/ByPath', { fullPath: '\\Board\\Executive Session\\Compensation Review' }),
      403,
      9010,
    );
  });

  it('finds an entry by path, ignoring case', async () => {
    const { body } = await server.get('/Entries/ByPath', { fullPath: '\\contracts\\MASTER agreement index' });
    assert.equal((body['entry'] as Json)['fullPath'], '\\Contracts\\Master Agreement Index');
    assert.equal(body['ancestorEntry'], null);
    assert.equal(await server.idOf('\\'), 1);
  });

  it('falls back to the closest ancestor when asked to', async () => {
    const fullPath = '\\Contracts\\Nothing\\Here';
    assertProblem(await server.get('/Entries/ByPath', { fullPath }), 404, 9001);
    const { body } = await server.get('/Entries/ByPath', { fullPath, fallbackToClosestAncestor: 'true' });
    assert.equal(body['entry'], null);
    assert.equal((body['ancestorEntry'] as Json)['name'], 'Contracts');
    assertProblem(await server.get('/Entries/ByPath'), 400);
    assertProblem(
      await server.get('/Entries/ByPath', { fullPath, fallbackToClosestAncestor: 'perhaps' }),
      400,
    );
  });

  it('renames and moves', async () => {
    const renamed = await server.call('PATCH', '/Entries/15', { body: { name: 'Renamed' } });
    assert.equal(renamed.body['fullPath'], '\\Renamed');
    const parentId = await server.idOf('\\Samples\\Empty Folder');
    const moved = await server.call('PATCH', '/Entries/15', { body: { parentId } });
    assert.equal(moved.body['fullPath'], '\\Samples\\Empty Folder\\Renamed');
    await server.call('PATCH', '/Entries/15', { body: { parentId: 1, name: 'EmailAttachment' } });
    assert.equal(await server.idOf('\\EmailAttachment'), 15);
  });

  it('refuses changes that the repository does not allow', async () => {
    const patch = (id: number, body: unknown, query = {}) =>
      server.call('PATCH', `/Entries/${id}`, { body, query });
    const contracts = await server.idOf('\\Contracts');
    const locked = await server.idOf('\\Projects\\Harbour Row Terrace\\Permits\\Building Permit Application');
    assertProblem(await patch(15, { name: 'email' }), 409);
    assert.equal((await patch(15, { name: 'email' }, { autoRename: 'true' })).body['name'], 'email (2)');
    assertProblem(await patch(locked, { name: 'X' }), 423);
    assertProblem(await patch(1, { name: 'X' }), 400);
    assertProblem(await patch(contracts, { parentId: await server.idOf('\\Contracts\\Clients') }), 400);
    assertProblem(await patch(15, { parentId: 10 }), 400);
    assertProblem(await patch(15, { parentId: 999_999 }), 404, 9001);
    assertProblem(await patch(15, {}), 400);
    assertProblem(await patch(15, { name: 7 }), 400);
    for (const name of [' ', 'a\\b', 'x'.repeat(256)]) assertProblem(await patch(15, { name }), 400);
    await patch(15, { name: 'EmailAttachment' });
  });

  it('refuses bodies that it cannot read', async () => {
    const patch = (body: string, headers = {}) => server.call('PATCH', '/Entries/15', { body, headers });
    assertProblem(await patch('{"name":'), 400);
    assertProblem(await patch('[]'), 400);
    assertProblem(await patch(''), 400);
    assertProblem(await patch('{}', { 'content-type': undefined }), 415);
    assertProblem(await patch('{}', { 'content-type': 'text/json' }), 415);
  });

  it('answers 413 to bodies over 5 MB, and takes those below', async () => {
    const patch = (size: number) =>
      server.call('PATCH', '/Entries/15', {
        body: JSON.stringify({ name: 'EmailAttachment', padding: 'x'.repeat(size) }),
      });
    assertProblem(await patch(5 * 1024 * 1024), 413);
    assert.equal((await patch(5 * 1024 * 1024 - 100)).status, 200);
  });

  it('deletes as a task, with everything below and all links at either end', async () => {
    const policies = await server.idOf('\\Policies');
    const signed = await server.idOf(
      '\\Human Resources\\Employee Files\\Abbott, Ada\\Code of Conduct, signed',
    );
    const shortcut = await server.idOf('\\Human Resources\\Code of Conduct');
    assert.equal((await server.get(`/Entries/${signed}/links`)).rows.length, 1);

    // Longer than the next call takes on a busy machine.
    server.sandbox.setBehaviour({ taskDelayMs: 600 });
    const started = await server.call('DELETE', `/Entries/${policies}`, {
      body: { auditReasonId: 1, comment: 'spring' },
    });
    assert.equal(started.status, 201);
    const running = await server.get(`/Tasks/${String(started.body['token'])}`);
    assert.equal(running.status, 202);
    assert.equal(running.body['status'], 'InProgress');
    server.sandbox.setBehaviour({ taskDelayMs: 0 });

    const done = await server.finished(started.body['token']);
    assert.equal(done.status, 200);
    assert.equal(done.body['status'], 'Completed');
    assertProblem(await server.get(`/Entries/${policies}`), 404, 9001);
    // Shortcuts outlive what they stand for.
    assert.equal((await server.get(`/Entries/${shortcut}`)).status, 200);
    assertProblem(await server.get(`/Entries/${shortcut}/fields`), 404, 9001);
    assert.deepEqual((await server.get(`/Entries/${signed}/links`)).rows, []);
    await server.sandbox.reset();
    assert.equal((await server.get(`/Entries/${policies}`)).status, 200);
  });

  it('lets a deletion fail or be called off', async () => {
    const permits = await server.idOf('\\Projects\\Harbour Row Terrace\\Permits');
    const failing = await server.call('DELETE', `/Entries/${permits}`);
    const failed = await server.finished(failing.body['token']);
    assert.equal(failed.body['status'], 'Failed');
    assert.equal((failed.body['errors'] as Json[])[0]?.['objectId'], permits);
    assert.equal((await server.get(`/Entries/${permits}`)).status, 200);

    server.sandbox.setBehaviour({ taskDelayMs: 60_000 });
    const { body } = await server.call('DELETE', '/Entries/15');
    server.sandbox.setBehaviour({ taskDelayMs: 0 });
    assert.equal((await server.call('DELETE', `/Tasks/${String(body['token'])}`)).status, 204);
    assert.equal((await server.finished(body['token'])).body['status'], 'Cancelled');
    assert.equal((await server.get('/Entries/15')).status, 200);
  });

  it('refuses to begin a deletion that makes no sense', async () => {
    assertProblem(await server.call('DELETE', '/Entries/999999'), 404, 9001);
    assertProblem(
      await server.call('DELETE', '/Entries/15', { headers: { 'content-type': undefined } }),
      415,
    );
    assertProblem(await server.call('DELETE', '/Entries/15', { body: [] }), 400);
    assertProblem(await server.get('/Tasks/none'), 404);
    assertProblem(await server.call('DELETE', '/Tasks/none'), 404);
  });
});
