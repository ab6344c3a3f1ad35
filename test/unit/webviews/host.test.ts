import assert from 'node:assert/strict';
import { ApiError, type EntrySearch } from '../../../src/api';
import type { Entry, Link, LinkAssignment, RepositoryRef } from '../../../src/domain';
import type { Session } from '../../../src/connections';
import { EditError } from '../../../src/changes';
import { failureOf } from '../../../src/webviews/assignLinks/failures';
import { FormHost } from '../../../src/webviews/assignLinks/formHost';
import { pageHtml } from '../../../src/webviews/assignLinks/html';
import type { FoundTargets, Saved } from '../../../src/webviews/assignLinks/protocol';
import { editorFor, freeTicket } from '../../support/editing';
import { requestFor } from '../../support/requestFor';
import { link, SETTINGS, TYPES } from './support';

const ENTRIES: readonly Entry[] = [
  { id: 10, name: 'Email', entryType: 'Document', path: '\\Email' },
  { id: 15, name: 'Attachment', entryType: 'Document', path: '\\Attachment', isCheckedOut: true },
  { id: 20, name: 'To the e-mail', entryType: 'Shortcut', targetId: 10, path: '\\To the e-mail' },
];

/** A form's host side on a repository in memory. */
const UNDONE = { added: 1, removed: 0, changed: 0, kept: 2, cannotReturn: 0 };

function setUp(sourceId = 10, links: readonly Link[] = [link(1)]) {
  const calls: string[] = [];
  const copied: string[] = [];
  const bodies: (readonly LinkAssignment[])[] = [];
  const previews: unknown[] = [];
  let current = links;
  const place = { baseUrl: 'https://server/LFRepositoryAPI', repoId: 'r 1' };
  const repository = {
    ...place,
    requestFor: requestFor(place),
    getEntry: (id: number) => {
      calls.push(`entry ${id}`);
      const entry = ENTRIES.find((one) => one.id === id);
      return entry ? Promise.resolve(entry) : Promise.reject(new ApiError('notFound', `No entry ${id}`));
    },
    getEntryByPath: (path: string) => {
      const entry = ENTRIES.find((one) => one.path === path);
      const ancestor: Entry = { id: 1, name: '', entryType: 'Folder', path: '\\' };
      return Promise.resolve(entry ? { entry } : { ancestor });
    },
    getLinks: (id: number) => {
      calls.push(`links ${id}`);
      return Promise.resolve(current.filter((one) => one.sourceId === id || one.targetId === id));
    },
    search: ({ nameContains }: EntrySearch, options?: { signal?: AbortSignal }) => {
      calls.push(`search ${nameContains}`);
      return new Promise<{ entries: readonly Entry[]; truncated: boolean }>((resolve, reject) => {
        const stop = () => reject(new ApiError('cancelled', 'stopped'));
        if (options?.signal?.aborted) stop();
        options?.signal?.addEventListener('abort', stop);
        if (!nameContains.includes('slow')) resolve({ entries: ENTRIES, truncated: true });
      });
    },
    reserve: freeTicket,
    assignLinks: (sourceId: number, body: readonly LinkAssignment[]) => {
      bodies.push(body);
      current = body.map(({ targetId, linkTypeId }) => ({ ...link(targetId, linkTypeId), sourceId }));
      return Promise.resolve(current);
    },
  };
  const linkTypes = () => Promise.resolve(TYPES);
  const madeFor: RepositoryRef = { baseUrl: repository.baseUrl, repoId: repository.repoId };
  const connection = { id: 'c', name: 'Server', ...madeFor };
  const editor = editorFor(repository, linkTypes, { connection });
  const session = {
    connection,
    repository,
    linkTypes,
    editor,
  } as unknown as Session;
  const host = new FormHost({
    connections: { open: () => Promise.resolve(session) },
    connectionId: 'c',
    repository: madeFor,
    sourceId,
    settings: () => SETTINGS,
    iconOf: ({ entryType }) => entryType.toLowerCase(),
    copyText: (text) => Promise.resolve(void copied.push(text)),
    reveal: (id) => Promise.resolve(calls.push(`reveal ${id}`)),
    preview: (review, name) => {
      previews.push({ name, before: review.before, after: review.after });
      return Promise.resolve();
    },
    undo: (id) => Promise.resolve(id === 'declined' ? undefined : UNDONE),
    showHistory: (id) => Promise.resolve(calls.push(`history ${id}`)),
  });
  return { host, calls, copied, bodies, previews };
}

