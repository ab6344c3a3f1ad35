import assert from 'node:assert/strict';
import {
  connectionCodeOf,
  isHopeless,
  neverConnected,
  neverSent,
} from '../../../../src/api/http/connectionErrors';

const failing = (code: string, syscall?: string, message = code): Error =>
  Object.assign(new Error(message), { code, ...(syscall !== undefined && { syscall }) });
const within = (error: Error, code?: string): Error =>
  Object.assign(new TypeError('fetch failed', { cause: error }), code !== undefined && { code });
const chromium = (code: string): Error => new Error(`net::${code}`);

type Row = readonly [
  what: string,
  error: Error,
  verdict: 'notSentAndAgain' | 'notSent' | 'unknown' | 'unknownAndNoMore',
];

const ROWS: readonly Row[] = [
  ['a refused connection', within(failing('ECONNREFUSED', 'connect')), 'notSentAndAgain'],
  ['a name that is not found', within(failing('ENOTFOUND', 'getaddrinfo')), 'notSentAndAgain'],
  ['a name server that fails', within(failing('EAI_FAIL', 'getaddrinfo')), 'notSentAndAgain'],
  ['a connection that takes too long', within(failing('ETIMEDOUT', 'connect')), 'notSentAndAgain'],
  ['a connection that went silent', within(failing('ETIMEDOUT', 'read')), 'unknown'],
  ['a network without a way', within(failing('ENETUNREACH', 'connect')), 'notSent'],
  ['a host without a way', within(failing('EHOSTUNREACH', 'connect')), 'notSent'],
  ['a host that was lost while reading', within(failing('EHOSTUNREACH', 'read')), 'unknownAndNoMore'],
  ['a network that was lost while writing', within(failing('ENETUNREACH', 'write')), 'unknownAndNoMore'],
  ['a reset connection', within(failing('ECONNRESET', 'read')), 'unknown'],
  [
    'a server that speaks no TLS',
    within(failing('EPROTO', 'write', 'SSL routines:wrong version number')),
    'notSent',
  ],
  ['a broken record', within(failing('EPROTO', 'write', 'SSL routines:bad record mac')), 'unknownAndNoMore'],
  ['what is no TLS, after the request', within(failing('ERR_SSL_WRONG_VERSION_NUMBER')), 'unknownAndNoMore'],
  ['records that are too long', within(failing('ERR_SSL_PACKET_LENGTH_TOO_LONG')), 'unknownAndNoMore'],
  [
    'an unknown authority in a handshake',
    within(failing('EPROTO', 'write', 'tlsv1 alert unknown ca')),
    'notSent',
  ],
  ['a refused certificate of ours', within(failing('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA')), 'unknownAndNoMore'],
  [
    'a reset in a handshake',
    failing(
      'ECONNRESET',
      undefined,
      'Client network socket disconnected before secure TLS connection was established',
    ),
    'notSentAndAgain',
  ],
  ['an old protocol', within(failing('ERR_SSL_UNSUPPORTED_PROTOCOL')), 'notSent'],
  ['a refused handshake', within(failing('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE')), 'notSent'],
  [
    'a certificate asked for late',
    within(failing('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED')),
    'unknownAndNoMore',
  ],
  ['a certificate that is not valid yet', within(failing('CERT_NOT_YET_VALID')), 'notSent'],
  ['a certificate that has expired', within(failing('CERT_HAS_EXPIRED')), 'notSent'],
  ['a certificate of another name', within(failing('ERR_TLS_CERT_ALTNAME_INVALID')), 'notSent'],
  ['a list of revoked ones that has expired', within(failing('CRL_HAS_EXPIRED')), 'notSent'],
  [
    'a code that says nothing around one that does',
    within(failing('ECONNREFUSED', 'connect'), 'UND_ERR'),
    'notSentAndAgain',
  ],
  [
    'several addresses, all refused',
    within(new AggregateError([failing('ECONNREFUSED', 'connect'), failing('ETIMEDOUT', 'connect')])),
    'notSentAndAgain',
  ],
  [
    'several addresses, one without a way',
    within(new AggregateError([failing('ENETUNREACH', 'connect'), failing('ECONNREFUSED', 'connect')])),
    'notSentAndAgain',
  ],
  [
    'several addresses, one broken later',
    within(new AggregateError([failing('ENETUNREACH', 'connect'), failing('ECONNRESET', 'read')])),
    'unknown',
  ],
  [
    'several addresses, one without a reason',
    within(new AggregateError([failing('ECONNREFUSED', 'connect'), new Error('odd')])),
    'unknown',
  ],
  ['a certificate of ours that Chromium sees refused', chromium('ERR_BAD_SSL_CLIENT_AUTH_CERT'), 'notSent'],
  ['a broken protocol in Chromium', chromium('ERR_SSL_PROTOCOL_ERROR'), 'unknownAndNoMore'],
  ['a refused connection in Chromium', chromium('ERR_CONNECTION_REFUSED'), 'notSentAndAgain'],
  ['a proxy that is not there', chromium('ERR_PROXY_CONNECTION_FAILED'), 'notSentAndAgain'],
  ['a name that Chromium does not find', chromium('ERR_NAME_RESOLUTION_FAILED'), 'notSentAndAgain'],
  ['no network', chromium('ERR_INTERNET_DISCONNECTED'), 'notSent'],
  ['a certificate that Chromium refuses', chromium('ERR_CERT_DATE_INVALID'), 'notSent'],
  ['a protocol that Chromium refuses', chromium('ERR_SSL_VERSION_OR_CIPHER_MISMATCH'), 'notSent'],
  ['an empty answer', chromium('ERR_EMPTY_RESPONSE'), 'unknown'],
  ['no code at all', new Error('terminated'), 'unknown'],
];

describe('api: what a failed connection proves', () => {
  for (const [what, error, verdict] of ROWS)
    it(`of ${what}: ${verdict}`, () => {
      assert.equal(neverSent(error), verdict.startsWith('notSent'), 'not sent');
      assert.equal(neverConnected(error), verdict === 'notSentAndAgain', 'once more');
      assert.equal(isHopeless(error), verdict === 'notSent' || verdict === 'unknownAndNoMore', 'hopeless');
    });

  it('is named by the code that says most', () => {
    assert.equal(connectionCodeOf(within(failing('ECONNREFUSED', 'connect'), 'UND_ERR')), 'ECONNREFUSED');
    assert.equal(connectionCodeOf(chromium('ERR_CERT_DATE_INVALID')), 'ERR_CERT_DATE_INVALID');
    assert.equal(connectionCodeOf(new Error('x')), undefined);
  });
});
