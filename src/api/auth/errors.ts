/** Why the browser did not bring a code back. */
export type LoopbackReason =
  /** The port is in use, on one of the addresses that `localhost` stands for. */
  | 'portTaken'
  /** The system keeps the port for itself, as Windows does with whole ranges. */
  | 'portReserved'
  /** This machine lets nobody listen on its loopback addresses. */
  | 'unavailable'
  /** Nothing came back in time. */
  | 'timeout'
  /** The person gave up, or the window closed. */
  | 'cancelled'
  /** The person did not give consent, or let the consent page expire. */
  | 'denied'
  /** The server came back with another error: `oauthError` names it. */
  | 'refused'
  /** Nothing came back in time but what has no state or another one: answers to somebody else's sign-in. */
  | 'wrongState'
  /** Nothing came back in time but what has our state without a code, or with several. */
  | 'badCallback';

/** The sign-in in the browser ended without a code. */
export class LoopbackError extends Error {
  override readonly name = 'LoopbackError';
  /** How many answers came back that have no state or another one, where time ran out; else 0. */
  readonly wrongStates: number;

  constructor(
    readonly reason: LoopbackReason,
    /** OAuth's word for it, for `denied` and `refused`: `access_denied`, `server_error`, … */
    readonly oauthError?: string,
    options: ErrorOptions & { readonly wrongStates?: number } = {},
  ) {
    super(`No sign-in came back: ${oauthError ?? reason}`, options);
    this.wrongStates = options.wrongStates ?? 0;
  }
}

/** What is wrong with the domain of a region. */
export type CloudDomainProblem =
  | 'empty'
  /** Not the bare name of a host: it has a scheme, port, path, user or characters that no name has. */
  | 'notDomain'
  /** A name that does not belong to Laserfiche: credentials are not sent there. */
  | 'foreignDomain';

/** A domain or sign-in address that credentials must not be sent to. */
export class SignInAddressError extends Error {
  override readonly name = 'SignInAddressError';
  constructor(readonly reason: CloudDomainProblem | 'notLoopback') {
    super(`Not an address to sign in at: ${reason}`);
  }
}
