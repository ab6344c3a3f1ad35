import { ApiError } from '../errors';
import type { ApiRequest, Http } from '../http/request';

/** What was asked, and with how much of what we would like. */
export interface Asked<T> {
  readonly answer: T;
  /** Index of the variant that was answered. */
  readonly variant: number;
}

/**
 * Some servers refuse options that others need (400, code 216): counting, sorting, large pages. Such a question is asked
 * once more bare, and the next one of its kind with an option less, until the server takes it. Real refusals of a
 * question stay: then the bare one is refused as well.
 */
export class RefusedOptions {
  /** How many variants of a kind of question the server has refused. */
  readonly #refused = new Map<string, number>();

  /** @param variants of one question: from all that we would like to the bare one. */
  async ask<T>(
    http: Http,
    kind: string,
    variants: readonly [ApiRequest<T>, ...ApiRequest<T>[]],
  ): Promise<Asked<T>> {
    const bare = variants.length - 1;
    const variant = Math.min(this.#refused.get(kind) ?? 0, bare);
    const request = variants[variant] ?? variants[0];
    try {
      return { answer: await http(request), variant };
    } catch (error) {
      if (variant === bare || !ApiError.is(error, 'badRequest')) throw error;
      const answer = await http(variants[bare] ?? request);
      this.#refused.set(kind, Math.max(this.#refused.get(kind) ?? 0, variant + 1));
      return { answer, variant: bare };
    }
  }
}
