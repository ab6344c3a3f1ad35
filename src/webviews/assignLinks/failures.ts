import { ApiError } from '../../api';
import { EditError } from '../../changes';
import { linksForApp } from './linksForApp';
import { describeElsewhere } from './place';
import type { Failure, Request } from './protocol';

/** The answer to a message that is none of the protocol: whoever waits for it shall not wait for ever. */
export const NOT_UNDERSTOOD: Failure = {
  message:
    'Nothing was done: the form sent a message that the extension could not read. What was typed stays. Close the form and open it again; if that does not help, report it with what the log tells.',
  reason: 'failed',
};

/** The answer about an operation that nobody knows of any more. */
export const FORGOTTEN: Failure = {
  message:
    'What became of the last change is not known here any more. Look at the links, and into the history.',
  reason: 'outdated',
};

/** How a failed request is told to the form. `explain` makes the sentence: what failed, why, what to do. */
export function failureOf(
  error: unknown,
  request: Request,
  sourceName: string,
  describeError: (error: unknown, operation: string) => string,
): Failure {
  const message = describeError(error, doingOf(request, sourceName));
  if (error instanceof ApiError && error.reason === 'cancelled') return { message, reason: 'cancelled' };
  if (!(error instanceof EditError)) return { message, reason: 'failed' };
  const { recordId, droppedIncoming } = error.details;
  switch (error.reason) {
    case 'otherRepository':
      return {
        message: describeElsewhere(error.details.madeFor, error.details.leadsTo),
        reason: 'otherRepository',
      };
    case 'conflict':
      return {
        message,
        reason: 'conflict',
        theirs: linksForApp(error.details.theirs ?? [], error.details.sourceId),
      };
    case 'notAsSent':
    case 'outcomeUnknown':
      return {
        message,
        reason: 'outdated',
        ...(recordId !== undefined && { changeId: recordId }),
        ...(droppedIncoming && { droppedIncoming }),
      };
    default:
      return { message, reason: 'failed' };
  }
}

/** Continues "Could not …". */
function doingOf(request: Request, sourceName: string): string {
  switch (request.kind) {
    case 'load':
    case 'resume':
      return `load the links of ${sourceName}`;
    case 'takeProposals':
      return 'fill in the proposed links';
    case 'findTargets':
      return `find “${request.text.trim()}”`;
    case 'resolveTarget':
      return `read entry ${request.entryId}`;
    case 'save':
    case 'outcome':
      return `assign the links of ${sourceName}`;
    case 'preview':
      return `preview the links of ${sourceName}`;
    case 'undo':
      return `take back the change of ${sourceName}`;
    case 'showHistory':
      return 'show the history';
    case 'restoreIncoming':
      return `put back all links to ${sourceName}`;
    case 'copy':
      return 'copy the request';
    case 'reveal':
      return `show entry ${request.entryId} in the tree`;
  }
}
