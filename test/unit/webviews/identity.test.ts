import assert from 'node:assert/strict';
import { EditError, type ChangeRequest, type HistoryItem, type PlanSet } from '../../../src/changes';
import type { Session } from '../../../src/connections';
import type { RepositoryRef } from '../../../src/domain';
import { describeFailure } from '../../../src/ui/messages/describeError';
import '../../../src/ui/messages/describeEditError';
import { failureOf } from '../../../src/webviews/assignLinks/failures';
import { FormHost } from '../../../src/webviews/assignLinks/formHost';
import { Operations } from '../../../src/webviews/assignLinks/operations';
import type { Request } from '../../../src/webviews/assignLinks/protocol';
import { requestFor } from '../../support/requestFor';
import { link, noRecents, SETTINGS, TYPES } from './support';

const FIRST = { baseUrl: 'https://first/LFRepositoryAPI', repoId: 'r-1' };
const SECOND = { baseUrl: 'https://second/LFRepositoryAPI', repoId: 'r-1' };
const CHANGE = { edit: {}, known: [], missing: [] };
const REQUESTED = {
  base: [link(1)],
  requested: [{ targetId: 15, linkTypeId: 1, properties: {} }],
  known: [],
  missing: [],
};
type Answerable = Exclude<Request, { kind: 'open' | 'outcome' }>;
const REQUESTS: readonly Answerable[] = [
  { kind: 'load', fresh: true },
  { kind: 'load', fresh: false },
  { kind: 'takeProposals' },
  { kind: 'findTargets', text: 'Email' },
  { kind: 'findTargets', text: '' },
  { kind: 'resolveTarget', entryId: 15 },
  { kind: 'describe', ...CHANGE, lines: 10 },
  { kind: 'plan', ...REQUESTED },
  { kind: 'preview', planId: 1 },
  { kind: 'apply', planId: 1 },
  { kind: 'undo', changeId: 'record-1' },
  { kind: 'showHistory' },
  { kind: 'restoreIncoming', links: [{ sourceId: 20, targetId: 10, linkTypeId: 1 }] },
  { kind: 'copy', what: 'curl', ...CHANGE },
  { kind: 'reveal', entryId: 15 },
];

/** A change in the history, as far as an undo looks at it. */
const ITEM = { id: 'record-1', entryId: 10, connection: FIRST, outcome: 'written' } as unknown as HistoryItem;
const NO_PLAN = { added: [], removed: [], changed: [], kept: [], after: [] };

/** A form of the first repository, on sessions that can be led elsewhere. */
function setUp(madeFor: RepositoryRef = FIRST) {
  const calls: string[] = [];
  const changes: ChangeRequest[] = [];
  const place = { saved: madeFor, opened: madeFor };
  const note =
    <T>(name: string, answer: T) =>
    () => {
      calls.push(name);
      return Promise.resolve(answer);
    };
  const open = () =>
    Promise.resolve({
      connection: { name: 'Server', ...place.saved },
      repository: {
        ...place.opened,
        requestFor: requestFor(place.opened),
        getEntry: note('entry', { id: 10, name: 'Email', entryType: 'Document' }),
        getEntryByPath: note('path', {}),
        getLinks: note('links', [link(1)]),
      },
      searches: { findByName: note('search', { entries: [], truncated: false }) },
      linkTypes: () => Promise.resolve(TYPES),
      recents: noRecents(),
      editor: {
        plan: ([request]: readonly ChangeRequest[]) => {
          const plan = { sourceId: 10, request, plan: NO_PLAN, warnings: [], conflicts: [] };
          return Promise.resolve({ group: 'g', steps: [{ plan }] });
        },
        apply: (set: PlanSet | readonly ChangeRequest[]) => {
          const requests =
            'steps' in set ? set.steps.flatMap((step) => ('plan' in step ? [step.plan.request] : [])) : set;
          changes.push(...requests);
          const outcome = { plan: NO_PLAN, links: [link(15)], droppedIncoming: [] };
          return Promise.resolve({ results: requests.map(({ sourceId }) => ({ sourceId, outcome })) });
        },
      },
    } as unknown as Session);
  const host = new FormHost({
    connections: { open },
    connectionId: 'c',
    repository: madeFor,
    sourceId: 10,
    settings: () => SETTINGS,
    iconOf: () => 'file',
    copyText: note('copy', undefined),
    reveal: note('reveal', undefined),
    openLinks: note('openLinks', undefined),
    changeIncoming: note('changeIncoming', undefined),
    preview: note('preview', undefined),
    history: note('history of changes', [ITEM]),
    undo: note('undo', undefined),
    help: () => Promise.resolve(),
    showHistory: note('history', undefined),
    onRead: () => undefined,
  });
  return { host, place, calls, changes };
}