describe('form host: loading', () => {
  it('reads the entry, its links and the types once, and again when asked for fresh ones', async () => {
    const { host, calls } = setUp();
    const [contents] = await Promise.all([host.load(false), host.load(false)]);
    assert.equal(
      contents.requestUrl,
      'https://server/LFRepositoryAPI/v1/Repositories/r%201/Entries/10/links',
    );
    assert.deepEqual(contents.source, {
      id: 10,
      name: 'Email',
      path: '\\Email',
      entryType: 'Document',
      icon: 'document',
    });
    await host.load(false);
    assert.deepEqual([...calls].sort(), ['entry 10', 'links 10']);
    await host.load(true);
    assert.equal(calls.length, 4);
  });

  it('hands out the links that changed since, without reading', async () => {
    const { host, calls } = setUp();
    await host.load(false);
    host.setLinks([link(5)]);
    assert.deepEqual((await host.load(false)).links, [link(5)]);
    assert.equal(calls.length, 2);
  });

  it('becomes the form of a shortcut’s target', async () => {
    const { host, calls } = setUp(20);
    const contents = await host.load(false);
    assert.equal(contents.source.id, 10);
    assert.equal(contents.source.viaShortcut, 'To the e-mail');
    assert.equal(host.sourceId, 10);
    assert.ok(calls.includes('links 10'));
  });

  it('can be tried again after a failure', async () => {
    const { host } = setUp(404);
    await assert.rejects(host.load(false), { reason: 'notFound' });
    await assert.rejects(host.load(false), { reason: 'notFound' });
  });
});

describe('form host: targets', () => {
  const find = (text: string) => setUp().host.answer({ kind: 'findTargets', text }) as Promise<FoundTargets>;

  it('finds by id, path, shortcut and address, resolved at once', async () => {
    for (const text of ['15', ' #15 ', '\\Attachment', 'https://server/DocView.aspx?repo=r&id=15']) {
      const { entries, resolved } = await find(text);
      assert.deepEqual(
        entries.map(({ id }) => id),
        [15],
        text,
      );
      assert.equal(resolved, true);
    }
    assert.equal((await find('\\To the e-mail')).entries[0]!.id, 10);
  });

  it('searches by name, and tells that there are more', async () => {
    const { entries, resolved, truncated } = await find('mail');
    assert.equal(entries.length, 3);
    assert.deepEqual([resolved, truncated], [false, true]);
  });

  it('names the closest folder of a path that leads nowhere', async () => {
    assert.deepEqual(await find('\\Nope'), { entries: [], resolved: true, truncated: false, closest: '\\' });
  });

  it('asks nothing for blank text', async () => {
    assert.deepEqual(await find('  '), { entries: [], resolved: true, truncated: false });
  });

  it('cancels a search when a newer one comes', async () => {
    const { host } = setUp();
    const slow = host.answer({ kind: 'findTargets', text: 'slow' });
    const cancelled = assert.rejects(slow, { reason: 'cancelled' });
    await host.answer({ kind: 'findTargets', text: 'mail' });
    await cancelled;
  });

  it('hands out proposed links once, also those whose target can’t be read', async () => {
    const { host } = setUp();
    host.propose([
      { targetId: 15, linkTypeId: 1, properties: { a: '1' } },
      { targetId: 404, linkTypeId: 2 },
    ]);
    const taken = await host.answer({ kind: 'takeProposals' });
    assert.deepEqual(taken, [
      {
        target: {
          id: 15,
          name: 'Attachment',
          path: '\\Attachment',
          entryType: 'Document',
          icon: 'document',
          isCheckedOut: true,
        },
        linkTypeId: 1,
        properties: { a: '1' },
      },
      { target: { id: 404, name: 'Entry 404', isMissing: true }, linkTypeId: 2 },
    ]);
    assert.deepEqual(await host.answer({ kind: 'takeProposals' }), []);
  });
});

