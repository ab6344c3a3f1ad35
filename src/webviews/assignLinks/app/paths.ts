/**
 * A path in two parts, of which the first is cut where room is short. The second one begins with the folder that tells
 * the path from `others`, paths of entries of the same name, else with the last folder.
 */
export function cutPath(path: string, others: readonly string[] = []): readonly [string, string] {
  const parts = path.split('\\');
  const last = Math.max(0, parts.length - 2);
  const from = Math.min(last, ...others.map((other) => tellingFolder(parts, other.split('\\')) ?? last));
  const head = parts.slice(0, Math.max(from, 0)).join('\\');
  return head === '' ? ['', path] : [head, path.slice(head.length)];
}

/** Seen from the end, the first folder in which two paths differ. */
function tellingFolder(parts: readonly string[], other: readonly string[]): number | undefined {
  let same = 0;
  while (same < parts.length && parts.at(-1 - same) === other.at(-1 - same)) same += 1;
  const index = parts.length - 1 - same;
  return index > 0 ? index : undefined;
}

/** The paths of entries that share their name with another one, by name. */
export function pathsByName(
  entries: readonly { readonly name: string; readonly path?: string }[],
): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const { name, path } of entries) {
    if (!path) continue;
    const known = all.get(name);
    if (!known) all.set(name, [path]);
    else if (!known.includes(path)) known.push(path);
  }
  return new Map([...all].filter(([, paths]) => paths.length > 1));
}
