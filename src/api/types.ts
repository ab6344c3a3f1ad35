/**
 * What a Laserfiche Repository API V1 server sends and takes, as its OpenAPI description declares it.
 * Property names are the wire's own. Properties a listing leaves out unless selected are optional.
 */

export type EntryType = 'Folder' | 'RecordSeries' | 'Document' | 'Shortcut';

/** An entry of a repository (`Entry`, with the properties of its sub-types). */
export interface Entry {
  readonly id: number;
  readonly name: string;
  readonly entryType: EntryType;
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

/** A link between two entries, as GET and PUT `…/links` answer it (`WEntryLinkInfo`). */
export interface Link {
  readonly linkId?: number;
  readonly sourceId: number;
  readonly sourcePath?: string | null;
  readonly sourceLabel?: string | null;
  readonly targetId: number;
  readonly targetPath?: string | null;
  readonly targetLabel?: string | null;
  readonly description?: string | null;
  /** Some servers leave it out: see `resolveLinkTypeId` in the links room. */
  readonly linkTypeId?: number;
  readonly typeDescription?: string | null;
  /** Read as `linkProperties`, written as `customProperties`. */
  readonly properties?: Readonly<Record<string, string>> | null;
  /**
   * The server told a property value that is no text (null, a number): `linkProperties` has it as text to be shown, and
   * it can't be written back as it was. Not of the wire.
   */
  readonly hasOddProperties?: true;
  /** URL of the source entry on the same server. */
  readonly sourceUrl?: string | null;
  /** URL of the target entry on the same server. */
  readonly targetUrl?: string | null;
}

/** A link type ("link definition", `EntryLinkTypeInfo`). */
export interface LinkType {
  readonly linkTypeId: number;
  readonly sourceLabel: string;
  readonly targetLabel: string;
  readonly description?: string | null;
}

/** One element of the body of PUT `…/links` (`PutLinksRequest`). */
export interface LinkAssignment {
  readonly targetId: number;
  readonly linkTypeId: number;
  readonly properties?: Readonly<Record<string, string>>;
}

/** A repository of a server (`RepositoryInfo`). */
export interface RepositoryInfo {
  readonly repoId: string;
  readonly repoName?: string | null;
  readonly webClientUrl?: string | null;
}

/** One page of a listing. `nextLink` is there when the server has more. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
  /** `@odata.count` where asked for and answered; some servers count the page only. */
  readonly count?: number;
}

/** The answer of a search by path. */
export interface EntryByPath {
  readonly entry?: Entry;
  /** The closest folder that exists, when the entry itself does not. */
  readonly ancestorEntry?: Entry;
}

/** The answer of a simple search; `truncated` when the server has more than it sent (status 206). */
export interface SearchResult {
  readonly entries: readonly Entry[];
  readonly truncated: boolean;
}
