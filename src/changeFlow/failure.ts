import { l10n } from 'vscode';
import type { Connections, Session } from '../connections';
import { EditError, type EditErrorOf } from '../changes';
import type { RepositoryRef } from '../domain';
import { describeFailure, type Log } from '../ui';

/** What the flow of a change works with. */
export interface FlowDeps {
  readonly connections: Connections;
  readonly log: Log;
  readonly status: {
    /** A person was told that a connection needs a sign-in, and need not be asked for it again. */
    toldSignIn(connectionId: string): void;
  };
}

/** A failure together with what failed. */
export class OperationError extends Error {
  override readonly name = 'OperationError';

  constructor(
    /** A whole sentence without its full stop, for example `Could not open the connection Ours`. */
    readonly failed: string,
    override readonly cause: unknown,
    readonly connectionId?: string,
    /** The repository that links were written to. */
    readonly madeIn?: RepositoryRef,
  ) {
    super(failed);
  }
}

/** Runs a step; should it fail, that is told as `failed`, a whole sentence without its full stop. */
export async function failingAs<T>(
  failed: string,
  step: () => Promise<T>,
  connectionId?: string,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw error instanceof OperationError ? error : new OperationError(failed, error, connectionId);
  }
}

/** Opens a connection; failures name it. */
export function openSession(
  { connections }: Pick<FlowDeps, 'connections'>,
  connectionId: string,
): Promise<Session> {
  const name = connections.list().find(({ id }) => id === connectionId)?.name ?? connectionId;
  const failed = l10n.t('Could not open the connection {0}', name);
  return failingAs(failed, () => connections.open(connectionId), connectionId);
}

/** What went wrong, without what failed by it. */
export function causeOf(error: unknown): unknown {
  return error instanceof OperationError ? error.cause : error;
}

export interface SentenceOptions {
  /** What ran, for failures that do not say it. */
  readonly title: string;
  /** It failed for one entry of several, and others may have been written. */
  readonly ofSeveral?: boolean;
}

/** The failure as plain sentences; the technical side goes to the log. */
export function sentenceOf(
  error: unknown,
  { log }: Pick<FlowDeps, 'log'>,
  { title, ofSeveral = false }: SentenceOptions,
): string {
  const { failed, cause } =
    error instanceof OperationError ? error : { failed: l10n.t('Could not run "{0}"', title), cause: error };
  log.failure(cause, failed);
  return describeFailure(cause, failed, { ofSeveral });
}

/** An error after which links may have been written all the same. */
export function mayHaveWritten(error: unknown): EditErrorOf<'notAsSent' | 'outcomeUnknown'> | undefined {
  return EditError.is(error, 'notAsSent', 'outcomeUnknown') ? error : undefined;
}