describe('form host: a connection that leads elsewhere', () => {
  it('is refused at every request, and nothing is asked or sent', async () => {
    for (const places of [
      { saved: SECOND, opened: SECOND },
      // In the moment of an edit a session may still go to the old place, or already to the new one.
      { saved: SECOND, opened: FIRST },
      { saved: FIRST, opened: SECOND },
      { saved: { ...FIRST, repoId: 'r-2' }, opened: { ...FIRST, repoId: 'r-2' } },
    ])
      for (const request of REQUESTS) {
        const { host, place, calls, changes } = setUp();
        await host.load(false);
        host.propose([{ targetId: 15, linkTypeId: 1 }]);
        calls.length = 0;
        Object.assign(place, places);
        await assert.rejects(host.answer(request), { reason: 'otherRepository' }, request.kind);
        assert.deepEqual([calls, changes], [[], []], request.kind);
      }
  });

  it('works again when it leads back, with rows that were proposed meanwhile', async () => {
    const { host, place } = setUp();
    host.propose([{ targetId: 15, linkTypeId: 1 }]);
    Object.assign(place, { saved: SECOND, opened: SECOND });
    await assert.rejects(host.answer({ kind: 'takeProposals' }), { reason: 'otherRepository' });
    const spelt = { baseUrl: 'https://FIRST:443/LFRepositoryAPI/', repoId: 'R-1' };
    Object.assign(place, { saved: spelt, opened: spelt });
    for (const request of REQUESTS.filter(({ kind }) => kind !== 'takeProposals')) await host.answer(request);
    const taken = (await host.answer({ kind: 'takeProposals' })) as readonly unknown[];
    assert.equal(taken.length, 1);
  });

  it('is told to the editor with every change', async () => {
    const { host, changes } = setUp();
    for (const request of REQUESTS) await host.answer(request);
    assert.deepEqual(
      changes.map(({ cause, madeFor }) => [cause, madeFor]),
      [
        ['form', FIRST],
        ['repair', FIRST],
      ],
    );
  });

  it('does not take the sandbox for another one because of its address, which each start changes', async () => {
    const sandbox = { baseUrl: '', repoId: 'r-abc123' };
    const { host, place } = setUp(sandbox);
    place.opened = { baseUrl: 'http://127.0.0.1:4711', repoId: 'r-abc123' };
    await host.load(true);
    place.saved = FIRST;
    await assert.rejects(host.load(false), { reason: 'otherRepository' });
  });

  it('is told in one sentence, whatever was asked for', () => {
    const error = new EditError('otherRepository', { sourceId: 10, madeFor: FIRST, leadsTo: SECOND });
    const tellings = REQUESTS.map((request) => failureOf(error, request, '\\Email', describeFailure));
    assert.equal(new Set(tellings.map(({ message }) => message)).size, 1);
    const told = tellings[0]!;
    assert.equal(told.reason, 'otherRepository');
    assert.match(
      told.message,
      /belongs to the repository r-1 at https:\/\/first.* leads to the repository r-1 at https:\/\/second/,
    );
  });
});

describe('form host: a save that may have been written', () => {
  it('tells the change to take back, and the incoming links that vanished', () => {
    const dropped = { sourceId: 20, targetId: 10, linkTypeId: 1 };
    for (const reason of ['notAsSent', 'outcomeUnknown'] as const) {
      const error = new EditError(reason, { sourceId: 10, recordId: 'record-1', droppedIncoming: [dropped] });
      const { message: _, ...failure } = failureOf(error, { kind: 'apply', planId: 1 }, 'x', describeFailure);
      assert.deepEqual(failure, { reason: 'outdated', changeId: 'record-1', droppedIncoming: [dropped] });
    }
  });

  it('is kept with all that became of it until the form of that entry was told', async () => {
    const operations = new Operations();
    const form = { connectionId: 'c', repository: FIRST, sourceId: 10 };
    const cancel = new AbortController();
    operations.begin(form, 7, 'apply', cancel, Promise.resolve({ result: 'saved' }));
    assert.deepEqual(operations.of({ ...form, repository: SECOND }), []);
    assert.deepEqual(operations.of({ ...form, sourceId: 11 }), []);
    assert.deepEqual(operations.of(form), [{ id: 7, kind: 'apply' }]);
    assert.deepEqual(await operations.ending(7), { result: 'saved' });
    operations.cancel(7);
    assert.equal(cancel.signal.aborted, true);
    operations.received(7);
    assert.deepEqual([operations.of(form), operations.ending(7)], [[], undefined]);
  });
});
