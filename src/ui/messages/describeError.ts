// From their own files: the start of VS Code loads this one, and no more of those rooms than it needs.
import { ApiError, BaseUrlError, LoopbackError, SignInAddressError } from '../../api';
import { EditError, type EditErrorDetails } from '../../changes';
import { oneLine, type RepositoryRef } from '../../domain';
import { plural } from './plural';
import { describeAddress, describeBaseUrl, describeLoopback } from './describeSignIn';
import { UserError } from './userError';

export { UserError } from './userError';

/** What a person can do about a failure, offered as one button beside "Show Log". */
export type Remedy = 'retry' | 'signIn' | 'none';

/**
 * The one place that turns failures into words: what failed, why, what to do.
 * @param doing what was being done, as it continues "Could not …", for example "list \Email".
 */
export function describeError(error: unknown, operation: string): string {
  if (error instanceof UserError) return error.message;
  const [why, advice] = whyAndAdvice(error);
  return `Could not ${operation}: ${why}. ${advice}`;
}

/** Why something failed, as it continues a sentence, and what to do about it. */
export function whyAndAdvice(error: unknown): Words {
  if (error instanceof ApiError) return describeApiError(error);
  if (error instanceof EditError) return describeEditError(error);
  if (error instanceof LoopbackError) return describeLoopback(error);
  if (error instanceof SignInAddressError) return describeAddress(error);
  if (error instanceof BaseUrlError) return ['the address can not be used', describeBaseUrl(error.reason)];
  return ['an unexpected error happened', 'Details are in the log.'];
}

/** What to offer for a failure. */
export function remedyFor(error: unknown): Remedy {
  if (!(error instanceof ApiError)) return 'none';
  switch (error.reason) {
    case 'badCredentials':
    case 'unauthorized':
      return 'signIn';
    case 'network':
    case 'timeout':
    case 'tooManyRequests':
    case 'server':
    case 'locked':
    case 'unexpectedAnswer':
      return 'retry';
    default:
      return 'none';
  }
}

export function isCancelled(error: unknown): boolean {
  return (error instanceof ApiError || error instanceof LoopbackError) && error.reason === 'cancelled';
}

type Words = readonly [why: string, advice: string];

function describeApiError(error: ApiError): Words {
  const special = error.errorCode === undefined ? undefined : CODE_WORDS[error.errorCode];
  if (special) return special;
  switch (error.reason) {
    case 'network':
      return describeNetwork(error);
    case 'timeout':
      return ['the server did not answer in time', 'Try again in a moment.'];
    case 'cancelled':
      return ['it was cancelled', 'Nothing more was sent.'];
    case 'badRequest':
      return [`the server refused the request (${error.message})`, 'Check what was entered.'];
    case 'badCredentials':
      return [
        'the sign-in is missing, or the server does not accept it',
        'Check user name, password or keys, and sign in again.',
      ];
    case 'unauthorized':
      return ['the sign-in is no longer valid', 'Sign in again.'];
    case 'forbidden':
      return [
        'access is denied',
        'Ask the administrator for rights to the entry; changing links needs Write Metadata.',
      ];
    case 'notFound':
      return ['it does not exist there, or you may not see it', 'Check the id, path or repository id.'];
    case 'conflict':
      return ['something of that name exists already', 'Choose another name.'];
    case 'tooLarge':
      return [
        'the request is larger than the server takes',
        'Assign fewer links or shorter properties at once.',
      ];
    case 'locked':
      return ['the entry is locked by somebody', 'Try again when it is unlocked.'];
    case 'tooManyRequests':
      return [
        "the server's limit of calls is reached",
        error.retryAfterSeconds === undefined
          ? 'Try again in a minute.'
          : `Try again in ${plural(Math.ceil(error.retryAfterSeconds), 'second')}.`,
      ];
    case 'server':
      return [
        `the server failed (HTTP ${error.status ?? 500})`,
        'Try again; the log has the operation id for its administrator.',
      ];
    case 'unexpectedAnswer':
      return [
        'the answer is not that of a Laserfiche repository API',
        'Check the base URL, for example https://server/LFRepositoryAPI, and any proxy in between.',
      ];
    case 'foreignOrigin':
      return [
        'the server sent an address on another server, which was not followed to keep your sign-in safe',
        'Check that the base URL is the address the server itself uses.',
      ];
  }
}

