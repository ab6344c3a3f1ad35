import { randomBytes } from 'node:crypto';

/** Bearer tokens: issued for a while, known to this process only. */
export class Tokens {
  readonly #expiry = new Map<string, number>();

  /** `now` in milliseconds since 1970. */
  constructor(
    readonly lifeSeconds: number,
    private readonly now: () => number,
  ) {}

  /** @param seconds how long the token lives. */
  issue(seconds: number = this.lifeSeconds): string {
    for (const [token, expiry] of this.#expiry) {
      if (expiry <= this.now()) this.#expiry.delete(token);
    }
    const token = randomBytes(32).toString('base64url');
    this.#expiry.set(token, this.now() + seconds * 1000);
    return token;
  }

  isValid(token: string): boolean {
    return (this.#expiry.get(token) ?? 0) > this.now();
  }
}
