import assert from 'node:assert/strict';
import { ApiError, type EntrySearch, type RepositoryApi } from '../../../src/api';
import { EditError } from '../../../src/changes';
import type { Session } from '../../../src/connections';
import type { Entry, Link, LinkAssignment, RepositoryRef } from '../../../src/domain';
import { createSearches } from '../../../src/search';
import { failureOf } from '../../../src/webviews/assignLinks/failures';
import { FormHost } from '../../../src/webviews/assignLinks/formHost';
import type {
  ChangeDescription,
  FoundTargets,
  Planned,
  RequestedLinks,
  Saved,
  Undone,
} from '../../../src/webviews/assignLinks/protocol';
import { pageHtml } from '../../../src/webviews/shared/page';
import { editorFor, freeTicket, MemoryJournal } from '../../support/editing';
import { requestFor } from '../../support/requestFor';
import { link, noRecents, SETTINGS, TYPES } from './support';

const ENTRIES: readonly Entry[] = [
  { id: 10, name: 'Email', entryType: 'Document', path: '\\Email' },
  { id: 15, name: 'Attachment', entryType: 'Document', path: '\\Attachment', isCheckedOut: true },
  { id: 20, name: 'To the e-mail', entryType: 'Shortcut', targetId: 10, path: '\\To the e-mail' },
];