/** Laserfiche's own codes that say more than the status. */
const CODE_WORDS: Readonly<Record<number, Words>> = {
  7530: ['the link type does not exist in this repository', 'Refresh and choose another type.'],
  7531: ['a link type of that name exists already', 'Choose another name.'],
  9010: [
    'access is denied (9010)',
    'Ask the administrator for rights to the entry; changing links needs Write Metadata.',
  ],
  9095: ['the link does not exist any more', 'Refresh and try again.'],
  9528: ['the server does not accept this user name and password (9528)', 'Check both and sign in again.'],
};

const TRUST_ADVICE =
  'Add the authority that issued it to the certificates your system trusts, keep the setting http.systemCertificates on, and restart VS Code; Diagnose Connection says more.';
const PROXY_ADVICE =
  'If VS Code asks for them, answer it; else put them as user:password@ before the host in the setting http.proxy.';

function describeNetwork(error: ApiError): Words {
  const code = errorCodeOf(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return ["the server's name can't be found", 'Check the base URL and your network.'];
  if (code === 'ECONNREFUSED')
    return ['nothing answers at that address', 'Check the base URL and that the server is running.'];
  if (code && /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code)) {
    return [`the server's certificate is not trusted (${code})`, TRUST_ADVICE];
  }
  if (error.status === 407 || mentionsProxySignIn(error))
    return ['the proxy asks for a user name and password', PROXY_ADVICE];
  // Nothing of ours ends a request in this way: the proxy refused to open the way.
  if (code === 'UND_ERR_ABORTED')
    return [
      'the proxy did not open the way to the server',
      'Run Diagnose Connection: it tells what the proxy asks for.',
    ];
  return ["the server can't be reached", 'Check the base URL, your network and proxy, then try again.'];
}

/** VS Code's network tells a refused CONNECT by its message alone. */
function mentionsProxySignIn(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    if (at.message.startsWith('Proxy response (407)')) return true;
  }
  return false;
}

/** The first system error code in a chain of causes. */
export function errorCodeOf(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at instanceof AggregateError) {
      const inner = at.errors.map(errorCodeOf).find((code) => code !== undefined);
      if (inner) return inner;
    }
  }
  return undefined;
}

function describeReadOnly(by: EditError['details']['readOnlyBy']): Words {
  switch (by) {
    case 'setting':
      return [
        'writing is switched off in the settings',
        'Turn laserficheLinks.readOnly off to change links.',
      ];
    case 'connection':
      return [
        'writing is switched off for this connection',
        'Choose Toggle Read-Only for Connection to change links.',
      ];
    case undefined:
      return [
        'writing is switched off',
        'Switch it on in the setting laserficheLinks.readOnly or for the connection.',
      ];
  }
}

/** Why existing links keep all links of their entry from being written. */
function describeUntyped({ sourceId, links = [], why }: EditErrorDetails): Words {
  const names = links.map((link) => link.targetPath ?? `entry ${link.targetId}`).join(', ');
  if (links.some((link) => link.sourceId !== sourceId && link.targetId !== sourceId))
    return [
      `the server answers the links of another entry (to ${names}), as it does for a shortcut`,
      'Nothing was written. Change the links of the entry that the shortcut stands for.',
    ];
  switch (why) {
    case 'oddProperty':
      return [
        `existing links (to ${names}) have a property whose value is no text, and can't be written back as they are`,
        'Nothing was written. Correct the property in another Laserfiche program first.',
      ];
    case 'contradictory':
      return [
        `the server tells the same link (to ${names}) twice with different properties`,
        'Nothing was written. Refresh and try again; if that does not help, correct the link in another Laserfiche program.',
      ];
    default:
      return [
        `the server does not tell the type of existing links (to ${names}), and writing them back could change them`,
        'Nothing was written. Refresh the link types and try again.',
      ];
  }
}

