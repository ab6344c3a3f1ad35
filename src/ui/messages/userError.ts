/** A failure already put into a plain sentence: shown as it is. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
