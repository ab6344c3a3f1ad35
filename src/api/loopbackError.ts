/** Why the browser did not bring a code back. */
export type LoopbackReason =
  /** The port is in use, on one of the addresses that `localhost` stands for. */
  | 'portTaken'
  /** This machine lets nobody listen on its loopback addresses. */
  | 'unavailable'
  | 'timeout'
  /** The person gave up, or the window closed. */
  | 'cancelled'
  /** The person did not give consent, or let the consent page expire. */
  | 'denied'
  /** The server came back with another error: `oauthError` names it. */
  | 'refused'
  /** The state is missing or not ours: somebody else's sign-in came back. */
  | 'wrongState'
  /** The state is ours but there is no code, or more than one. */
  | 'badCallback';

/** The sign-in in the browser ended without a code. */
export class LoopbackError extends Error {
  override readonly name = 'LoopbackError';

  constructor(
    readonly reason: LoopbackReason,
    /** OAuth's word for it, for `denied` and `refused`: `access_denied`, `server_error`, … */
    readonly oauthError?: string,
    options?: ErrorOptions,
  ) {
    super(`No sign-in came back: ${oauthError ?? reason}`, options);
  }
}