/** A form's host side on a repository in memory. */
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
    search: (query: EntrySearch, options?: { signal?: AbortSignal }) => {
      const nameContains = /Name="\*(.*)\*"/.exec(query.command)?.[1] ?? query.command;
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
      current = body.map(({ targetId, linkTypeId, properties }) => ({
        ...link(targetId, linkTypeId, properties),
        sourceId,
      }));
      return Promise.resolve(current);
    },
  };
  const linkTypes = () => Promise.resolve(TYPES);
  const madeFor: RepositoryRef = { baseUrl: repository.baseUrl, repoId: repository.repoId };
  const connection = { id: 'c', name: 'Server', ...madeFor };
  const journal = new MemoryJournal();
  const editor = editorFor(repository, linkTypes, { connection, journal });
  const says = { no: false };
  const session = {
    connection,
    repository,
    linkTypes,
    searches: createSearches({ repository: repository as unknown as RepositoryApi, linkTypes }),
    editor,
    recents: noRecents(),
  } as unknown as Session;
  const host = new FormHost({
    connections: { open: () => Promise.resolve(session) },
    connectionId: 'c',
    repository: madeFor,
    sourceId,
    settings: () => SETTINGS,
    iconOf: ({ entryType }) => entryType.toLowerCase(),
    copyText: (text) => Promise.resolve(void copied.push(text)),
    openLinks: (id) => Promise.resolve(calls.push(`open links of ${id}`)),
    changeIncoming: (what, links) => Promise.resolve(calls.push(`${what} of ${links.length} incoming`)),
    reveal: (id) => Promise.resolve(calls.push(`reveal ${id}`)),
    preview: (plan, name) => {
      previews.push({ name, before: plan.before, after: plan.after });
      return Promise.resolve();
    },
    history: () => Promise.resolve(journal.items.toReversed()),
    undo: async (items) => {
      calls.push('asked');
      if (says.no) return undefined;
      const set = await editor.planUndo(items);
      return { ...(await editor.apply(set)), cannotReturn: set.cannotReturn };
    },
    help: () => Promise.resolve(),
    showHistory: (id) => Promise.resolve(calls.push(`history ${id}`)),
    onRead: (id, links) => void calls.push(`read ${id} ${links.length}`),
  });
  /** Plans and applies, as the form does where nothing is asked. */
  const save = async (rows: RequestedLinks): Promise<Saved> => {
    const { planId } = (await host.answer({ kind: 'plan', ...rows })) as Planned;
    return (await host.answer({ kind: 'apply', planId })) as Saved;
  };
  /** Somebody else writes. */
  const others = (all: readonly Link[]) => {
    current = all;
  };
  return { host, calls, copied, bodies, previews, save, others, says, links: () => current };
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
    assert.deepEqual([...calls].sort(), ['entry 10', 'links 10', 'read 10 1'], 'and the tree hears of them');
    await host.load(true);
    assert.equal(calls.length, 6);
  });

  it('hands out the links that changed since, without reading', async () => {
    const { host, calls } = setUp();
    await host.load(false);
    host.setLinks([link(5)]);
    assert.deepEqual((await host.load(false)).links, [link(5)]);
    assert.equal(calls.length, 3);
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
  const requested = [1, 15].map((targetId) => ({ targetId, linkTypeId: 1, properties: {} }));
  const rows = { base: [link(1)], requested, known: [], missing: [] };

  it('sends what the form wants and answers what the server has', async () => {
    const { save, bodies } = setUp();
    const saved = await save(rows);
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
    const { save, bodies } = setUp(10, [link(1), link(7)]);
    const saved = await save(rows);
    assert.deepEqual(
      bodies[0]!.map(({ targetId }) => targetId),
      [1, 7, 15],
    );
    assert.deepEqual(saved.others, { added: 1, removed: 0, changed: 0 });
  });

  it('refuses when somebody else changed the same link', async () => {
    const { save, bodies } = setUp(10, [link(1, 1, { theirs: 'x' })]);
    const error: unknown = await save({ ...rows, requested: [] }).catch((reason: unknown) => reason);
    assert.deepEqual(
      failureOf(error, { kind: 'apply', planId: 1 }, '\\Email', (_error, failed) => failed),
      {
        message: 'Could not assign the links of \\Email',
        reason: 'conflict',
        theirs: [link(1, 1, { theirs: 'x' })],
      },
    );
    assert.deepEqual(bodies, []);
  });

  it('plans without asking the server for anything but the types, and shows the plan', async () => {
    const { host, previews, calls } = setUp();
    const { planId } = (await host.answer({ kind: 'plan', ...rows })) as Planned;
    await host.answer({ kind: 'preview', planId });
    const [one, two] = [1, 15].map((targetId) => ({ targetId, linkTypeId: 1 }));
    assert.deepEqual(previews, [{ name: 'entry 10', before: [one], after: [one, two] }]);
    assert.deepEqual(calls, []);
  });

  it('applies the newest plan only', async () => {
    const { host, bodies } = setUp();
    const { planId } = (await host.answer({ kind: 'plan', ...rows })) as Planned;
    await host.answer({ kind: 'plan', ...rows, requested: [] });
    await assert.rejects(host.answer({ kind: 'apply', planId }), /assign them again/);
    assert.deepEqual(bodies, []);
  });

  it('puts incoming links back that vanished with a save; twice changes nothing more', async () => {
    const incoming = { sourceId: 20, targetId: 10, linkTypeId: 1 };
    const { host, bodies, save } = setUp(10, [link(1), incoming]);
    const saved = await save(rows);
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
    await host.load(false);
    const upsert = [{ targetId: 15, linkTypeId: 1, properties: { page: '2' } }];
    const change = { edit: { upsert, remove: [{ targetId: 1, linkTypeId: 1 }] }, known: [], missing: [] };
    await host.answer({ kind: 'copy', what: 'body', ...change });
    await host.answer({ kind: 'copy', what: 'curl', ...change });
    const sent = [{ targetId: 15, linkTypeId: 1, customProperties: { page: '2' } }];
    assert.deepEqual(JSON.parse(copied[0]!), sent);
    assert.match(copied[1]!, /^curl .*PUT.*Entries\/10\/links/);
  });

  it('shows the request that assigning would send, and so many lines of it', async () => {
    const { host } = setUp();
    await host.load(false);
    const change = { edit: { upsert: [{ targetId: 15, linkTypeId: 1 }] }, known: [], missing: [] };
    const { request } = (await host.answer({ kind: 'describe', ...change, lines: 2 })) as ChangeDescription;
    assert.deepEqual(request, {
      method: 'PUT',
      url: 'https://server/LFRepositoryAPI/v1/Repositories/r%201/Entries/10/links',
      headers: ['Accept: application/json', 'Content-Type: application/json'],
      body: ['[', '  { "targetId": 1, "linkTypeId": 1 },'],
      bodyLength: 4,
    });
  });

  it('tells outdated links from other failures', () => {
    const reasonOf = (error: unknown) =>
      failureOf(error, { kind: 'load', fresh: true }, 'x', () => '').reason;
    assert.equal(
      reasonOf(new EditError('notAsSent', { sourceId: 10, recordId: 'record-1', links: [] })),
      'outdated',
    );
    assert.equal(reasonOf(new EditError('selfLink', { sourceId: 10 })), 'failed');
    assert.equal(reasonOf(new ApiError('cancelled', '')), 'cancelled');
    assert.equal(reasonOf(new ApiError('locked', '')), 'failed');
  });
});

