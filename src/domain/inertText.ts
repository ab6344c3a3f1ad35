/**
 * Names, paths, labels and messages are text of others: of a server, or of whoever exported a connection. VS Code
 * reads links and icons out of most texts that it shows, so what others wrote is made inert before it is shown.
 */

/** Characters of one name, path or label within a sentence. */
const MOST_OF_A_NAME = 300;
/** Characters of a whole sentence: VS Code itself cuts a notification after 1,000, at its end. */
const MOST_OF_A_SENTENCE = 900;

/** Invisible, and no line may be broken here: parts what would be read as markup together. */
const JOINER = '\u2060';

/** Where a link of Markdown goes on from its text to its address, and where an icon begins. */
const MARKUP = /(?<=\])(?=\()|(?<=\$)(?=\()/g;

/** Within addresses of the web and of mail, as far as Markdown knows them. */
const ADDRESSES = /(?<=:)(?=\/\/)|(?<=\bwww)(?=\.)|(?=@)/gi;

/** Line breaks of every kind, tabs and all other control characters. */
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;

/** Blanks that push what follows out of sight. */
const WIDE_BLANK = /\p{Zs}{9,}/gu;

/** Marks piled up so high that they cover the lines above and below. */
const PILED_MARKS = /(\p{M}{8})\p{M}+/gu;

/**
 * Characters that can't be seen: they turn the direction of writing around, or make two names look the same. Some
 * belong to ordinary text, which `isOrdinary` tells by what stands before them.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

/** Letters of scripts that need neither joiners nor variants. */
const SIMPLE = String.raw`[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]`;
/** Joiners stand between letters of many scripts, and between emoji. */
const JOINS_AFTER = new RegExp(
  String.raw`(?:(?!${SIMPLE})[\p{L}\p{M}]|\p{Extended_Pictographic}|\p{Emoji_Modifier})$`,
  'u',
);
/** Variants are of letters, signs and digits, for example `1️⃣`. */
const VARIES_AFTER = new RegExp(
  String.raw`(?:(?!${SIMPLE}|\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{S}]|\p{Emoji})$`,
  'u',
);
/** Tags make a flag of a black one. */
const TAGS_AFTER = /[\u{1F3F4}\u{E0020}-\u{E007F}]$/u;
/** Fillers stand for a missing part of a Korean syllable. */
const JAMO = /(?![\u115F\u1160])[\u1100-\u11FF\uA960-\uA97C\uD7B0-\uD7FB]/;

function isOrdinary(character: string, before: string, after: string): boolean {
  if (character === '\u200C' || character === '\u200D') return JOINS_AFTER.test(before);
  if (/^\p{Variation_Selector}$/u.test(character)) return VARIES_AFTER.test(before);
  if (/^[\u{E0020}-\u{E007F}]$/u.test(character)) return TAGS_AFTER.test(before);
  return (character === '\u115F' || character === '\u1160') && (JAMO.test(before) || JAMO.test(after));
}

function withoutInvisible(text: string): string {
  /** Where the last one that was left out ended, and what stood before it. */
  let gap = { end: -1, before: '' };
  return text.replaceAll(INVISIBLE, (character, at: number) => {
    // Any of these, and what it may lean on, takes two units at most.
    const before = at === gap.end ? gap.before : text.slice(Math.max(0, at - 2), at);
    const end = at + character.length;
    if (isOrdinary(character, before, text.slice(end, end + 1))) return character;
    gap = { end, before };
    return '';
  });
}

/**
 * Text of others as one line without characters that mislead: for places that read no markup, as the log. Whatever can
 * be seen stays.
 */
export function plainLine(text: string): string {
  const seen = withoutInvisible(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD').replaceAll(CONTROL, ' '));
  return seen.replaceAll(PILED_MARKS, '$1').replaceAll(WIDE_BLANK, ' ').trim();
}

/** A whole sentence, whatever names are in it: one line, in which nothing is read as a link or as an icon. */
export function inert(text: string, most = MOST_OF_A_SENTENCE): string {
  return cutMiddle(plainLine(text), most).replaceAll(MARKUP, JOINER);
}

/** The same for one name, path or label: a long one is cut in its middle, so that the sentence around it stays. */
export function oneLine(name: string): string {
  return inert(name, MOST_OF_A_NAME);
}

/** For Markdown, which makes links of addresses without any mark: those stay text as well. */
export function unlinked(text: string): string {
  return text.replaceAll(ADDRESSES, JOINER);
}

/** The same JSON, with what turns the direction around or can't be seen written as `\\u202e`. */
export function visibleJson(json: string): string {
  return json.replaceAll(
    /[\x7F-\x9F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Several lines of our own layout. A line break in a name would forge a line: names in it went through `oneLine`. */
export function inertLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.slice(0, indentOf(line)) + inert(line))
    .join('\n');
}

const indentOf = (line: string) => line.length - line.trimStart().length;

/** Both ends tell most of a path. Half a character is not left over at the cut. */
export function cutMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor((most - 1) / 2);
  const head = text.slice(0, half).replace(/[\uD800-\uDBFF]$/, '');
  const tail = text.slice(text.length - half).replace(/^[\uDC00-\uDFFF]/, '');
  return plainLine(`${head.trimEnd()}…${tail.trimStart()}`);
}
