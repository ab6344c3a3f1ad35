import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Values under random names that nobody can guess. Each is forgotten after a while, and with the process. */
export class SecretMap<T> {
  readonly #values = new Map<string, { readonly value: T; readonly until: number }>();

  /** `now` in milliseconds since 1970. */
  constructor(private readonly now: () => number) {}

  /** @param until when it is forgotten, in milliseconds since 1970. @returns the name of the value. */
  add(value: T, until: number): string {
    for (const [name, kept] of this.#values) if (kept.until <= this.now()) this.#values.delete(name);
    const name = randomBytes(32).toString('base64url');
    this.#values.set(name, { value, until });
    return name;
  }

  get(name: string): T | undefined {
    const kept = this.#values.get(name);
    return kept && kept.until > this.now() ? kept.value : undefined;
  }

  delete(name: string): void {
    this.#values.delete(name);
  }
}

/** Bearer tokens of all kinds of sign-in. */
export class AccessTokens {
  readonly #issued: SecretMap<string>;

  /** `now` in milliseconds since 1970. */
  constructor(
    readonly lifeSeconds: number,
    private readonly now: () => number,
  ) {
    this.#issued = new SecretMap(now);
  }

  /** @param seconds how long the token is valid. */
  issue(user: string, seconds: number = this.lifeSeconds): string {
    return this.#issued.add(user, this.now() + seconds * 1000);
  }

  /** Whose token it is; `undefined` where it is not valid, or not any more. */
  userOf(token: string): string | undefined {
    return this.#issued.get(token);
  }
}

/** Takes the same time wherever the texts differ. */
export function constantTimeEqual(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
