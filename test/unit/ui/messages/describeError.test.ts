import assert from 'node:assert/strict';
import { ApiError, LoopbackError, type ApiErrorReason, type LoopbackReason } from '../../../../src/api';
import { EditError, type EditErrorDetails, type EditErrorReason } from '../../../../src/changes';
import { SearchError, type SearchReason } from '../../../../src/search';
import '../../../../src/ui/messages/describeEditError';
import '../../../../src/ui/messages/describeSignIn';
import {
  describeFailure,
  isCancelled,
  remedyFor,
  UserError,
} from '../../../../src/ui/messages/describeError';

const API_REASONS: Record<ApiErrorReason, true> = {
  network: true,
  timeout: true,
  cancelled: true,
  badRequest: true,
  badCredentials: true,
  unauthorized: true,
  forbidden: true,
  notFound: true,
  noRepository: true,
  conflict: true,
  tooLarge: true,
  locked: true,
  tooManyRequests: true,
  server: true,
  unexpectedAnswer: true,
  foreignOrigin: true,
};
const sourceId = 10;
const EDIT_DETAILS: EditErrorDetails = {
  otherRepository: {
    sourceId,
    madeFor: { baseUrl: '', repoId: 'r-1' },
    leadsTo: { baseUrl: 'https://server', repoId: 'r-1' },
  },
  readOnly: { sourceId },
  unreadableTargets: { sourceId, links: [] },
  inconsistentRead: { sourceId },
  shortcut: { sourceId },
  busyElsewhere: { sourceId },
  journalFailed: { sourceId },
  conflict: { sourceId, conflicts: [], theirs: [] },
  unresolvedLinks: { sourceId, links: [] },
  selfLink: { sourceId },
  unknownLinkType: { sourceId, linkTypeId: 7 },
  outcomeUnknown: { sourceId, recordId: 'record-1' },
  notAsSent: { sourceId, recordId: 'record-1', links: [] },
};
const editError = <R extends EditErrorReason>(reason: R) => new EditError(reason, EDIT_DETAILS[reason]);
const LOOPBACK_REASONS: Record<LoopbackReason, true> = {
  portTaken: true,
  portReserved: true,
  unavailable: true,
  timeout: true,
  cancelled: true,
  denied: true,
  refused: true,
  wrongState: true,
  badCallback: true,
};

const SEARCH_REASONS: Record<SearchReason, true> = {
  unknownLinkType: true,
  noFolder: true,
  noPath: true,
  failed: true,
};

const systemError = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

describe('a failure told', () => {
  const failures = [
    ...Object.keys(API_REASONS).map(
      (reason) => new ApiError(reason as ApiErrorReason, 'HTTP 500 at Server.Stack(line 3)'),
    ),
    ...Object.keys(EDIT_DETAILS).map((reason) => editError(reason as EditErrorReason)),
    ...Object.keys(LOOPBACK_REASONS).map((reason) => new LoopbackError(reason as LoopbackReason)),
    ...Object.keys(SEARCH_REASONS).map((reason) => new SearchError(reason as SearchReason, '', 7)),
    new TypeError('x is not a function'),
  ];
  for (const error of failures) {
    it(`says what, why and what to do: ${error.name} ${'reason' in error ? error.reason : ''}`, () => {
      const sentence = describeFailure(error, 'Could not list \\Email');
      assert.match(sentence, /^Could not list \\Email: (?:[^A-Z]|Laserfiche).+\. [A-Z].+\.$/);
      assert.doesNotMatch(sentence, /undefined|\bat \w+ \(|TypeError|not a function/);
    });
  }

  it('tells how many answers to other sign-ins came back while nobody finished this one', () => {
    const words = (wrongStates: number) =>
      describeFailure(new LoopbackError('wrongState', undefined, { wrongStates }), 'Could not sign in');
    assert.match(words(1), /in time, and an answer was ignored/);
    assert.match(words(3), /in time, and 3 answers were ignored/);
    for (const count of [1, 3]) assert.match(words(count), /Close old sign-in tabs and try again\.$/);
  });

  it('tells what is wrong with a search, and the words of the server', () => {
    const words = (reason: SearchReason, message = '') =>
      describeFailure(new SearchError(reason, message, 99), 'Could not search');
    assert.match(words('unknownLinkType'), /has no link type 99/);
    assert.match(words('noFolder'), /entry 99 is not a folder/);
    assert.match(words('failed', 'Out of\nmemory'), /ended the search \(Out of memory\)/);
    for (const reason of Object.keys(SEARCH_REASONS))
      assert.doesNotMatch(words(reason as SearchReason), /unexpected|\(\)/);
  });

  it('tells an unknown host, a refused connection and a bad certificate apart, however deep the cause lies', () => {
    const network = (code: string) =>
      describeFailure(
        new ApiError('network', 'fetch failed', {
          cause: new TypeError('fetch failed', { cause: systemError(code) }),
        }),
        'Could not sign in',
      );
    assert.match(network('ENOTFOUND'), /name can't be found/);
    assert.match(network('ECONNREFUSED'), /the server refused the connection/);
    assert.match(network('DEPTH_ZERO_SELF_SIGNED_CERT'), /certificate is not trusted/);
    assert.match(network('EPIPE'), /can't be reached/);
    assert.match(network('CERT_HAS_EXPIRED'), /certificate has expired/);
    assert.match(network('ERR_CERT_DATE_INVALID'), /has expired or is not valid yet/);
    assert.match(network('ERR_CERT_COMMON_NAME_INVALID'), /made for another name/);
    assert.match(network('ERR_NAME_RESOLUTION_FAILED'), /name can't be found/);
    assert.match(network('ERR_TUNNEL_CONNECTION_FAILED'), /proxy did not connect to the server/);
    for (const code of [
      'ERR_PROXY_CONNECTION_FAILED',
      'ERR_PROXY_CERTIFICATE_INVALID',
      'ERR_NO_SUPPORTED_PROXIES',
    ])
      assert.match(network(code), /the proxy can't be used/);
  });

  it('prefers the words of Laserfiche codes', () => {
    assert.match(
      describeFailure(new ApiError('badRequest', 'x', { errorCode: 7530 }), 'Could not add a link'),
      /link type does not exist/,
    );
    assert.match(
      describeFailure(new ApiError('forbidden', 'x', { errorCode: 9010 }), 'Could not add a link'),
      /9010/,
    );
  });

  it('tells of one entry of several that this one was left alone, not that nothing was written', () => {
    const error = new EditError('busyElsewhere', { sourceId: 10 });
    assert.match(
      describeFailure(error, 'Could not link'),
      /the same entry\. Nothing was written\. Try again/,
    );
    assert.match(
      describeFailure(error, 'Could not link', { ofSeveral: true }),
      /the same entry\. This entry was not changed\. Try again/,
    );
  });

  it('leaves sentences alone that are made already', () => {
    assert.equal(
      describeFailure(new UserError('There is no connection.'), 'anything'),
      'There is no connection.',
    );
  });

  it('offers what helps', () => {
    assert.equal(remedyFor(new ApiError('badCredentials', '')), 'signIn');
    assert.equal(remedyFor(new ApiError('network', '')), 'retry');
    assert.equal(remedyFor(new ApiError('forbidden', '')), 'none');
    assert.equal(remedyFor(new Error('x')), 'none');
    assert.ok(isCancelled(new ApiError('cancelled', '')));
  });
});
