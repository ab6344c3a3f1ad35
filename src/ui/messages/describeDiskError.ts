import { l10n } from 'vscode';
import type { Explanation } from './explanation';

/** Characters of a path that are repeated: its end says most. */
const SHOWN = 200;

/** Why this computer did not keep or give a file; undefined for other failures. */
export function describeDiskError(error: unknown): Explanation | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const path = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : '';
  const place = path.length > SHOWN ? `…${path.slice(-SHOWN)}` : path;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        why: l10n.t('the disk of this computer is full'),
        advice: l10n.t('Free some space, then try again.'),
      };
    case 'EROFS':
      return {
        why: place
          ? l10n.t('this computer lets nobody write there: {0}', place)
          : l10n.t('this computer lets nobody write there'),
        advice: l10n.t('Make the folder writable, then try again.'),
      };
    case 'EACCES':
    case 'EPERM':
      return {
        why: place
          ? l10n.t('this computer denies access to {0}', place)
          : l10n.t('this computer denies access to a file or folder'),
        advice: l10n.t('Check who may read and write there, and whether another program has it open.'),
      };
    case 'EBUSY':
      return {
        why: place
          ? l10n.t('another program of this computer uses {0}', place)
          : l10n.t('another program of this computer uses the file'),
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
        why: place
          ? l10n.t('a file or folder of this computer is missing or another one is in its place: {0}', place)
          : l10n.t('a file or folder of this computer is missing or another one is in its place'),
        advice: l10n.t('Try again; the log has details.'),
      };
    case 'ENAMETOOLONG':
      return {
        why: place
          ? l10n.t('a path is too long for this computer: {0}', place)
          : l10n.t('a path is too long for this computer'),
        advice: l10n.t('Choose a shorter name or a folder nearer to the root, then try again.'),
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
