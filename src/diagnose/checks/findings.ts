import { ApiError } from '../../api';
import { errorCodeOf, UserError, whyAndAdvice } from '../../ui';
import type { Finding } from './types';

export const ok = (found: string): Finding => ({ outcome: 'ok', found });
export const warning = (found: string, advice: string): Finding => ({ outcome: 'warning', found, advice });
export const failed = (found: string, advice: string): Finding => ({ outcome: 'failed', found, advice });
export const skipped = (found: string, advice?: string): Finding => ({
  outcome: 'skipped',
  found,
  ...(advice !== undefined && { advice }),
});

/** A failure in the words that people see everywhere else. */
export function failedBy(error: unknown): Finding {
  if (error instanceof UserError) return { outcome: 'failed', found: error.message };
  const [why, advice] = whyAndAdvice(asNetwork(error));
  return failed(`${why.charAt(0).toUpperCase()}${why.slice(1)}.`, advice);
}

/** Whatever carries a code of the system came from the network. */
function asNetwork(error: unknown): unknown {
  const isNetwork = !(error instanceof ApiError) && errorCodeOf(error) !== undefined;
  return isNetwork ? new ApiError('network', '', { cause: error }) : error;
}

/** The system's code of a failure in brackets, for whoever looks it up. */
export function inBrackets(error: unknown): string {
  const code = errorCodeOf(error);
  return code === undefined ? '' : ` (${code})`;
}
