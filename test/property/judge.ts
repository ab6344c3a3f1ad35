import assert from 'node:assert/strict';
import { keyOf, type LinkEdit, type LinkType, type OutgoingLink } from '../../src/domain';
import { EditError, type HistoryItem } from '../../src/changes';

/** Links by key; properties as the text they are sent as, so that not a byte goes unseen. */
export type Shown = ReadonlyMap<string, string>;

const text = (properties: object) => JSON.stringify(Object.entries(properties).sort());

export const show = (links: readonly OutgoingLink[]): Shown =>
  new Map(links.map((link) => [keyOf(link), text(link.properties)]));

/** What the edit wishes for a key, said without the code under test. */
export function wishOf(edit: LinkEdit, key: string, now: string | undefined): string | undefined {
  const wish = edit.upsert?.findLast((one) => keyOf(one) === key);
  if (wish?.properties && (!wish.onlyIfAbsent || now === undefined)) return text(wish.properties);
  if (wish) return now ?? text({});
  return edit.remove?.some((one) => keyOf(one) === key) ? undefined : now;
}

/** What taking a change back means: each link that it touched as it was before, said from the before-image alone. */
export function undoWish(
  { entryId, before, added, removed, changed }: HistoryItem,
  types: readonly LinkType[],
): Pick<Played, 'named' | 'wish'> {
  const labelOf = (id: number) => types.find(({ linkTypeId }) => linkTypeId === id)?.sourceLabel;
  const touched = [...added, ...removed, ...changed.map((change) => change.after)];
  const was = new Map<string, string>();
  for (const { sourceId, targetId, linkTypeId, sourceLabel, properties } of before) {
    if (sourceId !== entryId) continue;
    // Where the server leaves the type's id out, its label tells.
    const link = touched.find(
      (one) =>
        one.targetId === targetId &&
        (linkTypeId === undefined ? labelOf(one.linkTypeId) === sourceLabel : one.linkTypeId === linkTypeId),
    );
    if (link) was.set(keyOf(link), text(properties ?? {}));
  }
  const named = new Set(touched.map(keyOf));
  return { named, wish: (key, now) => (named.has(key) ? was.get(key) : now) };
}

export type Verdict = 'sent' | 'unchanged' | 'conflict';

export interface Played {
  /** Keys that our edit says something about. */
  readonly named: ReadonlySet<string>;
  readonly wish: (key: string, now: string | undefined) => string | undefined;
  /** What the person saw. */
  readonly base: Shown | undefined;
  /** What was there at the final read; none when nothing was read. */
  readonly now: Shown | undefined;
  readonly after: Shown;
  readonly puts: number;
  readonly result: unknown;
}

/** Fails unless a change ended as it must: ours made, theirs kept to the byte, or exactly the overlaps shown and nothing sent. */
export function judge({ named, wish, base, now, after, puts, result }: Played): Verdict {
  if (!now) {
    assert.ok(!(result instanceof Error), String(result));
    assert.equal(puts, 0, 'nothing was read, so nothing may be sent');
    for (const key of named) assert.equal(wish(key, base?.get(key)), base?.get(key), key);
    return 'unchanged';
  }
  const overlaps = [...named].filter((key) => {
    const theirs = now.get(key);
    return base !== undefined && theirs !== base.get(key) && theirs !== wish(key, theirs ?? base.get(key));
  });
  if (EditError.is(result)) {
    assert.ok(EditError.is(result, 'conflict'), String(result));
    assert.deepEqual(result.details.conflicts.map(({ key }) => keyOf(key)).sort(), overlaps.sort());
    assert.equal(puts, 0, 'a conflict was shown, so nothing may be sent');
    assert.deepEqual(after, now);
    return 'conflict';
  }
  assert.ok(!(result instanceof Error), String(result));
  assert.deepEqual(overlaps, [], 'an overlap was not shown');
  const keys = new Set([...now.keys(), ...named]);
  for (const key of keys) assert.equal(after.get(key), wish(key, now.get(key)), key);
  for (const key of after.keys()) assert.ok(keys.has(key), `${key} came from nowhere`);
  const differs = [...keys].some((key) => wish(key, now.get(key)) !== now.get(key));
  assert.equal(puts, differs ? 1 : 0);
  return differs ? 'sent' : 'unchanged';
}