describe('form host: saving and copying', () => {
  const wanted = [1, 15].map((targetId) => ({ targetId, linkTypeId: 1, properties: {} }));

  it('sends what the form wants and answers what the server has', async () => {
    const { host, bodies } = setUp();
    const saved = (await host.answer({
      kind: 'save',
      base: [link(1)],
      wanted,
      known: [],
      missing: [],
    })) as Saved;
    assert.deepEqual(bodies, [
      [
        { targetId: 1, linkTypeId: 1 },
        { targetId: 15, linkTypeId: 1 },
      ],
    ]);
    assert.deepEqual(
      { ...saved, links: saved.links.length },
      {
        links: 2,
        added: 1,
        removed: 0,
        changed: 0,
        kept: 1,
        others: { added: 0, removed: 0, changed: 0 },
        changeId: 'record-1',
        droppedIncoming: [],
      },
    );
  });

  it('keeps a link that somebody else added meanwhile', async () => {
    const { host, bodies } = setUp(10, [link(1), link(7)]);
    const saved = (await host.answer({
      kind: 'save',
      base: [link(1)],
      wanted,
      known: [],
      missing: [],
    })) as Saved;
    assert.deepEqual(
      bodies[0]!.map(({ targetId }) => targetId),
      [1, 7, 15],
    );
    assert.deepEqual(saved.others, { added: 1, removed: 0, changed: 0 });
  });

  it('refuses when somebody else changed the same link', async () => {
    const { host, bodies } = setUp(10, [link(1, 1, { theirs: 'x' })]);
    const save = { kind: 'save', base: [link(1)], wanted: [], known: [], missing: [] } as const;
    const error: unknown = await host.answer(save).catch((reason: unknown) => reason);
    assert.deepEqual(
      failureOf(error, save, '\\Email', (_error, operation) => operation),
      {
        message: 'assign the links of \\Email',
        reason: 'conflict',
        theirs: [link(1, 1, { theirs: 'x' })],
      },
    );
    assert.deepEqual(bodies, []);
  });

  it('previews without asking the server for anything but the types', async () => {
    const { host, previews, calls } = setUp();
    await host.answer({ kind: 'preview', base: [link(1)], wanted, known: [], missing: [] });
    const [one, two] = [1, 15].map((targetId) => ({ targetId, linkTypeId: 1 }));
    assert.deepEqual(previews, [{ name: 'entry 10', before: [one], after: [one, two] }]);
    assert.deepEqual(calls, []);
  });

  it('tells whether a change was taken back', async () => {
    const { host } = setUp();
    assert.deepEqual(await host.answer({ kind: 'undo', changeId: 'record-1' }), UNDONE);
    assert.equal(await host.answer({ kind: 'undo', changeId: 'declined' }), null);
  });

  it('puts incoming links back that vanished with a save; twice changes nothing more', async () => {
    const incoming = { sourceId: 20, targetId: 10, linkTypeId: 1 };
    const { host, bodies } = setUp(10, [link(1), incoming]);
    const save = { kind: 'save', base: [link(1)], wanted, known: [], missing: [] } as const;
    const saved = (await host.answer(save)) as Saved;
    assert.deepEqual(saved.droppedIncoming, [incoming]);
    const restore = { kind: 'restoreIncoming', links: saved.droppedIncoming } as const;
    await host.answer(restore);
    assert.deepEqual(bodies[1], [{ targetId: 10, linkTypeId: 1 }]);
    await host.answer(restore);
    assert.equal(bodies.length, 2);
  });

  it('puts nothing back any more after a Cancel', async () => {
    const { host, bodies } = setUp();
    const restore = {
      kind: 'restoreIncoming',
      links: [{ sourceId: 20, targetId: 10, linkTypeId: 1 }],
    } as const;
    await assert.rejects(host.answer(restore, AbortSignal.abort()), { reason: 'cancelled' });
    assert.deepEqual(bodies, []);
  });

  it('copies the body, or a command line without a token', async () => {
    const { host, copied } = setUp();
    const payload = [{ targetId: 15, linkTypeId: 1 }];
    await host.answer({ kind: 'copy', what: 'body', payload });
    await host.answer({ kind: 'copy', what: 'curl', payload });
    assert.deepEqual(JSON.parse(copied[0]!), payload);
    assert.match(copied[1]!, /^curl .*PUT.*Entries\/10\/links/);
  });

  it('tells outdated links from other failures', () => {
    const reasonOf = (error: unknown) =>
      failureOf(error, { kind: 'load', fresh: true }, 'x', () => '').reason;
    assert.equal(reasonOf(new EditError('notAsSent', { sourceId: 10 })), 'outdated');
    assert.equal(reasonOf(new EditError('selfLink', { sourceId: 10 })), 'failed');
    assert.equal(reasonOf(new ApiError('cancelled', '')), 'cancelled');
    assert.equal(reasonOf(new ApiError('locked', '')), 'failed');
  });
});

describe('form host: the page', () => {
  it('allows its own nonce and origin only, and holds no data', () => {
    const html = pageHtml({
      cspSource: 'https://*.cdn',
      nonce: 'n0',
      script: 'a.js?x=1&y=2',
      styles: ['a.css'],
    });
    assert.match(html, /default-src 'none'; script-src 'nonce-n0'; style-src https:\/\/\*\.cdn"/);
    assert.doesNotMatch(html, /unsafe|<style|style="|onload/);
    assert.match(html, /<script nonce="n0" src="a\.js\?x=1&amp;y=2"><\/script>/);
  });
});
