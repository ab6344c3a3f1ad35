import type { ConflictChoice, Link, LinkKey, OutgoingLink } from '../../../../domain';
import type { EntryView, FormContents } from '../../protocol';
import type { Draft } from './draft';

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

/** An outgoing link that can't be written back as it is: while there is one, nothing can be saved without losing or changing it. */
export interface UnresolvedRow {
  readonly target: EntryView;
  /** Labels of both ends, or the title of its type. */
  readonly type: string;
  /** As text; what is not text on the server reads as JSON. */
  readonly properties: readonly Property[];
  /** A code: see `whyUnresolved`. */
  readonly why: string;
}

export type RowStatus = 'kept' | 'added' | 'changed' | 'removed';

/** News that the form tells above its rows: old once the person goes on. */
export type Notice =
  | {
      readonly kind: 'saved';
      readonly text: string;
      /** The change in the history; none when nothing was sent. */
      readonly changeId?: string;
      readonly incomingUnchecked?: true;
    }
  | {
      readonly kind: 'info';
      readonly text: string;
      readonly undo?: Pick<Form, 'rows' | 'base' | 'targetText'>;
    };

/** What went wrong: in sight until it is dealt with. */
export interface Failed {
  readonly text: string;
  /** The links on the server are others than shown: offer to load them below the person's changes. */
  readonly outdated: boolean;
  /** A change that was written, or may have been: offer to take it back. */
  readonly changeId?: string;
  /** With `changeId`: the rows as they were sent. The server may turn out to have them. */
  readonly sent?: readonly Row[];
}

/** Somebody else changed links that the rows change too: the person chooses whose each shall be. */
export interface Dispute {
  /** All links as the server has them. */
  readonly theirs: readonly Link[];
  /** By `keyOf` of the link. */
  readonly choices: Readonly<Record<string, ConflictChoice>>;
}

/** The form of a loaded entry. */
export interface Form {
  readonly contents: FormContents;
  /** The links that the rows are an edit of. Older than `contents.links` when these changed meanwhile. */
  readonly base: readonly Link[];
  readonly rows: readonly Row[];
  readonly untyped: readonly UnresolvedRow[];
  readonly incoming: readonly Link[];
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
  readonly dispute: Dispute | undefined;
  /** The connection was removed: nothing can be sent, nothing typed is lost. */
  readonly disconnected: boolean;
  /** The connection leads to another repository, as a sentence: the same. */
  readonly elsewhere: string | undefined;
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

export type FormState =
  | { readonly phase: 'loading'; readonly draft: Draft | undefined }
  | { readonly phase: 'failed'; readonly message: string; readonly draft: Draft | undefined }
  | { readonly phase: 'ready'; readonly form: Form };

export const keyOfRow = (row: Row): LinkKey => ({ targetId: row.target.id, linkTypeId: row.linkTypeId });
