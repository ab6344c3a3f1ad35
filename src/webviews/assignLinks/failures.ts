import { ApiError } from '../../api';
import { EditError } from '../../editing';
import { linksForApp } from './linksForApp';
import type { Failure, Request } from './protocol';

/** How a failed request is told to the form. `explain` makes the sentence: what failed, why, what to do. */
export function failureOf(
  error: unknown,
  request: Request,
  sourceName: string,
  explain: (error: unknown, doing: string) => string,
): Failure {
  const message = explain(error, doingOf(request, sourceName));
  if (error instanceof ApiError && error.reason === 'cancelled') return { message, reason: 'cancelled' };
  if (!(error instanceof EditError)) return { message, reason: 'failed' };
  switch (error.reason) {
    case 'conflict':
      return {
        message,
        reason: 'conflict',
        theirs: linksForApp(error.details.theirs ?? [], error.details.sourceId),
      };
    case 'notAsSent':
    case 'outcomeUnknown':
      return { message, reason: 'outdated' };
    default:
      return { message, reason: 'failed' };
  }
}

/** Continues "Could not …". */
function doingOf(request: Request, sourceName: string): string {
  switch (request.kind) {
    case 'load':
      return `load the links of ${sourceName}`;
    case 'takeProposals':
      return 'fill in the proposed links';
    case 'findTargets':
      return `find “${request.text.trim()}”`;
    case 'resolveTarget':
      return `read entry ${request.entryId}`;
    case 'save':
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
