import assert from 'node:assert/strict';
import { demoDefinitions, demoState } from '../../../src/sandbox/demo';
import { childrenOf, lineage, pathOf, walkPath } from '../../../src/sandbox/repository/lookup';
import type { StoredEntry } from '../../../src/sandbox/repository/state';
import { decodeState, encodeState } from '../../../src/sandbox/storage/stateFile';

describe('sandbox: demo repository', () => {
  const state = demoState();
  const entries = [...state.entries.values()];
  const linksFrom = ({ id }: StoredEntry) => state.links.filter(({ sourceId }) => sourceId === id);
  const linksTo = ({ id }: StoredEntry) => state.links.filter(({ targetId }) => targetId === id);
  const at = (path: string) => {
    const { entry, rest } = walkPath(state, path);
    assert.deepEqual(rest, [], path);
    return entry;
  };

  it('is the size it promises', () => {
    assert.ok(entries.length >= 300 + 1200);
    assert.ok(state.links.length >= 80 + 250);
    assert.ok(Math.max(...entries.map((entry) => lineage(state, entry).length - 1)) >= 4);
    assert.equal(demoDefinitions.linkTypes.length, 8);
    assert.equal(childrenOf(state, at('\\Archive\\Scans 2019').id).length, 1200);
  });

  it('holds the pair of the guide, not linked yet', () => {
    for (const [path, id] of [
      ['\\Email', 10],
      ['\\EmailAttachment', 15],
    ] as const) {
      const entry = at(path);
      assert.equal(entry.id, id);
      assert.ok(entry.file);
      assert.deepEqual([...linksFrom(entry), ...linksTo(entry)], []);
    }
  });

  it('has an entry with 250 outgoing links and one that many point to', () => {
    assert.equal(linksFrom(at('\\Contracts\\Master Agreement Index')).length, 250);
    assert.ok(linksTo(at('\\Policies\\Code of Conduct')).length >= 40);
  });

  it('has every kind of entry', () => {
    assert.equal(
      state.entries.get(at('\\Human Resources\\Code of Conduct').targetId ?? 0)?.entryType,
      'Document',
    );
    assert.equal(state.entries.get(at('\\Board\\Project of the Quarter').targetId ?? 0)?.entryType, 'Folder');
    assert.ok(at('\\Archive\\Closed Records\\Statutes 2012').isRecord);
    assert.ok(at('\\Contracts\\Office Lease').isCheckedOut);
    assert.ok(at('\\Projects\\Harbour Row Terrace\\Permits\\Building Permit Application').isLocked);
    assert.ok(at('\\Board\\Executive Session').isDenied);
    assert.deepEqual(childrenOf(state, at('\\Samples\\Empty Folder').id), []);
  });

  it('has names that break programs', () => {
    const names = childrenOf(state, at('\\Samples\\Unusual Names').id).map(({ name }) => name);
    for (const part of ['"', "'", '<script>', '🏗️', 'مخطط', '&', '%', '#', '+']) {
      assert.ok(
        names.some((name) => name.includes(part)),
        part,
      );
    }
    assert.ok(names.some((name) => name.length === 255));
    assert.ok(names.every((name) => name.length <= 255 && !name.includes('\\')));
  });

  it('has links with properties, with descriptions, and of every type', () => {
    assert.ok(state.links.some(({ properties }) => properties));
    assert.ok(state.links.some(({ description }) => description));
    const used = new Set(state.links.map(({ linkTypeId }) => linkTypeId));
    assert.deepEqual(
      [...used].sort(),
      demoDefinitions.linkTypes.map(({ id }) => id),
    );
  });

  it('keeps the rules of a repository', () => {
    const paths = entries.map((entry) => pathOf(state, entry).toLowerCase());
    assert.equal(new Set(paths).size, paths.length, 'names are unique in their folder');
    const keys = state.links.map(
      ({ sourceId, targetId, linkTypeId }) => `${sourceId} ${targetId} ${linkTypeId}`,
    );
    assert.equal(new Set(keys).size, keys.length, 'links are unique');
    assert.ok(entries.every(({ id }) => id < state.nextEntryId));
    assert.deepEqual(decodeState(encodeState(state)), state);
  });
});
