import * as vscode from 'vscode';
// From their own files: the start of VS Code loads this one, and no more of those rooms than it needs.
import { ApiError, BaseUrlError, LoopbackError, SignInAddressError } from '../../api';
import { EditError, type EditErrorOf } from '../../changes';
import type { Explanation } from './explanation';
import { UserError } from './userError';

export { UserError } from './userError';

/** What a person can do about a failure, offered as one button beside "Show Log". */
export type Remedy = 'retry' | 'signIn' | 'none';

export interface DescribeOptions {
  /** It failed for one entry of several, and others may have been written. */
  readonly ofSeveral?: boolean;
}

/**
 * The one place that turns failures into words: what failed, why, what to do.
 *
 * `failed` is a whole sentence without its full stop, made by the caller: `l10n.t('Could not list {0}', path)`, never
 * a verb that this function would put behind "Could not". The reason follows it behind a colon and is a whole clause of
 * its own, so each language can order the words of both as it needs. The log takes the same `failed`.
 */
export function describeFailure(
  error: unknown,
  failed: string,
  { ofSeveral = false }: DescribeOptions = {},
): string {
  if (error instanceof UserError) return error.message;
  const { why, advice } = told(explanationOf(error), ofSeveral);
  return vscode.l10n.t('{0}: {1}. {2}', failed, why, advice);
}

/** Why something failed, as it stands after a colon, and what to do about it. */
export function whyAndAdvice(error: unknown): readonly [why: string, advice: string] {
  const { why, advice } = told(explanationOf(error), false);
  return [why, advice];
}

function told({ why, advice, isUnwritten }: Explanation, ofSeveral: boolean): Explanation {
  if (!isUnwritten) return { why, advice };
  const state = ofSeveral
    ? vscode.l10n.t('This entry was not changed.')
    : vscode.l10n.t('Nothing was written.');
  return { why, advice: advice === '' ? state : `${state} ${advice}` };
}

export type SignInFailure = LoopbackError | SignInAddressError | BaseUrlError;

/** What tells the failures of code that is loaded when it is needed comes with that code, long after VS Code's start. */
export const lazyDescribers: {
  describeApi?: (error: ApiError) => Explanation;
  describeEdit?: (error: EditErrorOf) => Explanation;
  describeSignIn?: (error: SignInFailure) => Explanation;
  describeDisk?: (error: unknown) => Explanation | undefined;
  describeSearch?: (error: unknown) => Explanation | undefined;
} = {};

const isOfSignIn = (error: unknown): error is SignInFailure =>
  error instanceof LoopbackError || error instanceof SignInAddressError || error instanceof BaseUrlError;

function explanationOf(error: unknown): Explanation {
  if (error instanceof ApiError && lazyDescribers.describeApi) return lazyDescribers.describeApi(error);
  if (EditError.is(error) && lazyDescribers.describeEdit) return lazyDescribers.describeEdit(error);
  if (isOfSignIn(error) && lazyDescribers.describeSignIn) return lazyDescribers.describeSignIn(error);
  return (
    lazyDescribers.describeSearch?.(error) ??
    lazyDescribers.describeDisk?.(error) ?? {
      why: vscode.l10n.t('an unexpected error occurred'),
      advice: vscode.l10n.t('Details are in the log.'),
    }
  );
}

/** What to offer for a failure. */
export function remedyFor(error: unknown): Remedy {
  if (!(error instanceof ApiError)) return 'none';
  switch (error.reason) {
    case 'badCredentials':
    case 'unauthorized':
      return 'signIn';
    case 'network':
    case 'timeout':
    case 'noRepository':
    case 'tooManyRequests':
    case 'server':
    case 'locked':
    case 'unexpectedAnswer':
      return 'retry';
    default:
      return 'none';
  }
}

export function isCancelled(error: unknown): boolean {
  return (error instanceof ApiError || error instanceof LoopbackError) && error.reason === 'cancelled';
}
