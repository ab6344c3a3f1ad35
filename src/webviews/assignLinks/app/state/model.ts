import type { ConflictChoice, Link, LinkConflict, LinkKey, OutgoingLink } from '../../../../domain';
import type { ChangeDescription, EntryView, FormContents } from '../../protocol';

/** A custom property while it is being typed: names may be blank or twice for a moment. */
export interface Property {
  readonly name: string;
  readonly value: string;
  /** A blank name is meant: the link has it on the server, or the person said so. */
  readonly blankMeant?: true;
}

/** An outgoing link as the form edits it. */
export interface Row {
  /** Unique in the form; stays while the row is edited. */
  readonly id: string;
  /** The link as the server has it; none for a row that was added here. */
  readonly base?: OutgoingLink;
  readonly target: EntryView;
  /** What the server says of the link beside its properties; read only. */
  readonly description?: string;
  readonly linkTypeId: number;
  readonly properties: readonly Property[];
  readonly removed: boolean;
}

/** What a person did to one row, told apart from the links it was done to: so it can be repeated on newer ones. */
export type RowEdit =
  | {
      readonly kind: 'upsert';
      /** The link as it was; none for an added row. */
      readonly was?: LinkKey;
      /** Id of an added row: it stays the same row wherever the edit is repeated. */
      readonly rowId?: string;
      readonly target: EntryView;
      readonly linkTypeId: number;
      readonly properties: readonly Property[];
    }
  | { readonly kind: 'remove'; readonly was: LinkKey };

/** An outgoing link that can't be written back as it is: while there is one, nothing can be saved without losing or changing it. */
export interface UntypedRow {
  readonly target: EntryView;
  /** Labels of both ends, or the title of its type. */
  readonly type: string;
  /** As text; what is not text on the server reads as JSON. */
  readonly properties: readonly Property[];
  /** A code: see `describeUntyped`. */
  readonly why: string;
}

/** How the table shows the rows; nothing of it is sent. */
export interface TableView {
  readonly text: string;
  /** Only links that have this type, or had it on the server. */
  readonly typeId?: number;
  readonly changesOnly: boolean;
  /** Left out: the order of the server. */
  readonly sort?: Sort;
  /** Ids of the rows that are ticked. */
  readonly ticked: ReadonlySet<string>;
}

export type SortColumn = 'type' | 'target';

export interface Sort {
  readonly by: SortColumn;
  readonly descending: boolean;
}

/** Something done to several rows at once, or to one that is gone with it: it can be undone in one go. */
export interface Step {
  /** What was done, as a sentence. */
  readonly text: string;
  readonly changes: readonly StepChange[];
}

export interface StepChange {
  readonly before: Row;
  /** None where the row is gone. */
  readonly after?: Row;
  /** Where the row stood. */
  readonly index: number;
}

export type RowStatus = 'kept' | 'added' | 'changed' | 'removed';

/** News that the form tells above its rows: old once the person goes on. */
export type Notice =
  | SavedNotice
  | {
      readonly kind: 'info';
      readonly text: string;
      readonly undo?: Pick<Form, 'rows' | 'base' | 'targetText'>;
    };

export interface SavedNotice {
  readonly kind: 'saved';
  readonly text: string;
  /** The change in the history; none when nothing was sent. */
  readonly changeId?: string;
  readonly incomingUnchecked?: true;
}

/** What went wrong: in sight until it is dealt with. */
export interface Failed {
  readonly text: string;
  /** The links on the server are others than shown: offer to load them below the person's changes. */
  readonly outdated: boolean;
  /** The server did not answer, when something was sent or when links were read. */
  readonly unreachable?: 'sending' | 'reading';
  /** A change that was written, or may have been: offer to take it back. */
  readonly changeId?: string;
  /** With `changeId`: the rows as they were sent. The server may turn out to have them. */
  readonly sent?: readonly Row[];
}

/** Somebody else changed links that the rows change too: the person chooses whose each shall be. */
export interface MergeConflicts {
  /** All links as the server has them. */
  readonly theirs: readonly Link[];
  /** By `keyOf` of the link. */
  readonly choices: Readonly<Record<string, ConflictChoice>>;
}

