/** Where VS Code shows itself, and where extensions run. */
export interface Whereabouts {
  readonly isWeb: boolean;
  readonly remoteName: string | undefined;
  /** The sign-in server of a test or demo, on the machine that extensions run on. */
  readonly signInOrigin?: string | undefined;
}

/**
 * Whether the person's browser reaches a listener on the loopback of the machine that extensions run on: only if it is
 * the same machine. A sign-in server that is on that loopback itself could not be reached otherwise either.
 */
export function browserComesBack({ isWeb, remoteName, signInOrigin }: Whereabouts): boolean {
  return signInOrigin !== undefined || (!isWeb && remoteName === undefined);
}
