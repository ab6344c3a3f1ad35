import { invalid } from './refusal';

/** A search command as a tree. */
export type Search =
  | { readonly kind: 'and' | 'or'; readonly left: Search; readonly right: Search }
  | { readonly kind: 'name'; readonly pattern: string; readonly types?: string }
  | { readonly kind: 'basic'; readonly text: string }
  | { readonly kind: 'lookIn'; readonly path: string; readonly subfolders: boolean }
  /** `type`: a link type's id, one of its labels, or `*` for any. */
  | { readonly kind: 'relation'; readonly end: 'source' | 'target' | 'either'; readonly type: string };

/**
 * Reads a command of Laserfiche's search syntax: `{LF:…}` clauses, `&`, `|` and parentheses.
 * As in Laserfiche, `&` does not bind tighter than `|`: the order of writing counts. Throws `Refusal` (invalid).
 */
export function parseSearch(command: string): Search {
  const tokens = tokenize(command);
  let at = 0;
  const next = (symbol: string) => tokens[at]?.symbol === symbol && ++at > 0;

  const operand = (): Search => {
    if (next('(')) {
      const inner = expression();
      if (!next(')')) throw unreadable('a parenthesis is not closed');
      return inner;
    }
    const token = tokens[at++];
    if (!token?.clause)
      throw unreadable(token ? `"${token.symbol}" is not expected there` : 'it ends too early');
    return readClause(token.clause);
  };
  const expression = (): Search => {
    let left = operand();
    for (;;) {
      if (next('&')) left = { kind: 'and', left, right: operand() };
      else if (next('|')) left = { kind: 'or', left, right: operand() };
      else return left;
    }
  };

  const search = expression();
  if (at < tokens.length) throw unreadable('something stands after its end');
  return search;
}

interface Token {
  readonly symbol: string;
  readonly clause?: string;
}

/** Far more than anybody types, and few enough for regular expressions and recursion. */
const LONGEST_COMMAND = 100_000;
const MOST_TOKENS = 1000;

/** A clause ends at the first closing brace outside of quotes: a doubled quote closes and opens at once. */
const TOKEN = /\s*(?:([()&|])|\{([^{}"]*(?:"[^"]*"[^{}"]*)*)\})\s*/y;

function tokenize(command: string): Token[] {
  if (command.length > LONGEST_COMMAND) throw unreadable('it is too long');
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < command.length) {
    const start = TOKEN.lastIndex;
    const found = TOKEN.exec(command);
    if (!found) throw unreadable(`"${command.slice(start, start + 20)}" is neither a clause nor an operator`);
    if (tokens.length === MOST_TOKENS) throw unreadable('it is too long');
    tokens.push(found[1] === undefined ? { symbol: '{', clause: found[2] ?? '' } : { symbol: found[1] });
  }
  return tokens;
}

/** `Name = "value"`, `Name=word`; a quote inside of quotes is doubled. */
const ASSIGNMENT = /\s*(\w+)\s*(~?=)\s*(?:"([^"]*(?:""[^"]*)*)"|([^\s,"]+))\s*(,|$)/y;

function readClause(clause: string): Search {
  const prefix = /^\s*LF\s*:/i.exec(clause);
  if (!prefix) throw unreadable(`"{${start(clause)}}" is not an LF clause`);
  const values = new Map<string, string>();
  ASSIGNMENT.lastIndex = prefix[0].length;
  let first: string | undefined;
  for (;;) {
    const [, name, operator, quoted, bare, separator] = ASSIGNMENT.exec(clause) ?? [];
    if (name === undefined) throw unreadable(`"{${start(clause)}}" is not of the form {LF:Name="value"}`);
    const key = name.toLowerCase();
    first ??= key + (operator ?? '');
    values.set(key, quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (separator !== ',') break;
  }
  return toSearch(first, (key) => values.get(key));
}

/** The part of a clause to show in a message: a clause may be as long as a request. */
const start = (clause: string) => (clause.length > 100 ? `${clause.slice(0, 100)}…` : clause);

function toSearch(first: string, value: (key: string) => string | undefined): Search {
  const types = value('type');
  switch (first) {
    case 'name=':
    case 'name~=':
      return { kind: 'name', pattern: value('name') ?? '', ...(types === undefined ? {} : { types }) };
    case 'basic=':
    case 'basic~=':
      return { kind: 'basic', text: value('basic') ?? '' };
    case 'lookin=':
      return {
        kind: 'lookIn',
        path: value('lookin') ?? '',
        subfolders: !/^[n0]/i.test(value('subfolders') ?? 'y'),
      };
    case 'relation=':
      return { kind: 'relation', end: 'either', type: value('relation') ?? '' };
    case 'relationsrc=':
      return { kind: 'relation', end: 'source', type: value('relationsrc') ?? '' };
    case 'relationdst=':
      return { kind: 'relation', end: 'target', type: value('relationdst') ?? '' };
    default:
      throw unreadable(`the sandbox has no search for "LF:${first}"`);
  }
}

const unreadable = (why: string) => invalid(`The search command cannot be read: ${why}.`);