/** What went wrong with a change of which nobody can tell whether it was made. */
function describeUnproven(cause: unknown): string {
  if (!(cause instanceof ApiError)) return 'the connection broke while the links were sent';
  switch (cause.reason) {
    case 'cancelled':
      return 'it was cancelled when the links were on their way already';
    case 'timeout':
      return 'the server did not answer in time';
    case 'network':
      return 'the connection broke while the links were sent';
    default:
      return `the server's answer (HTTP ${cause.status ?? 'without a status'}) does not tell what became of the links`;
  }
}

/** A repository as a sentence names it. */
export function describeRepository(repository: RepositoryRef | undefined): string {
  if (!repository) return 'another repository';
  const { repoId, baseUrl } = repository;
  return baseUrl === '' ? 'the sandbox' : `the repository ${oneLine(repoId)} at ${oneLine(baseUrl)}`;
}

function describeEditError(error: EditError): Words {
  const { conflicts = [], links = [], linkTypeId } = error.details;
  switch (error.reason) {
    case 'readOnly':
      return describeReadOnly(error.details.readOnlyBy);
    case 'otherRepository': {
      const { madeFor, leadsTo } = error.details;
      return [
        `it belongs to ${describeRepository(madeFor)}, and the connection leads to ${describeRepository(leadsTo)} now`,
        'Nothing was sent. Add a connection to the first one and do it there.',
      ];
    }
    case 'declined':
      return ['it was not confirmed', 'Nothing was written.'];
    case 'conflict': {
      const names = conflicts
        .map(({ key }) => `link to entry ${key.targetId} (type ${key.linkTypeId})`)
        .join(', ');
      return [
        `somebody changed the same links meanwhile: ${names}`,
        'Nothing was written. Look at the links again, then repeat the change.',
      ];
    }
    case 'unresolvedLinks':
      return describeUntyped(error.details);
    case 'unreadableTargets': {
      const names = links.map((link) => link.targetPath ?? `entry ${link.targetId}`).join(', ');
      return [
        `the server refused links to entries that are gone or closed to you: ${names}`,
        'Nothing was written. Remove these links, or ask the administrator for rights to the entries.',
      ];
    }
    case 'inconsistentRead':
      return [
        'the links kept changing, or could not be read quickly enough to be sure that nobody else changes them',
        'Nothing was written. Try again in a moment.',
      ];
    case 'shortcut':
      return [
        'it is a shortcut, and links belong to the entry that it stands for',
        'Change the links of that entry.',
      ];
    case 'busyElsewhere':
      return [
        'another window has been changing the same entry for too long',
        'Nothing was written. Try again when it is done.',
      ];
    case 'journalFailed':
      return [
        'the links as they are could not be kept on disk for undo',
        'Nothing was written. Check that the disk has room and is writable.',
      ];
    case 'selfLink':
      return [
        'an entry would be linked to itself',
        'Choose another target, or allow it in the setting laserficheLinks.allowSelfLinks.',
      ];
    case 'unknownLinkType':
      return [
        `the repository has no link type ${linkTypeId ?? ''}`.trimEnd(),
        'Refresh and choose another type.',
      ];
    case 'outcomeUnknown':
      return [
        `${describeUnproven(error.details.cause)}, so it is not known whether the links were written`,
        'The links are looked at again; Link History has them as they were before and tells what became of the change.',
      ];
    case 'notAsSent':
      return [
        'the server accepted the links but now has others than were sent',
        'Refresh and compare. Undo, or Link History, gives back what was there before.',
      ];
  }
}
