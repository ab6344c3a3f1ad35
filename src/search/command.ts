import type { LinkType } from '../domain';
import { dayAfter, dayBefore } from './moments';
import { inQuotes, serverLiteral, serverPattern } from './pattern';
import type { LinkCondition, LinkEnd, SearchQuery } from './query';

/** What a command needs to know beside the question. */
export interface CommandFacts {
  /** The path of the folder to search in; needed where the question names one. */
  readonly lookIn?: string;
  /** Whether that folder is the root: then all entries are below it. */
  readonly isRoot?: boolean;
  /** All link types of the repository; needed where the question is about links. */
  readonly linkTypes?: readonly LinkType[];
}

/** A command, and whether what it finds may be more than what was asked for. */
export interface Command {
  readonly text: string;
  /** Conditions on links that the server can't tell for certain: two types share a label, or one has none. */
  readonly unsure: readonly LinkCondition[];
}

/** All kinds of entries, by a name that every entry has. */
const ANYTHING = '{LF:Name="*", Type="DFS"}';

/** Letters of the server's types; a record series counts as a folder there. */
const TYPE_LETTERS = { Document: 'D', Folder: 'F', RecordSeries: 'F', Shortcut: 'S' } as const;

/**
 * A question in Laserfiche's search syntax (user guide, "Search Syntax"). It finds everything that is asked for, and
 * where the syntax can't say it, more: `matches` leaves out the rest. The guide's pages contradict each other on what
 * binds tighter, so everything stands in parentheses.
 */
export function toCommand(query: SearchQuery, facts: CommandFacts = {}): Command {
  const parts = [...entryClauses(query), ...folderClauses(query, facts)];
  const types = facts.linkTypes ?? [];
  const conditions = (query.links ?? []).filter((condition) => condition.with === undefined);
  const unsure: LinkCondition[] = [];
  const without: string[] = [];
  for (const condition of conditions) {
    const { clauses, isExact } = relationClauses(condition, types);
    if (!isExact) unsure.push(condition);
    if (condition.has) {
      // A label that two types share finds those of both: more than was asked for. One that can't be said finds none.
      if (clauses.length > 0 && !hasUnsayable(condition, types)) parts.push(anyOf(clauses));
    } else if (isExact && clauses.length > 0) without.push(...clauses);
  }
  const base = allOf(parts.length > 0 ? parts : [ANYTHING]);
  return { text: without.length > 0 ? `(${base}) - ${anyOf([...new Set(without)])}` : base, unsure };
}

function entryClauses(query: SearchQuery): string[] {
  const { text, name, entryType, template, field, creator } = query;
  const letters = entryType ? TYPE_LETTERS[entryType] : 'DFS';
  return [
    ...(text === undefined ? [] : [`{LF:Basic~="${inQuotes(text)}"}`]),
    ...(name === undefined && entryType === undefined
      ? []
      : [`{LF:Name="${name === undefined ? '*' : serverPattern(name)}", Type="${letters}"}`]),
    ...(template === undefined ? [] : [`{LF:TemplateName="${serverLiteral(template)}"}`]),
    ...(field === undefined ? [] : [`{[]:[${fieldName(field.name)}]="${serverLiteral(field.value)}"}`]),
    ...(creator === undefined ? [] : [`{LF:Creator="${serverLiteral(creator)}"}`]),
    ...(query.createdAfter === undefined ? [] : [`{LF:Created>="${dayBefore(query.createdAfter)}"}`]),
    ...(query.createdBefore === undefined ? [] : [`{LF:Created<="${dayAfter(query.createdBefore)}"}`]),
    ...(query.modifiedAfter === undefined ? [] : [`{LF:Modified>="${dayBefore(query.modifiedAfter)}"}`]),
    ...(query.modifiedBefore === undefined ? [] : [`{LF:Modified<="${dayAfter(query.modifiedBefore)}"}`]),
  ];
}

/** A name within brackets: what would end them can't be said there. */
const fieldName = (name: string): string => name.replace(/[[\]{}"]|\p{Cc}/gu, '?');

function folderClauses(query: SearchQuery, { lookIn, isRoot }: CommandFacts): string[] {
  const { in: folder, subfolders = true } = query;
  if (folder === undefined || (isRoot && subfolders)) return [];
  return [`{LF:LookIn="${inQuotes(lookIn ?? '')}", Subfolders=${subfolders ? 'Y' : 'N'}}`];
}

/** What finds entries with a link of a condition's types at the end that is meant. */
function relationClauses(
  { linkTypeId, as = 'either' }: LinkCondition,
  types: readonly LinkType[],
): { readonly clauses: readonly string[]; readonly isExact: boolean } {
  const meant = types.filter((type) => linkTypeId === undefined || type.linkTypeId === linkTypeId);
  const ends = meant.flatMap((type) => labelsOf(type, as));
  const others = types
    .filter((type) => !meant.includes(type))
    .flatMap((type) => labelsOf(type, 'either').map(({ clause }) => clause.toLowerCase()));
  const clauses = [...new Set(ends.flatMap(({ label, clause }) => (canBeSaid(label) ? [clause] : [])))];
  const isExact =
    ends.every(({ label }) => canBeSaid(label) && isPlain(label)) &&
    clauses.every((one) => !others.includes(one.toLowerCase()));
  return { clauses, isExact };
}

/** Nothing can't be asked for, and a server may take a number for the id of a type. */
const canBeSaid = (label: string): boolean => !/^\s*\d*\s*$/.test(label);

/** A label with wildcards would find other types as well. Case is ignored by servers, so it is here. */
const isPlain = (label: string): boolean => !/[*?[\]{}]|\p{Cc}/u.test(label);

function hasUnsayable({ linkTypeId, as = 'either' }: LinkCondition, types: readonly LinkType[]): boolean {
  return types.some(
    (type) =>
      (linkTypeId === undefined || type.linkTypeId === linkTypeId) &&
      labelsOf(type, as).some(({ label }) => !canBeSaid(label)),
  );
}

/** `RelationSRC` takes the source label and finds sources, `RelationDST` the target label and finds targets. */
function labelsOf({ sourceLabel, targetLabel }: LinkType, as: LinkEnd) {
  const source = { label: sourceLabel, clause: relation('SRC', sourceLabel) };
  const target = { label: targetLabel, clause: relation('DST', targetLabel) };
  if (as === 'either') return [source, target];
  return as === 'source' ? [source] : [target];
}

const relation = (end: 'SRC' | 'DST', label: string): string =>
  `{LF:Relation${end}="${serverLiteral(label)}"}`;

const allOf = (clauses: readonly string[]): string => joined(clauses, '&');
const anyOf = (clauses: readonly string[]): string => joined(clauses, '|');

/** All of one operator: nothing to bind tighter. */
const joined = (clauses: readonly string[], operator: '&' | '|'): string =>
  `(${clauses.join(` ${operator} `)})`;
