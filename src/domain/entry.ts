/** What kind of thing an entry is. */
export type EntryType = 'Folder' | 'RecordSeries' | 'Document' | 'Shortcut';

/** An entry of a repository. Properties that a listing need not tell are optional. */
export interface Entry {
  readonly id: number;
  readonly name: string;
  readonly entryType: EntryType;
  /** The server told no type that is known: `entryType` is a guess, by which nothing may be written. */
  readonly hasUnknownType?: true;
  readonly parentId?: number | null;
  /** Path from the root with backslashes, for example `\Email\2024`. */
  readonly path?: string | null;
  readonly creator?: string | null;
  /** ISO 8601 date and time. */
  readonly createdAt?: string;
  /** ISO 8601 date and time. */
  readonly modifiedAt?: string;
  readonly templateName?: string | null;
  /** Documents and shortcuts: the file extension of the electronic document, without a dot. */
  readonly extension?: string | null;
  readonly isRecord?: boolean;
  readonly isCheckedOut?: boolean;
  /** Shortcuts: the entry that the shortcut stands for, and its type. */
  readonly targetId?: number;
  readonly targetType?: EntryType;
}

/** A field of an entry and what stands in it: nothing, a value, or several. */
export interface EntryField {
  readonly name: string;
  /** For example `String`, `Date` or `Number`; left out where a server does not tell. */
  readonly type?: string;
  readonly values: readonly string[];
}
