import { l10n } from 'vscode';
import { type BaseUrlProblem, type CloudDomainProblem, LoopbackError, SignInAddressError } from '../../api';
import { describeDiskError } from './describeDiskError';
import { lazyDescribers, type SignInFailure } from './describeError';
import type { Explanation } from './explanation';
import { byCount, formatNumber } from './formats';

/** Why no sign-in came back from the browser, and what to do. */
function describeLoopback({ reason, oauthError, wrongStates, cause }: LoopbackError): Explanation {
  switch (reason) {
    case 'portTaken':
      return {
        why: l10n.t('another program is using the port that the browser returns to'),
        advice: l10n.t(
          'Close that program, or give the connection another port that is registered for the app.',
        ),
      };
    case 'portReserved':
      return {
        why: l10n.t(
          'the system reserves the port that the browser returns to ({0})',
          cause instanceof Error && 'code' in cause ? String(cause.code) : 'EACCES',
        ),
        advice: l10n.t('Give the connection another port that is registered for the app.'),
      };
    case 'unavailable':
      return {
        why: l10n.t('this computer does not let the browser return to VS Code on localhost'),
        advice: l10n.t('Connect with a service app instead, or ask who manages the computer.'),
      };
    case 'timeout':
      return {
        why: l10n.t('the sign-in in the browser was not finished in time'),
        advice: l10n.t('Try again.'),
      };
    case 'cancelled':
      return { why: l10n.t('it was cancelled'), advice: l10n.t('Nothing was saved.') };
    case 'denied':
      return {
        why: l10n.t('consent was not given in the browser'),
        advice: l10n.t('Try again and allow access on the consent page.'),
      };
    case 'refused':
      return {
        why:
          oauthError === undefined
            ? l10n.t('Laserfiche refused the sign-in')
            : l10n.t('Laserfiche refused the sign-in ({0})', oauthError),
        advice: l10n.t('Check the client id and the redirect address of the app in the Developer Console.'),
      };
    case 'wrongState':
      return {
        why: byCount(
          Math.max(wrongStates, 1),
          l10n.t(
            'the sign-in in the browser was not finished in time, and an answer was ignored because it belongs to another sign-in',
          ),
          l10n.t(
            'the sign-in in the browser was not finished in time, and {0} answers were ignored because they belong to other sign-ins',
            formatNumber(wrongStates),
          ),
        ),
        advice: l10n.t('Close old sign-in tabs and try again.'),
      };
    case 'badCallback':
      return {
        why: l10n.t('the browser returned without a sign-in code'),
        advice: l10n.t('Try again.'),
      };
  }
}

/** Why an address is not signed in at, and what to do. */
function describeAddress({ reason }: SignInAddressError): Explanation {
  return reason === 'notLoopback'
    ? {
        why: l10n.t(
          'in place of Laserfiche Cloud only addresses of this computer are accepted, to keep your sign-in safe',
        ),
        advice: l10n.t('Leave the addresses out, or give both with http://127.0.0.1.'),
      }
    : { why: l10n.t('that is not a region of Laserfiche Cloud'), advice: describeCloudDomain(reason) };
}

/** What is wrong with the domain of a region. */
export function describeCloudDomain(problem: CloudDomainProblem): string {
  switch (problem) {
    case 'empty':
      return l10n.t('Type the domain of the region, for example laserfiche.com.');
    case 'notDomain':
      return l10n.t(
        'Type the bare domain in small letters, for example eu.laserfiche.com, without https:// or a path.',
      );
    case 'foreignDomain':
      return l10n.t(
        'The domain must belong to Laserfiche, for example laserfiche.com, laserfiche.ca or eu.laserfiche.com.',
      );
  }
}

/** Why a text can't be a base URL. */
export function describeBaseUrl(problem: BaseUrlProblem): string {
  switch (problem) {
    case 'empty':
      return l10n.t(
        'Type the address of the server, for example https://server.example.com/LFRepositoryAPI.',
      );
    case 'notUrl':
      return l10n.t('This is not an address. It looks like https://server.example.com/LFRepositoryAPI.');
    case 'protocol':
      return l10n.t('The address must begin with https:// (or http:// for a test server).');
    case 'credentials':
      return l10n.t('Leave user name and password out of the address: they are asked for next.');
    case 'query':
      return l10n.t('Leave out everything from "?" or "#" on.');
  }
}

function describeSignInFailure(error: SignInFailure): Explanation {
  if (error instanceof LoopbackError) return describeLoopback(error);
  if (error instanceof SignInAddressError) return describeAddress(error);
  return { why: l10n.t("the address can't be used"), advice: describeBaseUrl(error.reason) };
}

lazyDescribers.describeSignIn = describeSignInFailure;
lazyDescribers.describeDisk = describeDiskError;
