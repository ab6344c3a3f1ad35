import { l10n } from 'vscode';
import { ApiError, connectionCodeOf, errorCodeOf, hasNoRoute, isUnreachable, tlsFailureOf } from '../../api';
import { lazyDescribers } from './describeError';
import type { Explanation } from './explanation';
import { byCount, formatNumber } from './formats';

/** Why a request failed, and what to do. */
function describeApiError(error: ApiError): Explanation {
  const special = describeBlocked(error) ?? describeCode(error.errorCode);
  if (special) return special;
  switch (error.reason) {
    case 'network':
      return describeNetwork(error);
    case 'timeout':
      return {
        why: l10n.t('the server did not answer in time'),
        advice: l10n.t('Try again in a moment.'),
      };
    case 'cancelled':
      return { why: l10n.t('it was cancelled'), advice: l10n.t('Nothing more was sent.') };
    case 'badRequest':
      return {
        why: l10n.t('the server refused the request ({0})', error.message),
        advice: l10n.t('Check what was entered.'),
      };
    case 'badCredentials':
      return {
        why: l10n.t('you are not signed in, or the server did not accept the sign-in'),
        advice: l10n.t('Check user name, password or keys, and sign in again.'),
      };
    case 'unauthorized':
      return { why: l10n.t('the sign-in has expired'), advice: l10n.t('Sign in again.') };
    case 'forbidden':
      return {
        why: saidBy(error) ? l10n.t('access is denied ({0})', error.message) : l10n.t('access is denied'),
        advice: askForRights(),
      };
    case 'notFound':
      return {
        why: l10n.t('it does not exist, or you have no access'),
        advice: l10n.t('Check the id, path or repository id.'),
      };
    case 'noRepository':
      return {
        why: l10n.t("it does not exist, or the API server can't reach its Laserfiche Server"),
        advice: l10n.t('Check the repository id. If it is right, ask the administrator.'),
      };
    case 'conflict':
      return {
        why: l10n.t('that name already exists'),
        advice: l10n.t('Choose another name.'),
      };
    case 'tooLarge':
      return {
        why: l10n.t('the request is too large for the server'),
        advice: l10n.t('Assign fewer links or shorter properties at once.'),
      };
    case 'locked':
      return {
        why: l10n.t('it is locked by another user'),
        advice: l10n.t('Try again when it is unlocked.'),
      };
    case 'tooManyRequests':
      return {
        why: l10n.t("the server's rate limit is reached"),
        advice: tryAgainIn(error.retryAfterSeconds),
      };
    case 'server':
      return {
        why: saidBy(error)
          ? l10n.t('the server failed (HTTP {0}: {1})', error.status ?? 500, error.message)
          : l10n.t('the server failed (HTTP {0})', error.status ?? 500),
        advice: l10n.t('Try again; the log has the operation id for the administrator.'),
      };
    case 'unexpectedAnswer':
      return {
        why: l10n.t('the answer does not come from a Laserfiche repository API'),
        advice: l10n.t(
          'Check the base URL, for example https://server/LFRepositoryAPI, and any proxy in between.',
        ),
      };
    case 'foreignOrigin':
      return {
        why: l10n.t(
          'the server sent an address on another server, which was not followed to keep your sign-in safe',
        ),
        advice: l10n.t('Check that the base URL is the address the server itself uses.'),
      };
  }
}

/** Whether the server said more than a status or a word. */
const saidBy = ({ message, status }: ApiError): boolean =>
  /\S\s+\S/.test(message) && message !== `HTTP ${status}`;

/** What IIS puts before the API. */
function describeBlocked({ blockedBy, status }: ApiError): Explanation | undefined {
  switch (blockedBy) {
    case 'webDav':
      return {
        why: l10n.t(
          'the web server in front of the API does not let PUT requests pass (HTTP {0}), as with WebDAV',
          status ?? 405,
        ),
        advice: l10n.t(
          'Ask the administrator to remove the WebDAV module and its handler from the site of the API.',
        ),
      };
    case 'windowsAuthentication':
      return {
        why: l10n.t(
          'the web server in front of the API asks for Windows authentication, so the API was not reached',
        ),
        advice: l10n.t(
          'Ask the administrator to turn on anonymous authentication for the site of the API and to turn off Windows authentication.',
        ),
      };
    case undefined:
      return undefined;
  }
}

/** Laserfiche's own codes that say more than the status. */
function describeCode(code: number | undefined): Explanation | undefined {
  switch (code) {
    case 7530:
      return {
        why: l10n.t('the link type does not exist in this repository'),
        advice: l10n.t('Refresh and choose another type.'),
      };
    case 7531:
      return {
        why: l10n.t('a link type of that name already exists'),
        advice: l10n.t('Choose another name.'),
      };
    case 9010:
      return { why: l10n.t('access is denied (9010)'), advice: askForRights() };
    case 9095:
      return {
        why: l10n.t('the link no longer exists'),
        advice: l10n.t('Refresh and try again.'),
      };
    case 9528:
      return {
        why: l10n.t('the server does not accept this user name and password (9528)'),
        advice: l10n.t('Check both and sign in again.'),
      };
    default:
      return undefined;
  }
}

function askForRights(): string {
  return l10n.t('Ask the administrator for rights to the entry; changing links needs Write Metadata.');
}

function tryAgainIn(retryAfterSeconds: number | undefined): string {
  if (retryAfterSeconds === undefined) return l10n.t('Try again in a minute.');
  const seconds = Math.ceil(retryAfterSeconds);
  return byCount(
    seconds,
    l10n.t('Try again in 1 second.'),
    l10n.t('Try again in {0} seconds.', formatNumber(seconds)),
  );
}

