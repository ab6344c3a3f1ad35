export const ROOT_ID = 1;

/** The whole repository as plain, immutable data: every change makes a new state. */
export interface RepositoryState {
  readonly entries: ReadonlyMap<number, StoredEntry>;
  readonly links: readonly StoredLink[];
  /** Ids are never used twice, also not after a deletion. */
  readonly nextEntryId: number;
  readonly nextLinkId: number;
}

export type EntryType = 'Folder' | 'RecordSeries' | 'Document' | 'Shortcut';

export interface StoredEntry {
  readonly id: number;
  /** `null` for the root folder only. */
  readonly parentId: number | null;
  readonly name: string;
  readonly entryType: EntryType;
  readonly creator: string;
  /** ISO 8601, UTC. */
  readonly created: string;
  /** ISO 8601, UTC. */
  readonly modified: string;
  readonly templateId?: number;
  /** Field values by field id. */
  readonly fields?: Readonly<Record<string, readonly string[]>>;
  readonly tagIds?: readonly number[];
  /** The electronic document; left out where a document has none. */
  readonly file?: { readonly extension: string; readonly bytes: number };
  readonly pageCount?: number;
  readonly isRecord?: boolean;
  readonly isCheckedOut?: boolean;
  /** Somebody else holds the entry: changes answer 423. */
  readonly isLocked?: boolean;
  /** The user may see the entry in its folder but not open it: 403. Holds for everything below it as well. */
  readonly isDenied?: boolean;
  /** Shortcuts only. */
  readonly targetId?: number;
}

export interface StoredLink {
  readonly linkId: number;
  readonly sourceId: number;
  readonly targetId: number;
  readonly linkTypeId: number;
  readonly description: string;
  readonly properties: Readonly<Record<string, string>> | null;
}

/** What an administrator sets up; read-only over REST. */
export interface Definitions {
  readonly linkTypes: readonly LinkTypeDefinition[];
  readonly templates: readonly TemplateDefinition[];
  readonly fields: readonly FieldDefinition[];
  readonly tags: readonly TagDefinition[];
}

export interface LinkTypeDefinition {
  readonly id: number;
  readonly sourceLabel: string;
  readonly targetLabel: string;
  readonly description: string;
}

export interface TemplateDefinition {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly fieldIds: readonly number[];
}

/** The documented types but `Blob`, whose values can't be told. */
export type FieldType =
  'Date' | 'DateTime' | 'List' | 'LongInteger' | 'Number' | 'ShortInteger' | 'String' | 'Time';

export interface FieldDefinition {
  readonly id: number;
  readonly name: string;
  readonly type: FieldType;
  /** Longest text value, in characters; 0 for other types. */
  readonly length: number;
  readonly isRequired: boolean;
  readonly isMultiValue: boolean;
  readonly listValues?: readonly string[];
}

export interface TagDefinition {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly isSecure: boolean;
}
