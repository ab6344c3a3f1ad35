import { createHash, timingSafeEqual } from 'node:crypto';
import { HttpProblem } from './problems';

/** OAuth's words for what is wrong with a request (RFC 6749, 5.2). */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

/** A failure of a token request: an OAuth error and problem details in one, as Laserfiche's servers answer. */
export function oauthProblem(
  status: 400 | 401,
  error: OAuthErrorCode,
  description: string,
  errorCode?: number,
): HttpProblem {
  return new HttpProblem(status, description, {
    extra: { error, error_description: description },
    ...(errorCode === undefined ? {} : { errorCode }),
  });
}

/** Takes the same time wherever the texts differ. */
export function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