/** An undo met links that somebody else changed since: it is sent again once the person has chosen what becomes of each. */
export interface UndoConflicts extends MergeConflicts {
  /** The change that is to be undone, in the history. */
  readonly changeId: string;
  readonly conflicts: readonly LinkConflict[];
}

/** What the host told of rows that have not been sent yet. */
export interface Described extends ChangeDescription {
  /** The rows that it is about. */
  readonly rows: readonly Row[];
}

/** The form of a loaded entry. */
export interface Form {
  readonly contents: FormContents;
  /** The links that the rows are an edit of. Older than `contents.links` when these changed meanwhile. */
  readonly base: readonly Link[];
  readonly rows: readonly Row[];
  readonly untyped: readonly UntypedRow[];
  readonly incoming: readonly Link[];
  readonly view: TableView;
  /** The newest last; those of rows that are no more are forgotten. */
  readonly steps: readonly Step[];
  /** Entries that were read as targets: a link tells less of its target. By id. */
  readonly seen: ReadonlyMap<number, EntryView>;
  /** Type that the next added row gets. */
  readonly newTypeId: number | undefined;
  /** What stands in the field for a new target. */
  readonly targetText: string;
  /** Number of the next added row. */
  readonly nextRow: number;
  readonly saving: boolean;
  /** With `saving`: the rows as they were sent. */
  readonly sent: readonly Row[];
  /** The person is asked whether to send the links. */
  readonly confirming: boolean;
  readonly mergeConflicts: MergeConflicts | undefined;
  readonly undoConflicts: UndoConflicts | undefined;
  /** The request and the warnings, as they were told last: of the rows as they are now, or as they were a moment ago. */
  readonly described: Described | undefined;
  /** So many lines of the request's body are drawn. */
  readonly bodyLines: number;
  /** The connection was removed: nothing can be sent, nothing typed is lost. */
  readonly disconnected: boolean;
  /** The connection leads to another repository, as a sentence: the same. */
  readonly otherRepository: string | undefined;
  /** The rows came back from a form that was closed: until the person has seen to them. */
  readonly cameBack: boolean;
  /** The rows would be lost with the form: the host could not keep them. */
  readonly draftNotKept: boolean;
  readonly notice: Notice | undefined;
  readonly failed: Failed | undefined;
  /** Incoming links that vanished with saves of this form, until the person has seen to them. */
  readonly droppedIncoming: readonly Link[];
  /** They are being put back. */
  readonly restoring: boolean;
}

/** What is kept of an edited form while its tab is hidden or the window reloads. */
export interface Draft {
  /** The links that the edits were made on, as far as a save compares them. */
  readonly base: readonly Link[];
  readonly edits: readonly RowEdit[];
  readonly newTypeId?: number;
  /** What stands in the field for a new target. */
  readonly targetText?: string;
  /** The person was asked whether to send the links. */
  readonly confirming?: true;
  /** What the person has chosen so far, and of which links. */
  readonly mergeConflicts?: MergeConflicts;
  readonly undoConflicts?: UndoConflicts;
  readonly droppedIncoming?: readonly Link[];
  /** The edits as they were sent: by a save under way, or by one that failed after it may have been written. */
  readonly sent?: readonly RowEdit[];
  readonly saving?: true;
  readonly failed?: Omit<Failed, 'sent'>;
  /** The edits came back from a form that was closed. */
  readonly cameBack?: true;
  readonly view?: Omit<TableView, 'ticked'> & { readonly ticked: readonly string[] };
  readonly seen?: readonly EntryView[];
  /** What a save did, with its way back. */
  readonly saved?: SavedNotice;
  /** What a reset took, to be brought back. */
  readonly reset?: Pick<Draft, 'base' | 'edits'> & { readonly text: string; readonly targetText: string };
  /** What shows where the server can't be asked. */
  readonly shown?: Shown;
}

export type Shown = Pick<FormContents, 'source' | 'connectionName' | 'linkTypes' | 'requestUrl'>;

export type FormState =
  | { readonly phase: 'loading'; readonly draft: Draft | undefined }
  | {
      readonly phase: 'failed';
      readonly message: string;
      readonly isUnreachable?: boolean;
      readonly draft: Draft | undefined;
    }
  | { readonly phase: 'ready'; readonly form: Form };

export const keyOfRow = (row: Row): LinkKey => ({ targetId: row.target.id, linkTypeId: row.linkTypeId });
