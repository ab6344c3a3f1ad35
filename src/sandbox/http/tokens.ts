import { randomBytes } from 'node:crypto';

/** Bearer tokens: issued for a while, known to this process only. */
export class Tokens {
  readonly #expiry = new Map<string, number>();

  /** `now` in milliseconds since 1970. */
  constructor(
    readonly lifeSeconds: number,
    private readonly now: () => number,
  ) {}

  issue(): string {
    for (const [token, expiry] of this.#expiry) {
      if (expiry <= this.now()) this.#expiry.delete(token);
    }
    const token = randomBytes(32).toString('base64url');
    this.#expiry.set(token, this.now() + this.lifeSeconds * 1000);
    return token;
  }

  isValid(token: string): boolean {
    return (this.#expiry.get(token) ?? 0) > this.now();
  }
}
