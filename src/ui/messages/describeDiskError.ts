import { l10n } from 'vscode';
import type { Explanation } from './explanation';

/** Why this computer did not keep or give a file; undefined for other failures. */
export function describeDiskError(error: unknown): Explanation | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const place = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : '';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        why: l10n.t('the disk of this computer is full'),
        advice: l10n.t('Free some space, then try again.'),
      };
    case 'EROFS':
      return {
        why: l10n.t('this computer lets nobody write there: {0}', place),
        advice: l10n.t('Make the folder writable, then try again.'),
      };
    case 'EACCES':
    case 'EPERM':
      return {
        why: l10n.t('this computer denies access to {0}', place),
        advice: l10n.t('Check who may read and write there, and whether another program has it open.'),
      };
    case 'EBUSY':
      return {
        why: l10n.t('another program of this computer uses {0}', place),
        advice: l10n.t('Try again in a moment.'),
      };
    case 'EMFILE':
    case 'ENFILE':
      return {
        why: l10n.t('too many files are open on this computer'),
        advice: l10n.t('Close some programs, then try again.'),
      };
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EISDIR':
      return {
        why: l10n.t(
          'a file or folder of this computer is missing or another one is in its place: {0}',
          place,
        ),
        advice: l10n.t('Try again; the log has details.'),
      };
    case 'EIO':
      return {
        why: l10n.t('the disk of this computer failed'),
        advice: l10n.t('Check the disk, then try again.'),
      };
    default:
      return undefined;
  }
}
