import { l10n } from 'vscode';
// From its own file: the start of VS Code loads this one, and no more of that room than it needs.
import { ApiError } from '../../api';
import type { EditErrorDetails, EditErrorOf } from '../../changes';
import { oneLine, type RepositoryRef } from '../../domain';
import { describeDiskError } from './describeDiskError';
import { lazyDescribers } from './describeError';
import { describeSearchError } from './describeSearchError';
import type { Explanation } from './explanation';
import { formatList, formatNumber } from './formats';

/** Why links were not written, or not as they should be, and what to do. */
export function describeEditError(error: EditErrorOf): Explanation {
  switch (error.reason) {
    case 'readOnly':
      return describeReadOnly(error.details.readOnlyBy);
    case 'otherRepository': {
      const { madeFor, leadsTo } = error.details;
      return {
        why: l10n.t(
          'it belongs to {0}, and the connection leads to {1} now',
          describeRepository(madeFor),
          describeRepository(leadsTo),
        ),
        advice: l10n.t('Nothing was sent. Add a connection to the first one and do it there.'),
      };
    }
    case 'conflict': {
      const names = error.details.conflicts.map(({ key }) =>
        l10n.t('link to entry {0} (type {1})', key.targetId, key.linkTypeId),
      );
      return {
        why: l10n.t('someone else also changed these links: {0}', formatList(names)),
        advice: l10n.t('Review the links, then try again.'),
        isUnwritten: true,
      };
    }
    case 'unresolvedLinks':
      return describeUntyped(error.details);
    case 'unreadableTargets':
      return {
        why: l10n.t(
          'the server refused links to entries that no longer exist or that you have no access to: {0}',
          targetsOf(error.details),
        ),
        advice: l10n.t('Remove these links, or ask the administrator for rights to the entries.'),
        isUnwritten: true,
      };
    case 'inconsistentRead':
      return {
        why: l10n.t(
          'the links kept changing, or could not be read fast enough to be sure that no one else is changing them',
        ),
        advice: l10n.t('Try again in a moment.'),
        isUnwritten: true,
      };
    case 'shortcut':
      return {
        why: l10n.t('it is a shortcut, and links belong to the entry it points to'),
        advice: l10n.t('Change the links of that entry.'),
      };
    case 'busyElsewhere':
      return {
        why: l10n.t('another window is still changing the same entry'),
        advice: l10n.t('Try again when it is done.'),
        isUnwritten: true,
      };
    case 'journalFailed':
      return describeNotKept(error.details.cause);
    case 'selfLink':
      return {
        why: l10n.t('an entry would be linked to itself'),
        advice: l10n.t('Choose another target, or allow it in the setting laserficheLinks.allowSelfLinks.'),
      };
    case 'unknownLinkType':
      return {
        why: l10n.t('the repository has no link type {0}', error.details.linkTypeId),
        advice: l10n.t('Refresh and choose another type.'),
      };
    case 'outcomeUnknown':
      return {
        why: describeUnproven(error.details.cause),
        advice: l10n.t(
          'The links are checked again; Link History has the previous links and shows the outcome once it is known.',
        ),
      };
    case 'notAsSent':
      return {
        why: l10n.t('the server accepted the links, but its links now differ from what was sent'),
        advice: l10n.t('Refresh and compare. Undo, or Link History, restores the previous links.'),
      };
  }
}

/** Why the before-image could not be kept; a lock that could not be kept has a cause of its own. */
function describeNotKept(cause: unknown): Explanation {
  const disk =
    describeDiskError(cause) ?? describeDiskError(cause instanceof Error ? cause.cause : undefined);
  return {
    why: disk
      ? l10n.t('the current links could not be saved for undo, because {0}', disk.why)
      : l10n.t('the current links could not be saved for undo'),
    advice: disk?.advice ?? l10n.t('Check that the disk has space and is writable.'),
    isUnwritten: true,
  };
}

