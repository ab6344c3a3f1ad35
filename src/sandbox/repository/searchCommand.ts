import { readMoment } from './moments';
import { invalid } from './refusal';

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A search command as a tree. */
export type Search =
  | { readonly kind: 'and' | 'or' | 'without'; readonly left: Search; readonly right: Search }
  | { readonly kind: 'name'; readonly pattern: string; readonly types?: string }
  | { readonly kind: 'type'; readonly types: string }
  | { readonly kind: 'basic'; readonly text: string }
  | { readonly kind: 'lookIn'; readonly path: string; readonly subfolders: boolean }
  | { readonly kind: 'template' | 'creator'; readonly pattern: string }
  /** `template`: its name, empty for any; `field`: its name, empty for any. */
  | {
      readonly kind: 'field';
      readonly template: string;
      readonly field: string;
      readonly comparison: Comparison;
      readonly value: string;
    }
  | {
      readonly kind: 'created' | 'modified';
      readonly comparison: Comparison;
      readonly value: string;
    }
  | { readonly kind: 'id'; readonly comparison: Comparison; readonly value: number }
  /** `type`: a link type's id, one of its labels, or `*` for any. */
  | { readonly kind: 'relation'; readonly end: 'source' | 'target' | 'either'; readonly type: string };

/** The documentation says both: operators count in the order of writing, or NOT before AND before OR. */
export type Precedence = 'leftToRight' | 'notAndOr';

/**
 * Reads a command of Laserfiche's search syntax: clauses in braces, the operators `&`, `|` and `-` (this and not that),
 * and parentheses. Throws `Refusal` (invalid).
 */
export function parseSearch(command: string, precedence: Precedence = 'leftToRight'): Search {
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
  const chain = (inner: () => Search, kinds: Readonly<Record<string, 'and' | 'or' | 'without'>>): Search => {
    let left = inner();
    for (;;) {
      const kind = kinds[tokens[at]?.symbol ?? ''];
      if (!kind) return left;
      at += 1;
      left = { kind, left, right: inner() };
    }
  };
  const expression = (): Search =>
    precedence === 'leftToRight'
      ? chain(operand, { '&': 'and', '|': 'or', '-': 'without' })
      : chain(() => chain(() => chain(operand, { '-': 'without' }), { '&': 'and' }), { '|': 'or' });

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
const TOKEN = /\s*(?:([()&|-])|\{([^{}"]*(?:"[^"]*"[^{}"]*)*)\})\s*/y;

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
const ASSIGNMENT = /\s*(\w+)\s*(~?=|<>|[<>]=?)\s*(?:"([^"]*(?:""[^"]*)*)"|([^\s,"]+))\s*(,|$)/y;

function readClause(clause: string): Search {
  if (/^\s*\[/.test(clause)) return readFieldClause(clause);
  const prefix = /^\s*LF\s*:/i.exec(clause);
  if (!prefix) throw unreadable(`"{${start(clause)}}" is not an LF clause`);
  const values = new Map<string, string>();
  ASSIGNMENT.lastIndex = prefix[0].length;
  let first: { readonly name: string; readonly comparison: Comparison } | undefined;
  for (;;) {
    const [, name, operator = '=', quoted, bare, separator] = ASSIGNMENT.exec(clause) ?? [];
    if (name === undefined) throw unreadable(`"{${start(clause)}}" is not of the form {LF:Name="value"}`);
    const key = name.toLowerCase();
    first ??= { name: key, comparison: comparisonOf(operator) };
    values.set(key, quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (separator !== ',') break;
  }
  return toSearch(first.name, first.comparison, (key) => values.get(key));
}

const comparisonOf = (operator: string): Comparison => (operator === '~=' ? '=' : (operator as Comparison));

const TEMPLATE = /\s*\[([^\]]*)\]\s*(:|$)/y;
/** `[Field]="value"`, several of them with commas between. */
const FIELD = /\s*\[([^\]]*)\]\s*(~?=|<>|[<>]=?)\s*(?:"([^"]*(?:""[^"]*)*)"|([^\s,"]+))\s*(,|$)/y;

/** `{[Template]}`, `{[Template]:[Field]="value", [Field]="value"}`; no name within the brackets means any. */
function readFieldClause(clause: string): Search {
  TEMPLATE.lastIndex = 0;
  const [, template = '', colon] = TEMPLATE.exec(clause) ?? [];
  if (colon === '' && TEMPLATE.lastIndex === clause.length)
    return { kind: 'template', pattern: template || '*' };
  if (colon !== ':') throw unreadable(`"{${start(clause)}}" is not of the form {[Template]:[Field]="value"}`);
  const fields: Search[] = [];
  FIELD.lastIndex = TEMPLATE.lastIndex;
  for (;;) {
    const [, field, operator = '=', quoted, bare, separator] = FIELD.exec(clause) ?? [];
    if (field === undefined)
      throw unreadable(`"{${start(clause)}}" is not of the form {[Template]:[Field]="value"}`);
    const value = quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"');
    fields.push({ kind: 'field', template, field, comparison: comparisonOf(operator), value });
    if (separator !== ',') break;
  }
  return fields.reduce((left, right) => ({ kind: 'and', left, right }));
}

/** The part of a clause to show in a message: a clause may be as long as a request. */
const start = (clause: string) => (clause.length > 100 ? `${clause.slice(0, 100)}…` : clause);

/** Clauses whose values can be compared, not only matched. */
const COMPARABLE: ReadonlySet<string> = new Set(['created', 'modified', 'id']);

function toSearch(first: string, comparison: Comparison, value: (key: string) => string | undefined): Search {
  const types = value('type');
  const own = value(first) ?? '';
  if (comparison !== '=' && !COMPARABLE.has(first)) throw unreadable(`"LF:${first}" takes no ${comparison}`);
  switch (first) {
    case 'name':
      return { kind: 'name', pattern: own, ...(types === undefined ? {} : { types }) };
    case 'type':
      return { kind: 'type', types: own };
    case 'basic':
      return { kind: 'basic', text: own };
    case 'lookin':
      return { kind: 'lookIn', path: own, subfolders: !/^[n0]/i.test(value('subfolders') ?? 'y') };
    case 'templatename':
      return { kind: 'template', pattern: own };
    case 'creator':
      return { kind: 'creator', pattern: own };
    case 'created':
    case 'modified':
      return { kind: first, comparison, value: readDate(own) };
    case 'id': {
      if (!/^\d{1,10}$/.test(own)) throw unreadable(`"${start(own)}" is no id`);
      return { kind: 'id', comparison, value: Number(own) };
    }
    case 'relation':
      return { kind: 'relation', end: 'either', type: own };
    case 'relationsrc':
      return { kind: 'relation', end: 'source', type: own };
    case 'relationdst':
      return { kind: 'relation', end: 'target', type: own };
    default:
      throw unreadable(`the sandbox has no search for "LF:${first}"`);
  }
}

function readDate(value: string): string {
  const moment = readMoment(value);
  if (moment === undefined) throw unreadable(`"${start(value)}" is no date`);
  return moment;
}

const unreadable = (why: string) => invalid(`The search command cannot be read: ${why}.`);
