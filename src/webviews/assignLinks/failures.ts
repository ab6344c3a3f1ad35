import * as vscode from 'vscode';
import { ApiError, isUnreachable } from '../../api';
import { EditError } from '../../changes';
import { describeOtherRepository } from './identity';
import { linksForApp } from './links';
import { assertNever, type Failure, type Request } from './protocol';

/** The answer to a message that is none of the protocol: whoever waits for it shall not wait for ever. */
export function notUnderstood(): Failure {
  const message = vscode.l10n.t(
    'Nothing was done: the form sent a message that the extension could not read. What you typed is kept. Close the form and open it again; if that does not help, report it with the log.',
  );
  return { message, reason: 'failed' };
}

/** The answer about an operation that nobody knows of any more. */
export function forgotten(): Failure {
  const message = vscode.l10n.t(
    'The outcome of the last change is no longer known here. Check the links and Link History.',
  );
  return { message, reason: 'outdated' };
}

/**
 * How a failed request is told to the form.
 * @param describe makes the sentences from what failed: why, and what to do.
 */
export function failureOf(
  error: unknown,
  request: Request,
  sourceName: string,
  describe: (error: unknown, failed: string) => string,
): Failure {
  const message = describe(error, failedTo(request, sourceName));
  if (ApiError.is(error, 'cancelled')) return { message, reason: 'cancelled' };
  if (!EditError.is(error))
    return { message, reason: 'failed', ...(isUnreachable(error) && { isUnreachable: true }) };
  switch (error.reason) {
    case 'otherRepository':
      return {
        message: describeOtherRepository(error.details.madeFor, error.details.leadsTo),
        reason: 'otherRepository',
      };
    case 'conflict': {
      const { conflicts, theirs, sourceId } = error.details;
      return {
        message,
        reason: 'conflict',
        theirs: linksForApp(theirs, sourceId),
        ...(request.kind === 'undo' && { undo: { changeId: request.changeId, conflicts } }),
      };
    }
    case 'notAsSent':
    case 'outcomeUnknown': {
      const { recordId, droppedIncoming } = error.details;
      return {
        message,
        reason: 'outdated',
        changeId: recordId,
        ...(droppedIncoming && { droppedIncoming }),
      };
    }
    default:
      return { message, reason: 'failed' };
  }
}

/** A whole sentence without its full stop: why follows. */
function failedTo(request: Request, sourceName: string): string {
  const { l10n } = vscode;
  switch (request.kind) {
    case 'load':
    case 'open':
      return l10n.t('Could not load the links of {0}', sourceName);
    case 'takeProposals':
      return l10n.t('Could not fill in the proposed links');
    case 'findTargets':
      return l10n.t('Could not find “{0}”', request.text.trim());
    case 'resolveTarget':
      return l10n.t('Could not read entry {0}', request.entryId);
    case 'plan':
    case 'apply':
    case 'outcome':
      return l10n.t('Could not assign the links of {0}', sourceName);
    case 'preview':
      return l10n.t('Could not preview the links of {0}', sourceName);
    case 'undo':
      return l10n.t('Could not undo the change of {0}', sourceName);
    case 'help':
      return l10n.t('Could not diagnose the connection');
    case 'showHistory':
      return l10n.t('Could not show the history');
    case 'restoreIncoming':
      return l10n.t('Could not restore all links to {0}', sourceName);
    case 'describe':
      return l10n.t('Could not show the request');
    case 'copy':
      return l10n.t('Could not copy the request');
    case 'reveal':
      return l10n.t('Could not show entry {0} in the tree', request.entryId);
    case 'openLinks':
      return l10n.t('Could not open the links of entry {0}', request.entryId);
    case 'changeIncoming':
      return l10n.t('Could not change the links to {0}', sourceName);
    case 'isUndoable':
      return l10n.t('Could not read the history');
    default:
      return assertNever(request);
  }
}