function describeReadOnly(by: EditErrorDetails['readOnly']['readOnlyBy']): Explanation {
  switch (by) {
    case 'setting':
      return {
        why: l10n.t('changes are turned off in the settings'),
        advice: l10n.t('Turn laserficheLinks.readOnly off to change links.'),
      };
    case 'connection':
      return {
        why: l10n.t('this connection is read-only'),
        advice: l10n.t('Choose Toggle Read-Only for Connection to change links.'),
      };
    case undefined:
      return {
        why: l10n.t('changes are turned off'),
        advice: l10n.t('Turn off the setting laserficheLinks.readOnly, or read-only for the connection.'),
      };
  }
}

/** Why existing links keep all links of their entry from being written. */
function describeUntyped(details: EditErrorDetails['unresolvedLinks']): Explanation {
  const { sourceId, links, why } = details;
  const targets = targetsOf(details);
  if (why === 'noEnd')
    return {
      why: l10n.t(
        'the server does not report where {0} of the existing links lead, so saving would lose them',
        formatNumber(links.filter((link) => link.sourceId <= 0 || link.targetId <= 0).length),
      ),
      advice: l10n.t('Repair or remove them in another Laserfiche program first.'),
      isUnwritten: true,
    };
  if (links.some((link) => link.sourceId !== sourceId && link.targetId !== sourceId))
    return {
      why: l10n.t(
        'the server returned the links of another entry (to {0}), as it does for a shortcut',
        targets,
      ),
      advice: l10n.t('Change the links of the entry the shortcut points to.'),
      isUnwritten: true,
    };
  switch (why) {
    case 'oddProperty':
      return {
        why: l10n.t(
          "existing links (to {0}) have a property value that is not text, so they can't be saved unchanged",
          targets,
        ),
        advice: l10n.t('Correct the property in another Laserfiche program first.'),
        isUnwritten: true,
      };
    case 'contradictory':
      return {
        why: l10n.t('the server lists the same link (to {0}) twice with different properties', targets),
        advice: l10n.t(
          'Refresh and try again; if that does not help, correct the link in another Laserfiche program.',
        ),
        isUnwritten: true,
      };
    default:
      return {
        why: l10n.t(
          'the server does not report the type of existing links (to {0}), so saving could change them',
          targets,
        ),
        advice: l10n.t('Refresh the link types and try again.'),
        isUnwritten: true,
      };
  }
}

/** What went wrong with a change of which nobody can tell whether it was made. */
function describeUnproven(cause: unknown): string {
  const reason = cause instanceof ApiError ? cause.reason : 'network';
  switch (reason) {
    case 'cancelled':
      return l10n.t(
        'it was cancelled after the links were sent, so it is not known whether the links were written',
      );
    case 'timeout':
      return l10n.t('the server did not answer in time, so it is not known whether the links were written');
    case 'network':
      return l10n.t(
        'the connection broke while the links were sent, so it is not known whether the links were written',
      );
    default: {
      const status = cause instanceof ApiError ? cause.status : undefined;
      return status === undefined
        ? l10n.t(
            "the server's answer (HTTP without a status) does not say whether the links were saved, so it is not known whether the links were written",
          )
        : l10n.t(
            "the server's answer (HTTP {0}) does not say whether the links were saved, so it is not known whether the links were written",
            status,
          );
    }
  }
}

/** The targets of links, by path where it is known. */
function targetsOf({ links }: Pick<EditErrorDetails['unresolvedLinks'], 'links'>): string {
  return formatList(links.map((link) => link.targetPath ?? l10n.t('entry {0}', link.targetId)));
}

/** A repository as a sentence names it. */
export function describeRepository(repository: RepositoryRef | undefined): string {
  if (!repository) return l10n.t('another repository');
  const { repoId, baseUrl } = repository;
  return baseUrl === ''
    ? l10n.t('the sandbox')
    : l10n.t('the repository {0} at {1}', oneLine(repoId), oneLine(baseUrl));
}

lazyDescribers.describeEdit = describeEditError;
lazyDescribers.describeDisk = describeDiskError;
lazyDescribers.describeSearch = describeSearchError;
