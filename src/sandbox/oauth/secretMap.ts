import { randomBytes } from 'node:crypto';

/** Values under random names that nobody can guess, each for a while. */
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
