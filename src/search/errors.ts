/** Why a question can't be put to the server. */
export type SearchReason =
  /** The question names a link type that the repository has not. */
  | 'unknownLinkType'
  /** What is to be searched in is no folder. */
  | 'noFolder'
  /** The server does not tell where the folder is. */
  | 'noPath'
  /** The server has ended it; `message` has its words, and is empty where it gives none. */
  | 'failed';

export class SearchError extends Error {
  override readonly name = 'SearchError';

  constructor(
    readonly reason: SearchReason,
    message: string,
    /** The id of the entry or link type that it is about. */
    readonly about?: number,
  ) {
    super(message);
  }

  /** Whether something that was caught is one, for this reason where one is given. */
  static is(error: unknown, reason?: SearchReason): error is SearchError {
    return error instanceof SearchError && (reason === undefined || error.reason === reason);
  }
}
