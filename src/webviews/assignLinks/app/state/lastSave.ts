import * as l10n from '@vscode/l10n';
import type { LastSave } from '../../protocol';
import type { Notice } from './model';

/** Tells of rows that the server does not have, of a save that nobody could follow to its end. */
export function describeUnfinished(lastSave: LastSave | undefined): Notice {
  switch (lastSave?.outcome) {
    case 'notSent':
      return {
        kind: 'info',
        text: l10n.t('Laserfiche Links ended before the links were sent. Nothing was assigned.'),
      };
    case 'refused':
      return {
        kind: 'info',
        text: l10n.t('The server refused the links that were sent. Nothing was assigned.'),
      };
    default:
      return {
        kind: 'info',
        text: l10n.t(
          'Laserfiche Links ended while links were being assigned. The rows below are not on the server; Link History shows what was sent.',
        ),
      };
  }
}

/** Tells that the server has all of such a save. */
export const describeArrived = (changeId: string): Notice => ({
  kind: 'saved',
  text: l10n.t('Assigned. Laserfiche Links ended before it could say so.'),
  changeId,
});
