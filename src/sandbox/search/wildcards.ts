/** Whether a text fits a pattern. */
export type Fits = (text: string) => boolean;

/**
 * A pattern in which `*` stands for any characters and `?` for one; upper and lower case are the same. The whole text
 * has to fit. It looks back to the last `*` only, which is enough, so that no pattern takes long: a regular expression
 * would try all ways to share a text out among many of them.
 */
export function wildcards(pattern: string): Fits {
  const wanted = pattern.toLowerCase().replaceAll(/\*+/g, '*');
  return (text) => fits(text.toLowerCase(), wanted);
}

function fits(text: string, wanted: string): boolean {
  let [at, next] = [0, 0];
  /** Where to go on after the last `*`, and how much of the text that one has taken. */
  let star: { readonly next: number; taken: number } | undefined;
  while (at < text.length) {
    const sign = wanted[next];
    if (sign === '*') {
      next += 1;
      star = { next, taken: at };
    } else if (sign === '?') {
      next += 1;
      at += widthAt(text, at);
    } else if (sign === text[at]) {
      next += 1;
      at += 1;
    } else if (star) {
      star.taken += widthAt(text, star.taken);
      [at, next] = [star.taken, star.next];
    } else return false;
  }
  return next + (wanted[next] === '*' ? 1 : 0) === wanted.length;
}

/** A character beyond the first 65,536 takes two units. */
function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
