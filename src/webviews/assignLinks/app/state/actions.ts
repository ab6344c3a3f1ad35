import type { ConflictChoice, Link } from '../../../../domain';
import type {
  EntryView,
  Failure,
  FormContents,
  FormSettings,
  LastSave,
  ProposedLink,
  Saved,
  Undone,
} from '../../protocol';
import type { BulkChange } from './bulk';
import type { Described, Draft, Property } from './model';
import type { ViewPart } from './view';

/** What happens to a form while it loads or after. */
export type LoadAction =
  | { readonly type: 'loading' }
  | {
      readonly type: 'loaded';
      readonly contents: FormContents;
      /** What a closed form of this entry left unsent. */
      readonly kept?: Draft | undefined;
      /** The host has the save that the draft tells of, or what became of it. */
      readonly saving?: boolean;
      /** What the history knows of it, where the host does not have it. */
      readonly lastSave?: LastSave | undefined;
    }
  /** A draft that the host had to translate, since an earlier version of the extension kept it. */
  | { readonly type: 'draftRestored'; readonly draft: Draft | undefined }
  | { readonly type: 'loadFailed'; readonly message: string; readonly isUnreachable?: boolean }
  /** The connection leads to another repository; the same sentence wherever that comes out. */
  | { readonly type: 'otherRepository'; readonly message: string };

/** What a person does to a loaded form. */
export type EditAction =
  /** Entries to link to; what is linked so already stays as it is. */
  | { readonly type: 'added'; readonly targets: readonly EntryView[] }
  | { readonly type: 'typeChosen'; readonly rowId: string; readonly linkTypeId: number }
  | { readonly type: 'propertiesTyped'; readonly rowId: string; readonly properties: readonly Property[] }
  | { readonly type: 'removed'; readonly rowId: string }
  /** One change of several rows. */
  | { readonly type: 'rowsChanged'; readonly rowIds: readonly string[]; readonly change: BulkChange }
  | { readonly type: 'stepUndone' }
  | { readonly type: 'stepsDismissed' }
  | { readonly type: 'ticked'; readonly rowIds: readonly string[]; readonly on: boolean }
  | { readonly type: 'viewChanged'; readonly view: ViewPart }
  /** Takes back a removal, else the changes of the row. */
  | { readonly type: 'undone'; readonly rowId: string }
  | { readonly type: 'newTypeChosen'; readonly linkTypeId: number }
  | { readonly type: 'targetTyped'; readonly text: string }
  | { readonly type: 'reset' }
  | { readonly type: 'resetUndone' }
  /** The person does not want what came back from a closed form. */
  | { readonly type: 'discarded' }
  | { readonly type: 'cameBackDismissed' }
  | { readonly type: 'noticeDismissed' }
  | { readonly type: 'failureDismissed' }
  | { readonly type: 'droppedLinksDismissed' }
  | { readonly type: 'confirmAsked' }
  | { readonly type: 'confirmDismissed' }
  /** Whose side to take of conflicting links, by `keyOf`. */
  | { readonly type: 'sideChosen'; readonly keys: readonly string[]; readonly side: ConflictChoice }
  | { readonly type: 'conflictsResolved' }
  /** The undo that met conflicts is left. */
  | { readonly type: 'undoDismissed' }
  /** The conflicts are left as they are: the rows wait to be sent as before. */
  | { readonly type: 'conflictsDismissed' }
  | { readonly type: 'bodyLinesChosen'; readonly lines: number };

/** What the host tells a loaded form. */
export type HostAction =
  | { readonly type: 'proposed'; readonly links: readonly ProposedLink[] }
  | { readonly type: 'rebased'; readonly contents: FormContents }
  | { readonly type: 'linksChanged'; readonly links: readonly Link[] }
  | { readonly type: 'settingsChanged'; readonly settings: FormSettings }
  | { readonly type: 'disconnected' }
  | { readonly type: 'draftNotKept' }
  | { readonly type: 'described'; readonly described: Described }
  | { readonly type: 'saving' }
  | { readonly type: 'saved'; readonly saved: Saved }
  | { readonly type: 'saveFailed'; readonly failure: Failure }
  /** A change was taken back. */
  | { readonly type: 'changeUndone'; readonly undone: Undone }
  | { readonly type: 'undoFailed'; readonly failure: Failure }
  /** Vanished incoming links are being put back. */
  | { readonly type: 'restoring' }
  /** So many incoming links were put back: all that can be. */
  | { readonly type: 'restored'; readonly count: number }
  | { readonly type: 'restoreFailed'; readonly failure: Failure }
  | { readonly type: 'failed'; readonly failure: Failure };

export type Action = LoadAction | EditAction | HostAction;
