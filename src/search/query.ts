import type { EntryType } from '../domain';

/** Which end of a link an entry is, for a question: `either` is one of both. */
export type LinkEnd = 'source' | 'target' | 'either';

/** That an entry has, or has not, a link. */
export interface LinkCondition {
  readonly has: boolean;
  /** Left out: of any type. */
  readonly linkTypeId?: number;
  /** Which end the entry is; either unless told. */
  readonly as?: LinkEnd;
  /** The entry at the other end; any unless told. */
  readonly with?: number;
}

/** A question about entries. All parts must hold; one that is left out says nothing. */
export interface SearchQuery {
  /** In the text, name or fields of an entry, as the server's full text search has it. */
  readonly text?: string;
  /** The whole name; `*` stands for any characters and `?` for one, nothing else has a meaning. Case is ignored. */
  readonly name?: string;
  /** The id of a folder. */
  readonly in?: number;
  /** Whether entries in folders below it count as well; true unless told. */
  readonly subfolders?: boolean;
  readonly entryType?: EntryType;
  /** The whole name of a template, case being ignored. */
  readonly template?: string;
  /** A field with this whole value, case being ignored; an empty value means a field that is not filled in. */
  readonly field?: { readonly name: string; readonly value: string };
  /** The whole name, case being ignored. */
  readonly creator?: string;
  /** From this moment on. ISO 8601, a date or a date with a time; a date alone begins at midnight here. */
  readonly createdAfter?: string;
  /** Until this moment; a date alone ends at its midnight. */
  readonly createdBefore?: string;
  readonly modifiedAfter?: string;
  readonly modifiedBefore?: string;
  readonly links?: readonly LinkCondition[];
}

/** What is searched for: a question, or a command in Laserfiche's search syntax. */
export type Search = { readonly query: SearchQuery } | { readonly command: string };

/** The part of a question that the server's search syntax has no words for: links with a certain entry. */
export function conditionsWith(query: SearchQuery): readonly (LinkCondition & { readonly with: number })[] {
  return (query.links ?? []).filter(
    (condition): condition is LinkCondition & { readonly with: number } => condition.with !== undefined,
  );
}

/** The names of a question's parts, in the order in which they are asked for. */
export const QUERY_PARTS = [
  'text',
  'name',
  'in',
  'subfolders',
  'entryType',
  'template',
  'field',
  'creator',
  'createdAfter',
  'createdBefore',
  'modifiedAfter',
  'modifiedBefore',
  'links',
] as const satisfies readonly (keyof SearchQuery)[];
