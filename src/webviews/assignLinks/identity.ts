import * as vscode from 'vscode';
import type { Session } from '../../connections';
import { EditError } from '../../changes';
import { type RepositoryRef, sameRepository } from '../../domain';
import { describeRepository } from '../../ui';

/** What a form is of: an entry of one repository, seen through one connection. */
export interface FormIdentity {
  readonly connectionId: string;
  /** A connection may be edited and lead elsewhere: an entry of the same id there is another one. */
  readonly repository: RepositoryRef;
  readonly sourceId: number;
}

export const repositoryOf = ({ baseUrl, repoId }: RepositoryRef): RepositoryRef => ({ baseUrl, repoId });

export function sameEntry(
  a: Omit<FormIdentity, 'connectionId'>,
  b: Omit<FormIdentity, 'connectionId'>,
): boolean {
  return a.sourceId === b.sourceId && sameRepository(a.repository, b.repository);
}

/**
 * Throws an `EditError`, reason `otherRepository`, unless the session leads to the form's repository. Its connection
 * tells what is saved now, its repository what it was opened for: in the moment of an edit they may differ.
 */
export function checkRepository(
  { connection, repository }: Pick<Session, 'connection' | 'repository'>,
  { repository: madeFor, sourceId }: Omit<FormIdentity, 'connectionId'>,
): void {
  const repositories = connection.baseUrl === '' ? [connection] : [connection, repository];
  const leadsTo = repositories.find((one) => !sameRepository(one, madeFor));
  if (leadsTo) throw new EditError('otherRepository', { sourceId, madeFor, leadsTo: repositoryOf(leadsTo) });
}

/** Why nothing can be done in a form whose connection leads elsewhere, and what to do. */
export function describeOtherRepository(
  madeFor: RepositoryRef | undefined,
  leadsTo: RepositoryRef | undefined,
): string {
  return vscode.l10n.t(
    'This form belongs to {0}, but its connection leads to {1} now. Nothing can be sent from here, and what you typed is kept: edit the connection back, or open the entry through a connection to the first one.',
    describeRepository(madeFor),
    describeRepository(leadsTo),
  );
}