describe('form host: an undo', () => {
  const rows = {
    base: [link(20), link(2, 1, { stage: 'draft' })],
    requested: [
      { targetId: 2, linkTypeId: 1, properties: { stage: 'final' } },
      { targetId: 15, linkTypeId: 1, properties: {} },
    ],
    known: [],
    missing: [],
  };
  /** A saved change, and somebody else who changed one of its links since. */
  async function afterConflict() {
    const form = setUp(10, rows.base);
    const { changeId = '' } = await form.save(rows);
    form.others([link(2, 1, { stage: 'signed' }), link(15), link(7)]);
    return { ...form, changeId };
  }
  const keysOf = (links: readonly Link[]) =>
    links.map(({ targetId, properties }) => [targetId, properties?.['stage']]);

  it('takes a change back, each link to its place, and tells what became of it', async () => {
    const { host, save, links } = setUp(10, rows.base);
    const { changeId = '' } = await save(rows);
    const undone = await host.answer({ kind: 'undo', changeId });
    assert.deepEqual(undone, { added: 1, removed: 1, changed: 1, kept: 0, cannotReturn: 0 });
    assert.deepEqual(keysOf(links()), [
      [20, undefined],
      [2, 'draft'],
    ]);
    await assert.rejects(host.answer({ kind: 'undo', changeId }), /undone already/);
    await assert.rejects(host.answer({ kind: 'undo', changeId: 'nowhere' }), /no longer in the history/);
  });

  it('is nothing where the person says no', async () => {
    const { host, save, says, bodies } = setUp(10, rows.base);
    const { changeId = '' } = await save(rows);
    says.no = true;
    assert.equal(await host.answer({ kind: 'undo', changeId }), null);
    assert.equal(bodies.length, 1);
  });

  it('tells the conflict where somebody else changed the same link since, and sends nothing', async () => {
    const { host, changeId, bodies } = await afterConflict();
    const undo = { kind: 'undo', changeId } as const;
    const error: unknown = await host.answer(undo).catch((reason: unknown) => reason);
    const failure = failureOf(error, undo, '\\Email', (_error, failed) => failed);
    const key = { targetId: 2, linkTypeId: 1 };
    assert.deepEqual(failure, {
      message: 'Could not undo the change of \\Email',
      reason: 'conflict',
      theirs: [link(2, 1, { stage: 'signed' }), link(15), link(7)],
      undo: {
        changeId,
        conflicts: [
          {
            key,
            base: { ...key, properties: { stage: 'final' } },
            theirs: { ...key, properties: { stage: 'signed' } },
            ours: { ...key, properties: { stage: 'draft' } },
          },
        ],
      },
    });
    assert.equal(bodies.length, 1);
  });

  it('applies the choices of a conflict, with the rest of the undo, and asks no more', async () => {
    for (const [side, stage] of [
      ['mine', 'draft'],
      ['theirs', 'signed'],
    ] as const) {
      const { host, changeId, links, calls } = await afterConflict();
      const resolved = { theirs: links(), choices: { '2:1': side } };
      const undone = (await host.answer({ kind: 'undo', changeId, resolved })) as Undone;
      assert.deepEqual([undone.added, undone.removed, undone.changed], [1, 1, side === 'mine' ? 1 : 0]);
      assert.deepEqual(keysOf(links()), [
        [20, undefined],
        [2, stage],
        [7, undefined],
      ]);
      assert.ok(!calls.includes('asked'));
    }
  });

  it('is a conflict again where somebody changed that link after the choice', async () => {
    const { host, changeId, links, others, bodies } = await afterConflict();
    const resolved = { theirs: links(), choices: { '2:1': 'mine' } } as const;
    others([link(2, 1, { stage: 'archived' }), link(15), link(7)]);
    await assert.rejects(host.answer({ kind: 'undo', changeId, resolved }), { reason: 'conflict' });
    assert.equal(bodies.length, 1);
  });

  it('is a conflict again where another link of it was changed after the choice', async () => {
    const { host, changeId, links, others, bodies } = await afterConflict();
    const resolved = { theirs: links(), choices: { '2:1': 'mine' } } as const;
    others([link(2, 1, { stage: 'signed' }), link(15, 1, { note: 'new' }), link(7)]);
    await assert.rejects(host.answer({ kind: 'undo', changeId, resolved }), { reason: 'conflict' });
    assert.equal(bodies.length, 1);
  });
});

describe('form host: the page', () => {
  it('allows its own nonce and origin only, and holds no data', () => {
    const html = pageHtml({
      language: 'en',
      title: 'Assign Links',
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
