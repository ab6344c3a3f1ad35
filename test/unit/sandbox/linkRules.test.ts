import assert from 'node:assert/strict';
import { demoState } from '../../../src/sandbox/demo';
import { assignLinks, linksOf, type RequestedLink } from '../../../src/sandbox/repository/links';
import { Refusal } from '../../../src/sandbox/repository/refusal';
import type { RepositoryState } from '../../../src/sandbox/repository/state';

const TYPES = new Set([1, 2, 3]);
const PLAIN = { incomingDroppedByPut: false, renewLinkIds: false };
const requested = (
  targetId: number,
  linkTypeId = 1,
  properties: RequestedLink['properties'] = null,
): RequestedLink => ({
  targetId,
  linkTypeId,
  properties,
});

describe('sandbox: link rules', () => {
  const state = demoState();
  const keys = (after: RepositoryState, id: number) =>
    linksOf(after, id, { incomingListed: true }).map((link) => [
      link.sourceId,
      link.targetId,
      link.linkTypeId,
    ]);

  it('leaves the links of other entries alone', () => {
    const after = assignLinks(state, 10, [requested(15)], TYPES, PLAIN);
    assert.equal(after.links.length, state.links.length + 1);
    assert.deepEqual(after.links.slice(0, -1), state.links);
  });

  it('keeps id and description of a link that stays, and overwrites its properties', () => {
    const described = state.links.find(({ description }) => description.startsWith('Revision'));
    assert.ok(described);
    const { sourceId, targetId, linkTypeId, linkId, description } = described;
    const after = assignLinks(state, sourceId, [requested(targetId, linkTypeId, { a: 'b' })], TYPES, PLAIN);
    const [link] = linksOf(after, sourceId, { incomingListed: false });
    assert.deepEqual(link, { linkId, sourceId, targetId, linkTypeId, description, properties: { a: 'b' } });
    const bare = assignLinks(after, sourceId, [requested(targetId, linkTypeId)], TYPES, PLAIN);
    assert.equal(linksOf(bare, sourceId, { incomingListed: false })[0]?.properties, null);
  });

  it('makes every link anew where the server renews ids', () => {
    const first = assignLinks(state, 10, [requested(15)], TYPES, PLAIN);
    const second = assignLinks(first, 10, [requested(15)], TYPES, { ...PLAIN, renewLinkIds: true });
    const id = (of: RepositoryState) => linksOf(of, 10, { incomingListed: false })[0]?.linkId;
    assert.notEqual(id(first), id(second));
    assert.deepEqual(keys(first, 10), keys(second, 10));
  });

  it('keeps or drops incoming links, as the server does', () => {
    const before = assignLinks(state, 10, [requested(15)], TYPES, PLAIN);
    assert.deepEqual(keys(assignLinks(before, 15, [], TYPES, PLAIN), 15), [[10, 15, 1]]);
    assert.deepEqual(
      keys(assignLinks(before, 15, [], TYPES, { ...PLAIN, incomingDroppedByPut: true }), 15),
      [],
    );
  });

  it('allows a link to itself and lists it once', () => {
    const after = assignLinks(state, 10, [requested(10)], TYPES, { ...PLAIN, incomingDroppedByPut: true });
    assert.deepEqual(keys(after, 10), [[10, 10, 1]]);
  });

  it('keeps type, source and target unique together', () => {
    const after = assignLinks(state, 10, [requested(15, 1), requested(15, 2), requested(1, 1)], TYPES, PLAIN);
    assert.equal(keys(after, 10).length, 3);
    assert.throws(
      () => assignLinks(state, 10, [requested(15), requested(15, 1, { a: 'b' })], TYPES, PLAIN),
      (error) => error instanceof Refusal && error.kind === 'invalid',
    );
  });

  it('refuses unknown types and targets', () => {
    const kind = (link: RequestedLink) => {
      try {
        assignLinks(state, 10, [link], TYPES, PLAIN);
        return undefined;
      } catch (error) {
        return error instanceof Refusal ? [error.kind, error.errorCode] : error;
      }
    };
    assert.equal(kind(requested(15)), undefined);
    assert.deepEqual(kind(requested(15, 99)), ['notFound', 7530]);
    assert.deepEqual(kind(requested(999_999)), ['notFound', 9001]);
    const hidden = [...state.entries.values()].find(({ isDenied }) => isDenied);
    assert.deepEqual(kind(requested(hidden?.id ?? 0)), ['denied', 9010]);
  });

  it('does not touch the state it starts from', () => {
    const snapshot = state.links.length;
    assignLinks(state, 10, [requested(15)], TYPES, PLAIN);
    assert.equal(state.links.length, snapshot);
  });
});