/** What says that a name leads nowhere. */
const NAME_NOT_FOUND: ReadonlySet<string> = new Set([
  ...['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL'],
  ...['ERR_NAME_NOT_RESOLVED', 'ERR_NAME_RESOLUTION_FAILED', 'ERR_DNS_TIMED_OUT'],
]);

/** What says that a proxy stands between, and leads no further. */
const NO_TUNNEL: ReadonlySet<string> = new Set([
  ...['UND_ERR_ABORTED', 'ERR_TUNNEL_CONNECTION_FAILED', 'ERR_SOCKS_CONNECTION_FAILED'],
]);
/** What says that there is a proxy to go through, and none to be used. */
const NO_PROXY: ReadonlySet<string> = new Set([
  ...['ERR_PROXY_CONNECTION_FAILED', 'ERR_PROXY_CERTIFICATE_INVALID', 'ERR_NO_SUPPORTED_PROXIES'],
  'ERR_MANDATORY_PROXY_CONFIGURATION_FAILED',
]);

function describeNetwork(error: ApiError): Explanation {
  const code = connectionCodeOf(error) ?? errorCodeOf(error);
  if (code !== undefined && NAME_NOT_FOUND.has(code))
    return {
      why: l10n.t("the server's name can't be found"),
      advice: l10n.t('Check the base URL and your network.'),
    };
  if (code === 'ECONNREFUSED' || code === 'ERR_CONNECTION_REFUSED')
    return {
      why: l10n.t('the server refused the connection'),
      advice: l10n.t('Check the base URL and that the server is running.'),
    };
  if (error.status === 407 || mentionsProxySignIn(error))
    return {
      why: l10n.t('the proxy asks for a user name and password'),
      advice: l10n.t(
        'Enter them when VS Code asks, or put them as user:password@ before the host in the setting http.proxy.',
      ),
    };
  // Nothing of ours ends a request in this way: the proxy refused to open the way.
  if (code !== undefined && NO_TUNNEL.has(code))
    return {
      why: l10n.t('the proxy did not connect to the server'),
      advice: l10n.t('Run Diagnose Connection for details.'),
    };
  if (code !== undefined && NO_PROXY.has(code))
    return {
      why: l10n.t("the proxy can't be used ({0})", code),
      advice: l10n.t('Run Diagnose Connection for details.'),
    };
  if (hasNoRoute(code))
    return {
      why: l10n.t('there is no route to the server ({0})', code ?? ''),
      advice: l10n.t('Check your network and, if the server needs it, your VPN.'),
    };
  const tls = tlsFailureOf(code);
  if (tls === 'handshake')
    return {
      why: l10n.t("the server and this computer can't agree on a secure connection ({0})", code ?? ''),
      advice: l10n.t(
        'Check that the base URL and its port are those of an HTTPS server, and ask the administrator which TLS versions it offers.',
      ),
    };
  if (code === 'CERT_HAS_EXPIRED')
    return {
      why: l10n.t("the server's certificate has expired ({0})", code),
      advice: l10n.t('Ask the administrator for a new one, and check the date of this computer.'),
    };
  if (
    code === 'ERR_TLS_CERT_ALTNAME_INVALID' ||
    code === 'HOSTNAME_MISMATCH' ||
    code === 'ERR_CERT_COMMON_NAME_INVALID'
  )
    return {
      why: l10n.t("the server's certificate is made for another name ({0})", code),
      advice: l10n.t('Use the name that the certificate is made for in the base URL.'),
    };
  if (code === 'ERR_CERT_DATE_INVALID')
    return {
      why: l10n.t("the server's certificate has expired or is not valid yet ({0})", code),
      advice: l10n.t('Check the date and time of this computer and of the server.'),
    };
  if (code === 'CERT_NOT_YET_VALID')
    return {
      why: l10n.t("the server's certificate is not valid yet"),
      advice: l10n.t('Check the date and time of this computer and of the server.'),
    };
  if (tls === 'certificate')
    return {
      why: l10n.t("the server's certificate is not trusted ({0})", code ?? ''),
      advice: l10n.t(
        'Add the authority that issued it to the certificates your system trusts, keep the setting http.systemCertificates on, and restart VS Code; Diagnose Connection says more.',
      ),
    };
  return {
    why: l10n.t("the server can't be reached"),
    advice: l10n.t('Check the base URL, your network and proxy, then try again.'),
  };
}

/** Why a server is not reachable, in a few words. */
function briefNetwork(error: ApiError): string {
  if (error.reason === 'noRepository') return l10n.t('Repository not available');
  const tls = tlsFailureOf(connectionCodeOf(error));
  if (tls === 'certificate') return l10n.t('Certificate not trusted');
  if (tls === 'handshake') return l10n.t('No secure connection');
  return error.reason === 'timeout' ? l10n.t('Server does not answer') : l10n.t('Server not reachable');
}

/** VS Code's network tells a refused CONNECT by its message alone. */
function mentionsProxySignIn(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    if (at.message.startsWith('Proxy response (407)')) return true;
  }
  return false;
}

/** Why a request failed where there is room for a few words only; the whole sentence stands close by. */
export function describeBriefly(error: unknown, failed: string): string {
  if (!(error instanceof ApiError)) return failed;
  if (isUnreachable(error)) return briefNetwork(error);
  switch (error.reason) {
    case 'forbidden':
      return l10n.t('No access');
    case 'notFound':
      return l10n.t('Not found, or no access');
    case 'tooManyRequests':
      return l10n.t('Rate limit reached');
    case 'server':
      return l10n.t('Server error (HTTP {0})', error.status ?? 500);
    default:
      return failed;
  }
}

lazyDescribers.describeApi = describeApiError;
