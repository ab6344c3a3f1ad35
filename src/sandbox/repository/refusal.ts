/** Why the repository refuses a request, before HTTP gives it a number. */
export type RefusalKind = 'invalid' | 'denied' | 'notFound' | 'conflict' | 'locked';

/** Laserfiche's own error codes. */
export const ERROR_CODES = {
  entryNotFound: 9001,
  accessDenied: 9010,
  badCredentials: 9528,
  linkTypeNotFound: 7530,
} as const;

/** A rule of the repository that a request breaks. The rules throw it, the server turns it into problem details. */
export class Refusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    message: string,
    readonly errorCode?: number,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

export const invalid = (message: string) => new Refusal('invalid', message);
export const conflict = (message: string) => new Refusal('conflict', message);
export const locked = () => new Refusal('locked', 'The entry is locked by another user.');
export const denied = () =>
  new Refusal('denied', `Access denied. [${ERROR_CODES.accessDenied}]`, ERROR_CODES.accessDenied);
export const entryNotFound = () =>
  new Refusal('notFound', `Entry not found. [${ERROR_CODES.entryNotFound}]`, ERROR_CODES.entryNotFound);
export const linkTypeNotFound = (linkTypeId: number) =>
  new Refusal(
    'notFound',
    `Link type ${linkTypeId} does not exist. [${ERROR_CODES.linkTypeNotFound}]`,
    ERROR_CODES.linkTypeNotFound,
  );
