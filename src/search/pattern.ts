/**
 * Names with wildcards, as people write them: `*` stands for any characters, `?` for one, case is ignored and nothing
 * else has a meaning. Servers give `[`, `]` and `-` one as well, and no way to take it from them.
 */

/** A pattern for the server that finds all that `pattern` does, and maybe more: see `matchesPattern`. */
export function serverPattern(pattern: string): string {
  return inQuotes(pattern.replace(/[[\]{}]|\p{Cc}/gu, '?'));
}

/** The same for a text in which nothing has a meaning. */
export function serverLiteral(text: string): string {
  return inQuotes(text.replace(/[*?[\]{}]|\p{Cc}/gu, '?'));
}

/** A text within quotes of a command: a quote is doubled there. */
export function inQuotes(text: string): string {
  return text.replaceAll('"', '""');
}

/** Whether a text is what a pattern says, as a whole. Takes no time that grows faster than both lengths multiplied. */
export function matchesPattern(text: string, pattern: string): boolean {
  const [told, requested] = [Array.from(fold(text)), Array.from(fold(pattern).replaceAll(/\*+/g, '*'))];
  let [at, next] = [0, 0];
  /** The place in the pattern after the last `*`, and how far that one reaches: only the last is ever tried again. */
  let star: { readonly next: number; taken: number } | undefined;
  while (at < told.length) {
    const sign = requested[next];
    if (sign === '*') {
      next += 1;
      star = { next, taken: at };
    } else if (sign !== undefined && (sign === '?' || sign === told[at])) {
      next += 1;
      at += 1;
    } else if (star) {
      star.taken += 1;
      [at, next] = [star.taken, star.next];
    } else return false;
  }
  return next + (requested[next] === '*' ? 1 : 0) === requested.length;
}

/** Whether two texts are the same but for letter case. */
export function sameText(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

/** Whether a text stands within another, letter case being ignored. */
export function containsText(text: string, part: string): boolean {
  return fold(text).includes(fold(part));
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase();
