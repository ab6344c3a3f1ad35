import { cutMiddle } from './inertText';

const GAP = '…';

/**
 * A path that takes at most so many characters. What is left out stands in its middle: the name at its end stays, then
 * the folder that tells it from `others` (other paths that it is shown beside), its own folder, and its first one.
 */
export function shortenPath(path: string, maxLength: number, others: readonly string[] = []): string {
  if (path.length <= maxLength) return path;
  const parts = path.split('\\');
  const last = parts.length - 1;
  // A path begins with a backslash: its first part is empty.
  const first = parts[0] === '' && last > 0 ? 1 : 0;
  const telling = tellingFolders(parts, others);
  const backwards = parts.map((_, index) => last - index).filter((index) => index >= first);
  const byPriority = [...new Set([last, ...telling, ...backwards.slice(1, 2), first, ...backwards])];
  let shown = new Set<number>([last]);
  for (const index of byPriority) {
    const more = new Set([...shown, index]);
    if (joined(parts, more, first).length <= maxLength) shown = more;
    else if (index !== first) break;
  }
  const short = joined(parts, shown, first);
  const folder = byPriority[1];
  if (folder === undefined || (shown.has(folder) && short.length <= maxLength))
    return cutMiddle(short, maxLength);
  return withCutParts(parts, [folder, last], first, maxLength);
}

/** Name and folder don't both fit: each is cut in its own middle, and what the one does not need is the other's. */
function withCutParts(
  parts: readonly string[],
  [folder, last]: readonly [number, number],
  first: number,
  maxLength: number,
): string {
  const name = parts[last] ?? '';
  const own = parts[folder] ?? '';
  const shown = new Set([folder, last]);
  const room = maxLength - (joined(parts, shown, first).length - name.length - own.length);
  // A folder of two letters and a gap tells nothing.
  if (room < 8) return cutMiddle(`${GAP}\\${name}`, maxLength);
  const half = Math.floor(room / 2);
  const forName = Math.max(half, room - own.length);
  const cutName = cutMiddle(name, forName);
  const cutOwn = cutMiddle(own, room - cutName.length);
  const cut = parts.map((part, index) => (index === last ? cutName : index === folder ? cutOwn : part));
  return joined(cut, shown, first);
}

/** The parts in their order, with one sign in place of those left out between them. */
function joined(parts: readonly string[], shown: ReadonlySet<number>, first: number): string {
  const kept = parts.flatMap((part, index) => {
    if (index < first || shown.has(index)) return [part];
    return index === first || shown.has(index - 1) ? [GAP] : [];
  });
  // Where the beginning is left out, so is the backslash before it.
  return (first === 1 && !shown.has(1) ? kept.slice(1) : kept).join('\\');
}

/** Seen from the end, the first folder in which a path differs from each other path of the same name. */
function tellingFolders(parts: readonly string[], others: readonly string[]): number[] {
  const found = others.flatMap((other) => {
    const otherParts = other.split('\\');
    let same = 0;
    while (same < parts.length && parts.at(-1 - same) === otherParts.at(-1 - same)) same += 1;
    const index = parts.length - 1 - same;
    return same > 0 && index >= 0 && parts[index] !== '' ? [index] : [];
  });
  return [...new Set(found)].toSorted((a, b) => b - a);
}
