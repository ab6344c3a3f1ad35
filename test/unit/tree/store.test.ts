import assert from 'node:assert/strict';
import { listFolder } from '../../../src/tree/listing';
import { listLinks, type Listing } from '../../../src/tree/listing';
import { ListingStore, type LoadRequest } from '../../../src/tree/store';
import { connectionNode, entry, link } from './support';

const parent = connectionNode();
const folder = (...ids: number[]) =>
  listFolder(parent, { id: 1, path: '\\' }, { items: ids.map((id) => entry(id)) });

/** A load whose answers the test gives. */
function heldLoad() {
  const asked: (LoadRequest & { answer: (listing: Listing) => void })[] = [];
  const load = (request: LoadRequest) => new Promise<Listing>((answer) => asked.push({ ...request, answer }));
  return { asked, load };
}

describe('store of listings', () => {
  it('loads once, for callers at the same time too', async () => {
    const store = new ListingStore();
    const { asked, load } = heldLoad();
    const both = Promise.all([store.get(parent.id, load), store.get(parent.id, load)]);
    asked[0]!.answer(folder(2));
    const [a, b] = await both;
    assert.equal(a, b);
    assert.equal(await store.get(parent.id, load), a);
    assert.equal(asked.length, 1);
  });

  it('drops the late answer to a listing that was refreshed meanwhile', async () => {
    const store = new ListingStore();
    const { asked, load } = heldLoad();
    const early = store.get(parent.id, load);
    store.drop(parent.id);
    const late = store.get(parent.id, load);
    assert.equal(asked[0]!.signal.aborted, true);
    const newest = folder(3);
    asked[1]!.answer(newest);
    asked[0]!.answer(folder(2));
    assert.equal(await late, newest);
    assert.equal(await early, newest, 'who asked early gets the newest answer');
    assert.equal(store.peek(parent.id), newest);
  });

  it('drops an answer on its way when the listing is told meanwhile', async () => {
    const store = new ListingStore();
    const { asked, load } = heldLoad();
    const early = store.get(parent.id, load);
    store.set(parent.id, folder(3));
    asked[0]!.answer(folder(2));
    assert.equal(await early, store.peek(parent.id));
    assert.deepEqual(
      (await early).children.map(({ id }) => id),
      folder(3).children.map(({ id }) => id),
    );
  });

  it('drops everything below a row, and nothing beside it', async () => {
    const store = new ListingStore();
    const put = (id: string) => store.get(id, () => Promise.resolve(folder(2)));
    for (const id of ['/c1', '/c1/2', '/c1/2/3', '/c1/20']) await put(id);
    store.drop('/c1/2');
    assert.deepEqual(
      ['/c1', '/c1/2', '/c1/2/3', '/c1/20'].filter((id) => store.has(id)),
      ['/c1', '/c1/20'],
    );
  });

  it('tells the next load how many entries there were, also after an answer that never came', async () => {
    const store = new ListingStore();
    await store.get(parent.id, () => Promise.resolve(folder(2, 3, 4)));
    const { asked, load } = heldLoad();
    for (let i = 0; i < 2; i += 1) {
      store.drop(parent.id);
      void store.get(parent.id, load);
    }
    assert.deepEqual(
      asked.map(({ before }) => before),
      [3, 3],
    );
    store.dispose();
  });

  it('keeps the rows that did not change when a listing is told anew', async () => {
    const store = new ListingStore();
    const before = listLinks(parent, 10, [link(10, 2), link(10, 3), link(10, 4)]);
    await store.get(parent.id, () => Promise.resolve(before));
    for (const { id } of before.children) await store.get(id, () => Promise.resolve(folder(2)));

    const changed = link(10, 3, { properties: { Reason: 'new' } });
    store.set(parent.id, listLinks(parent, 10, [link(10, 2), changed]));
    const after = store.peek(parent.id)!.children;
    assert.equal(after[0], before.children[0]);
    assert.notEqual(after[1], before.children[1]);
    assert.deepEqual(
      before.children.map(({ id }) => store.has(id)),
      [true, false, false],
      'only what stands below the row that stayed is kept',
    );
  });

  it('tells the server’s word is wanted for what was dropped, read before or not', () => {
    const store = new ListingStore();
    const { asked, load } = heldLoad();
    void store.get('/c1', load);
    store.drop('/c1/2');
    void store.get('/c1/2', load);
    store.drop('/c1');
    void store.get('/c1', load);
    assert.deepEqual(
      asked.map(({ fresh }) => fresh),
      [false, true, true],
    );
    store.dispose();
  });

  it('ends what is under way when told, and keeps what came of it', async () => {
    const counts: number[] = [];
    const store = new ListingStore({ onPending: (count) => counts.push(count) });
    const { asked, load } = heldLoad();
    const loading = store.get(parent.id, load);
    store.cancel();
    assert.equal(asked[0]!.signal.aborted, true);
    const said = folder();
    asked[0]!.answer(said);
    assert.equal(await loading, said);
    let stopped = false;
    const extending = store.extend(parent.id, (listing, signal) => {
      signal.addEventListener('abort', () => (stopped = true));
      return Promise.resolve(listing);
    });
    store.cancelExtending(parent.id);
    await extending;
    assert.equal(stopped, true);
    assert.deepEqual(counts, [1, 0, 1, 0]);
  });

  it('knows how old a listing is', async () => {
    let clock = 1_000;
    const store = new ListingStore({ now: () => clock });
    assert.equal(store.age(parent.id), undefined);
    await store.get(parent.id, () => Promise.resolve(folder(2)));
    clock += 500;
    assert.equal(store.age(parent.id), 500);
    store.set(parent.id, folder(3));
    assert.equal(store.age(parent.id), 0);
  });

  it('extends a listing once at a time', async () => {
    const store = new ListingStore();
    await store.get(parent.id, () => Promise.resolve(folder(2)));
    let calls = 0;
    const grow = () => {
      calls += 1;
      return Promise.resolve(folder(2, 3));
    };
    const both = Promise.all([store.extend(parent.id, grow), store.extend(parent.id, grow)]);
    assert.equal(store.isExtending(parent.id), true);
    assert.deepEqual(await both, [true, true]);
    assert.equal(calls, 1);
    assert.equal(store.isExtending(parent.id), false);
    assert.equal(store.peek(parent.id)?.children.length, 3);
  });

  it('drops a page that comes after a refresh', async () => {
    const store = new ListingStore();
    await store.get(parent.id, () => Promise.resolve(folder(2)));
    let answer: (listing: Listing) => void = () => assert.fail('not asked');
    const extending = store.extend(parent.id, () => new Promise((resolve) => (answer = resolve)));
    store.drop(parent.id);
    const fresh = await store.get(parent.id, () => Promise.resolve(folder(5)));
    answer(folder(2, 3));
    assert.equal(await extending, false);
    assert.equal(store.peek(parent.id), fresh);
  });

  it('lets go of who waits when it is disposed', async () => {
    const store = new ListingStore();
    const { asked, load } = heldLoad();
    const waiting = store.get(parent.id, load);
    store.dispose();
    asked[0]!.answer(folder(2));
    await waiting;
    assert.equal(asked.length, 1, 'nothing is asked after the end');
  });
});
