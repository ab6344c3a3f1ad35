import { l10n } from 'vscode';
import { formatNumber } from '../ui';
import { describeChanged, describeReturned } from './describeHistory';
import { type DeedKind, kindOf, type LinkDeed, linkDeeds } from './linkDeeds';
import type { EntryOutcome } from './results';

/** A link of an entry, and what was done to it. */
interface Done {
  readonly deed: LinkDeed;
  readonly outcome: EntryOutcome;
}

/** What was done, by the names of entry and link where it is one, as a sentence; undefined where nothing changed. */
export function describeDone(outcomes: readonly EntryOutcome[]): string | undefined {
  const all = doneIn(outcomes);
  const [first] = all;
  if (!first) return undefined;
  if (all.length === 1) return describeOne(first);
  const kind = kindOf(all.map(({ deed }) => deed));
  const entries = entriesIn(all);
  return entries.length === 1
    ? describeOfEntry(kind, all, namesIn(first).from)
    : describeOfEntries(kind, all, formatNumber(entries.length));
}

/** What came back by an undo, as a sentence; undefined where nothing did. */
export function describeDoneBack(outcomes: readonly EntryOutcome[]): string | undefined {
  const all = doneIn(outcomes);
  const [first] = all;
  if (!first) return undefined;
  const entries = entriesIn(all);
  if (all.length === 1) return describeOneBack(first);
  const sum = (pick: (plan: EntryOutcome['plan']) => readonly unknown[]) =>
    entries.reduce((total, { plan }) => total + pick(plan).length, 0);
  const counts = describeReturned({
    added: sum(({ added }) => added),
    removed: sum(({ removed }) => removed),
    changed: sum(({ changed }) => changed),
  });
  return entries.length === 1
    ? l10n.t('Undone for {0}: {1}.', namesIn(first).from, counts)
    : l10n.t('Undone for {0} entries: {1}.', formatNumber(entries.length), counts);
}

/** Which links were turned round, as a sentence; undefined where none was: what was removed at one end stands at the other. */
export function describeSwapped(outcomes: readonly EntryOutcome[]): string | undefined {
  const all = doneIn(outcomes).filter(({ deed }) => deed.kind === 'removed');
  const [first] = all;
  if (!first) return undefined;
  const { from, to, type } = namesIn(first);
  return all.length === 1
    ? l10n.t('Swapped the direction: {0} → {1} is {1} → {0} now ({2}).', from, to, type)
    : l10n.t('Swapped the direction of {0} links.', formatNumber(all.length));
}

function doneIn(outcomes: readonly EntryOutcome[]): Done[] {
  return outcomes.flatMap((outcome) => linkDeeds(outcome.plan).map((deed) => ({ deed, outcome })));
}

function entriesIn(all: readonly Done[]): EntryOutcome[] {
  return [...new Set(all.map(({ outcome }) => outcome))];
}

function namesIn({ deed, outcome }: Done) {
  const names = outcome.names();
  const { targetId, linkTypeId } = deed.link;
  const before = 'before' in deed ? deed.before : deed.link;
  return {
    from: names.short(outcome.sourceId),
    to: names.short(targetId),
    type: names.type(linkTypeId),
    toBefore: names.short(before.targetId),
    typeBefore: names.type(before.linkTypeId),
  };
}

function describeOne(done: Done): string {
  const { from, to, type, toBefore, typeBefore } = namesIn(done);
  switch (done.deed.kind) {
    case 'added':
      return l10n.t('Linked {0} → {1} ({2}).', from, to, type);
    case 'removed':
      return l10n.t('Removed the link {0} → {1} ({2}).', from, to, type);
    case 'changed':
      return l10n.t('Changed the properties of {0} → {1} ({2}).', from, to, type);
    case 'retyped':
      return l10n.t('Changed {0} → {1} from {2} to {3}.', from, to, typeBefore, type);
    case 'moved':
      return l10n.t('Moved {0} → {1} to {2} ({3}).', from, toBefore, to, type);
  }
}

function describeOneBack(done: Done): string {
  const { from, to, type, toBefore } = namesIn(done);
  switch (done.deed.kind) {
    case 'added':
      return l10n.t('Undone: {0} → {1} is back ({2}).', from, to, type);
    case 'removed':
      return l10n.t('Undone: {0} → {1} is removed ({2}).', from, to, type);
    case 'changed':
      return l10n.t('Undone: {0} → {1} has its properties back ({2}).', from, to, type);
    case 'retyped':
      return l10n.t('Undone: {0} → {1} is {2} again.', from, to, type);
    case 'moved':
      return l10n.t('Undone: {0} → {1} leads to {2} again ({3}).', from, toBefore, to, type);
  }
}

/** What several deeds have in common: one thing's name, or nothing. */
function common(
  all: readonly Done[],
  pick: (names: ReturnType<typeof namesIn>) => string,
): string | undefined {
  const found = new Set(all.map((done) => pick(namesIn(done))));
  const [one] = found;
  return found.size === 1 ? one : undefined;
}

function describeOfEntry(kind: DeedKind | undefined, all: readonly Done[], from: string): string {
  const count = formatNumber(all.length);
  switch (kind) {
    case 'added': {
      const type = common(all, (names) => names.type);
      return type === undefined
        ? l10n.t('Added {0} links to {1}.', count, from)
        : l10n.t('Linked {0} → {1} entries ({2}).', from, count, type);
    }
    case 'removed':
      return l10n.t('Removed {0} links of {1}.', count, from);
    case 'changed':
      return l10n.t('Changed the properties of {0} links of {1}.', count, from);
    case 'retyped': {
      const type = common(all, (names) => names.type);
      return type === undefined
        ? l10n.t('Changed the type of {0} links of {1}.', count, from)
        : l10n.t('Changed {0} links of {1} to {2}.', count, from, type);
    }
    case 'moved':
      return l10n.t('Moved {0} links of {1} to {2}.', count, from, common(all, (names) => names.to) ?? '');
    case undefined:
      return l10n.t('Changed the links of {0}: {1}.', from, describeChanged(countsIn(all)));
  }
}

function describeOfEntries(kind: DeedKind | undefined, all: readonly Done[], entries: string): string {
  const count = formatNumber(all.length);
  switch (kind) {
    case 'added': {
      const [to, type] = [common(all, (names) => names.to), common(all, (names) => names.type)];
      return to !== undefined && type !== undefined && count === entries
        ? l10n.t('Linked {0} entries → {1} ({2}).', entries, to, type)
        : l10n.t('Added {0} links to {1} entries.', count, entries);
    }
    case 'removed':
      return l10n.t('Removed {0} links of {1} entries.', count, entries);
    case 'changed':
      return l10n.t('Changed the properties of {0} links of {1} entries.', count, entries);
    case 'retyped':
      return l10n.t('Changed the type of {0} links of {1} entries.', count, entries);
    case 'moved':
      return l10n.t('Moved {0} links of {1} entries.', count, entries);
    case undefined:
      return l10n.t('Changed the links of {0} entries: {1}.', entries, describeChanged(countsIn(all)));
  }
}

function countsIn(all: readonly Done[]) {
  const count = (...kinds: readonly DeedKind[]) => all.filter(({ deed }) => kinds.includes(deed.kind)).length;
  return { added: count('added'), removed: count('removed'), changed: count('changed', 'retyped', 'moved') };
}
