import { textOfFile } from '../../pastedText';

type Json = Readonly<Record<string, unknown>>;

/** Characters that are searched, places that are tried, and how deep one text may stand in another. */
const LIMITS = { characters: 64 * 1024, tries: 50, depth: 4 };
/** Fewer characters are no access key; more are none in base64 either. */
const [SHORTEST_KEY, LONGEST_KEY] = [50, 16 * 1024];

/**
 * The access keys within a text, whatever stands around them: in scripts, files of variables, settings, mails. A key is
 * a JSON object with a `jwk`, or base64 of one; nothing else is looked at. Each is given once.
 */
export function findAccessKeys(text: string): readonly Json[] {
  const found = new Map<string, Json>();
  search(text.slice(0, LIMITS.characters), LIMITS.depth, found);
  return [...found.values()];
}

function search(text: string, depth: number, found: Map<string, Json>): void {
  if (depth === 0) return;
  // As it stands, with the quotes of documents made straight, and as a text inside of a text is escaped.
  const straight = text.replaceAll(/[“”„‟«»]|&quot;/g, '"');
  for (const variant of new Set([text, straight, straight.replaceAll(/\\(["\\/])/g, '$1')]))
    for (const object of objectsIn(variant)) collect(object, depth, found);
  for (const object of encodedIn(text)) collect(object, depth, found);
}

function collect(value: unknown, depth: number, found: Map<string, Json>): void {
  if (typeof value === 'string') {
    if (value.length >= SHORTEST_KEY) search(value, depth - 1, found);
  } else if (Array.isArray(value)) {
    for (const one of value) collect(one, depth, found);
  } else if (isObject(value)) {
    if (isObject(value['jwk'])) found.set(JSON.stringify(sorted(value)), value);
    else for (const one of Object.values(value)) collect(one, depth, found);
  }
}

/** Objects of JSON in a text, the outermost ones that can be read. */
function objectsIn(text: string): readonly unknown[] {
  const objects: unknown[] = [];
  const breaksMeant = text.replaceAll(/\\[rn]/g, ' ');
  let tries = LIMITS.tries;
  for (let start = breaksMeant.indexOf('{'); start >= 0 && (tries -= 1) >= 0;) {
    const end = endOfObject(breaksMeant, start);
    const object = end === undefined ? undefined : parsed(breaksMeant.slice(start, end));
    if (object !== undefined) objects.push(object);
    start = breaksMeant.indexOf('{', object === undefined ? start + 1 : end);
  }
  return objects;
}

/** Behind the brace that closes the one at `start`; braces in texts do not count. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let isText = false;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (isText && char === '\\') at += 1;
    else if (char === '"') isText = !isText;
    else if (!isText && char === '{') depth += 1;
    else if (!isText && char === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

/** How texts break a long value: escaped, with a sign at the end of the line, in quotes line by line, as mails quote. */
const LINE_BREAKS =
  /\\r\\n|\\[rn]|["']\s{0,9}[+.&,_\\^]?\s{0,9}\r?\n\s{0,99}[+.&]?\s{0,9}["'](?=\S{8})|[\\`^]\s{0,9}\r?\n|\r?\n[>|][>|\s]*/g;
/** Where base64 of a JSON object may begin: `{` and a blank or a quote, or a byte order mark before it. */
const ENCODED_OBJECT = /(?<![\w+/-])(?:77u[/_])?e[w-z\d+/_-][\w+/-]{2}/g;
const WORDS = /[\w+/-]+(?:\s+|$)?/y;

/** What stands in base64 in a text: words that follow each other, as many of them as are a whole object together. */
function encodedIn(text: string): readonly unknown[] {
  const objects: unknown[] = [];
  const plain = text.replaceAll(LINE_BREAKS, '\n');
  let tries = LIMITS.tries;
  let behind = 0;
  for (const { index } of plain.matchAll(ENCODED_OBJECT)) {
    if (index < behind) continue;
    if ((tries -= 1) < 0) break;
    let encoded = '';
    WORDS.lastIndex = index;
    for (let word = WORDS.exec(plain); word && encoded.length < LONGEST_KEY; word = WORDS.exec(plain)) {
      encoded += word[0].trim();
      const end = WORDS.lastIndex;
      const object = encoded.length < SHORTEST_KEY ? undefined : parsed(decodedObject(encoded));
      if (object !== undefined) {
        objects.push(object);
        behind = end;
        break;
      }
    }
  }
  return objects;
}

/** Characters of base64 whose end tells whether an object ends there, so that most words need not be read. */
const TAIL = 64;

function decodedObject(base64: string): string {
  const tail = Buffer.from(base64.slice(4 * Math.floor(Math.max(0, base64.length - TAIL) / 4)), 'base64');
  if (!/\}[\s\0]*$/.test(tail.toString('latin1'))) return '';
  return textOfFile(Buffer.from(base64, 'base64'));
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** The same key with its members in another order is no other key. */
function sorted(value: unknown): unknown {
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, one]) => [name, sorted(one)] as const);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
