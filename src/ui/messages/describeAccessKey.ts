import { l10n } from 'vscode';
import type { AccessKeyProblem } from '../../api';
import { describeCloudDomain } from './describeSignIn';

/** What is wrong with a text used as an access key. None of its values is repeated. */
export function describeAccessKey(problem: AccessKeyProblem): string {
  switch (problem.kind) {
    case 'empty':
      return l10n.t('Paste the access key that the Developer Console exported, or choose its file.');
    case 'notBase64':
      return l10n.t(
        'This is not an access key: it has unexpected characters, or part of it is missing. Copy the whole key again.',
      );
    case 'notJson':
      return l10n.t('This is not a complete access key. Copy the whole key again.');
    case 'notObject':
      return l10n.t('This is not an access key. Copy the one that the Developer Console exported.');
    case 'several':
      return l10n.t('There are several different access keys in this text. Paste the one that is meant.');
    case 'missing':
      return problem.member === 'jwk.d'
        ? l10n.t('This is the public half of the key. Export the access key again in the Developer Console.')
        : l10n.t(
            'The access key is missing "{0}". Export it again in the Developer Console.',
            problem.member,
          );
    case 'domain':
      return l10n.t(
        'The access key does not name a region of Laserfiche Cloud. {0}',
        describeCloudDomain(problem.problem),
      );
    case 'notP256':
      return l10n.t(
        'The key in it is not of the kind that Laserfiche creates (P-256). Export the access key again in the Developer Console.',
      );
    case 'keyDamaged':
      return l10n.t('The key in it is damaged. Copy the whole access key again.');
  }
}
