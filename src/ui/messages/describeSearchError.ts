import { l10n } from 'vscode';
import { oneLine } from '../../domain';
import { SearchError } from '../../search';
import type { Explanation } from './explanation';

/** Why a search can't be made, and what to do; undefined for what is no failure of a search. */
export function describeSearchError(error: unknown): Explanation | undefined {
  if (!SearchError.is(error)) return undefined;
  const { reason, about = 0, message } = error;
  switch (reason) {
    case 'unknownLinkType':
      return {
        why: l10n.t('the repository has no link type {0}', about),
        advice: l10n.t('Edit the search and choose another link type.'),
      };
    case 'noFolder':
      return {
        why: l10n.t('entry {0} is not a folder', about),
        advice: l10n.t('Edit the search and choose a folder to search in.'),
      };
    case 'noPath':
      return {
        why: l10n.t('the server does not tell the path of folder {0}', about),
        advice: l10n.t('Edit the search and choose another folder, or none.'),
      };
    case 'failed':
      return {
        why:
          message === ''
            ? l10n.t('the server ended the search and gave no reason')
            : l10n.t('the server ended the search ({0})', oneLine(message)),
        advice: l10n.t('Try again, or narrow the search.'),
      };
  }
}
