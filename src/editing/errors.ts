import type { Link } from '../api/types';
import type { LinkConflict } from '../links';

export type EditErrorReason =
  /** Somebody else changed a link that the edit touches. */
  | 'conflict'
  /** Existing links can't be written back safely: their type can't be told, or they are another entry's (a shortcut's target). */
  | 'unresolvedLinks'
  /** A link from the entry to itself, which is blocked unless asked for. */
  | 'selfLink'
  /** The edit names a link type that the repository does not have. */
  | 'unknownLinkType'
  /** The connection broke while the PUT was under way, and reading again shows neither the old links nor the new. */
  | 'outcomeUnknown'
  /** The server answered 200, but its links are not the ones that were sent. */
  | 'notAsSent';

/** The one error the editing room adds to `ApiError`. Nothing was written, except for `outcomeUnknown` and `notAsSent`. */
export class EditError extends Error {
  constructor(
    readonly reason: EditErrorReason,
    readonly details: {
      readonly sourceId: number;
      readonly conflicts?: readonly LinkConflict[];
      readonly links?: readonly Link[];
      readonly linkTypeId?: number;
    },
  ) {
    super(`Link change of entry ${details.sourceId}: ${reason}`);
    this.name = 'EditError';
  }
}
