import * as vscode from 'vscode';
import { ApiError, type ApiErrorReason } from '../../api';
import { EditError } from '../../changes';
import type { RepositoryRef } from '../../domain';
import { COMMANDS, describeError, isCancelled, notify, remedyFor } from '../../ui';
import type { CommandDeps } from './deps';

/** A failure together with what was being done, as it continues "Could not …". */
export class CommandFailure extends Error {
  constructor(
    readonly operation: string,
    override readonly cause: unknown,
    readonly connectionId?: string,
    /** The repository that links were written to. */
    readonly madeIn?: RepositoryRef,
  ) {
    super(operation);
  }
}

/** Runs a step; should it fail, the failure is told as "Could not {doing}: …". */
export async function during<T>(
  operation: string,
  step: () => Promise<T>,
  connectionId?: string,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw error instanceof CommandFailure ? error : new CommandFailure(operation, error, connectionId);
  }
}

/** The same; `failed` is the whole sentence without its full stop: `Could not …`. */
export function failingAs<T>(failed: string, step: () => Promise<T>, connectionId?: string): Promise<T> {
  return during(failed.replace(/^Could not /, ''), step, connectionId);
}

/** The failure as one plain sentence; the technical side goes to the log. */
export function sentenceOf(error: unknown, title: string, { log }: CommandDeps): string {
  const { operation, cause } =
    error instanceof CommandFailure ? error : { operation: `run "${title}"`, cause: error };
  log.failure(cause, operation);
  return describeError(cause, operation);
}

/** The same for one entry of several, of which others may have been written. */
export function sentenceOfPart(error: unknown, title: string, deps: CommandDeps): string {
  return sentenceOf(error, title, deps).replace('Nothing was written.', 'This entry was left as it was.');
}

/** What failed, without what was being done. */
export function causeOf(error: unknown): unknown {
  return error instanceof CommandFailure ? error.cause : error;
}

/** The person said no: they know. */
export function isDeclined(error: unknown): boolean {
  const cause = causeOf(error);
  return cause instanceof EditError && cause.reason === 'declined';
}

/** Takes changes of the history back, and tells what became of it. */
export type UndoRecords = (deps: CommandDeps, recordIds: readonly string[]) => Promise<void>;

/** The button that takes back exactly what was told. */
export const UNDO = 'Undo';

/** Failures whose reason may lie with the connection rather than with what was asked for. */
function isWorthDiagnosing(error: unknown): boolean {
  return error instanceof ApiError && DIAGNOSED.has(error.reason);
}

const DIAGNOSED: ReadonlySet<ApiErrorReason> = new Set<ApiErrorReason>([
  'network',
  'timeout',
  'badCredentials',
  'unauthorized',
  'forbidden',
  'server',
  'unexpectedAnswer',
  'foreignOrigin',
]);

/** The change that was sent and did not end as it should: it may stand. */
function doubtfulRecord(cause: unknown): string | undefined {
  const isDoubtful =
    cause instanceof EditError && (cause.reason === 'notAsSent' || cause.reason === 'outcomeUnknown');
  return isDoubtful ? cause.details.recordId : undefined;
}

/** Tells a failure in one notification with what can be done about it. */
export async function reportFailure(
  error: unknown,
  title: string,
  deps: CommandDeps,
  retry: () => unknown,
  undo?: UndoRecords,
): Promise<void> {
  const { cause, connectionId } =
    error instanceof CommandFailure ? error : { cause: error, connectionId: undefined };
  if (isCancelled(cause) || isDeclined(cause)) return;
  const recordId = doubtfulRecord(cause);
  const sentence = sentenceOf(error, title, deps);
  const remedy = remedyFor(cause);
  if (remedy === 'signIn' && connectionId !== undefined) deps.status.toldSignIn(connectionId);
  const actions: Record<string, () => unknown> = {
    ...(undo && recordId !== undefined && { [UNDO]: () => undo(deps, [recordId]) }),
    ...(remedy === 'retry' && { Retry: retry }),
    ...(remedy === 'signIn' &&
      connectionId !== undefined && {
        'Sign In…': () => vscode.commands.executeCommand(COMMANDS.signIn, { connectionId }),
      }),
    ...(connectionId !== undefined &&
      isWorthDiagnosing(cause) && {
        Diagnose: () => vscode.commands.executeCommand(COMMANDS.diagnoseConnection, { connectionId }),
      }),
    'Show Log': () => deps.log.show(),
  };
  const chosen = await notify.error(sentence, ...Object.keys(actions));
  if (chosen !== undefined) await actions[chosen]?.();
}
