import type {
  AccessKeyProblem,
  BaseUrlProblem,
  CloudDomainProblem,
  LoopbackError,
  SignInAddressError,
} from '../../api';

type Words = readonly [why: string, advice: string];

/** Why no sign-in came back from the browser, and what to do. */
export function describeLoopback({ reason, oauthError, wrongStates }: LoopbackError): Words {
  switch (reason) {
    case 'portTaken':
      return [
        'another program uses the port that the browser should come back to',
        'Close that program, or give the connection another port that is registered for the app.',
      ];
    case 'unavailable':
      return [
        'this computer does not let the browser come back to VS Code on localhost',
        'Connect with a service app instead, or ask who manages the computer.',
      ];
    case 'timeout':
      return ['nobody finished the sign-in in the browser in time', 'Try again.'];
    case 'cancelled':
      return ['it was cancelled', 'Nothing was saved.'];
    case 'denied':
      return ['consent was not given in the browser', 'Try again and allow access on the consent page.'];
    case 'refused':
      return [
        `Laserfiche refused the sign-in${oauthError === undefined ? '' : ` (${oauthError})`}`,
        'Check the client id and the redirect address of the app in the Developer Console.',
      ];
    case 'wrongState':
      return [
        wrongStates > 1
          ? `nobody finished this sign-in in the browser in time, and ${wrongStates} answers that came back were not used because they belong to other sign-ins`
          : 'nobody finished this sign-in in the browser in time, and the answer that came back was not used because it belongs to another sign-in',
        'Close old sign-in tabs and try again.',
      ];
    case 'badCallback':
      return [
        'the browser came back without a sign-in code, and did not come back with one in time',
        'Try again.',
      ];
  }
}

/** Why an address is not signed in at, and what to do. */
export function describeAddress({ reason }: SignInAddressError): Words {
  return reason === 'notLoopback'
    ? [
        'in place of Laserfiche Cloud only addresses of this computer are accepted, to keep your sign-in safe',
        'Leave the addresses out, or give both with http://127.0.0.1.',
      ]
    : ['the region is none of Laserfiche Cloud', describeCloudDomain(reason)];
}

/** What is wrong with the domain of a region. */
export function describeCloudDomain(problem: CloudDomainProblem): string {
  switch (problem) {
    case 'empty':
      return 'Type the domain of the region, for example laserfiche.com.';
    case 'notDomain':
      return 'Type the bare domain in small letters, for example eu.laserfiche.com, without https:// or a path.';
    case 'foreignDomain':
      return 'The domain must belong to Laserfiche, for example laserfiche.com, laserfiche.ca or eu.laserfiche.com.';
  }
}

/** What is wrong with a text used as an access key. None of its values is repeated. */
export function describeAccessKey(problem: AccessKeyProblem): string {
  switch (problem.kind) {
    case 'empty':
      return 'Paste the access key that the Developer Console exported, or choose its file.';
    case 'notBase64':
      return 'This is no access key: it has characters that no access key has, or a part is missing. Copy it again as a whole.';
    case 'notJson':
      return 'This is no access key, or only a part of one. Copy it again as a whole.';
    case 'notObject':
      return 'This is no access key. Copy the one that the Developer Console exported.';
    case 'missing':
      return problem.member === 'jwk.d'
        ? 'This is the public half of the key. Export the access key again in the Developer Console.'
        : `The access key lacks "${problem.member}". Export it again in the Developer Console.`;
    case 'domain':
      return `The access key names no region of Laserfiche Cloud. ${describeCloudDomain(problem.problem)}`;
    case 'notP256':
      return 'The key in it is of another kind than Laserfiche makes (P-256). Export the access key again in the Developer Console.';
    case 'keyDamaged':
      return 'The key in it is damaged. Copy the access key again as a whole.';
  }
}

/** Why a text can't be a base URL. */
export function describeBaseUrl(problem: BaseUrlProblem): string {
  return BASE_URL_WORDS[problem];
}

const BASE_URL_WORDS: Readonly<Record<BaseUrlProblem, string>> = {
  empty: 'Type the address of the server, for example https://server.example.com/LFRepositoryAPI.',
  notUrl: 'This is not an address. It looks like https://server.example.com/LFRepositoryAPI.',
  protocol: 'The address must begin with https:// (or http:// for a test server).',
  credentials: 'Leave user name and password out of the address: they are asked for next.',
  query: 'Leave out everything from "?" or "#" on.',
};
