import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { parseAccessKey, type AccessKeyProblem } from '../../../src/api';
import { exported, newAccessKey } from '../../support/serviceApp';

describe('api: access keys', () => {
  const key = newAccessKey();
  const text = exported(key);

  for (const [what, given] of [
    ['as exported', text],
    ['with blanks and a line end', `  ${text}\r\n`],
    ['wrapped into lines', text.replace(/(.{64})/g, '$1\n')],
    ['in quotes', `"${text}"`],
    ['with a byte order mark', `\uFEFF${text}`],
    ['in smart quotes', `“${text}”`],
    ['with characters that nobody sees', `\u200B${text.replace(/(.{40})/g, '$1\u200D')}\u2060`],
    ['with the zeros of UTF-16 read as UTF-8', Array.from(text).join('\0')],
    ['as a variable', `ACCESS_KEY=${text}`],
    ['as a quoted variable', `ACCESS_KEY = "${text}"`],
    ['as an exported variable', `export LF_ACCESS_KEY='${text}';`],
    ['as a variable of PowerShell', `$env:ACCESS_KEY="${text}"`],
    ['as a line of YAML', `accessKey: ${text}`],
    ['as the one setting of an object', JSON.stringify({ ACCESS_KEY: text })],
    ['in a code block', `\`\`\`\n${text}\n\`\`\``],
    ['as base64url without padding', Buffer.from(JSON.stringify(key)).toString('base64url')],
    ['as the JSON inside', JSON.stringify(key, null, 2)],
    ['with members of its own', exported({ ...key, more: 1, jwk: { ...key.jwk, use: 'sig' } })],
    ['with a domain in capitals', exported({ ...key, domain: 'EU.Laserfiche.com' })],
  ] as const) {
    it(`are read ${what}`, () => {
      assert.deepEqual(parseAccessKey(given), { ok: true, accessKey: key });
    });
  }

  const other = newAccessKey().jwk;
  const without = (name: string) => exported({ ...key, [name]: undefined });
  const withJwk = (jwk: object) => exported({ ...key, jwk: { ...key.jwk, ...jwk } });
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'jwk' });
  const cases: readonly (readonly [what: string, text: string, problem: AccessKeyProblem])[] = [
    ['nothing', ' \n', { kind: 'empty' }],
    ['some other text', 'my access key!', { kind: 'notBase64' }],
    ['base64 of something else', Buffer.from('hello').toString('base64'), { kind: 'notJson' }],
    ['half a key', text.slice(0, 100), { kind: 'notJson' }],
    ['base64 that lost a character', text.replace(/=+$/, '').slice(0, 101), { kind: 'notBase64' }],
    ['broken JSON', '{"customerId": ', { kind: 'notJson' }],
    ['a list', exported([key]), { kind: 'notObject' }],
    ['no customer', without('customerId'), { kind: 'missing', member: 'customerId' }],
    ['no client', without('clientId'), { kind: 'missing', member: 'clientId' }],
    ['an empty client', exported({ ...key, clientId: ' ' }), { kind: 'missing', member: 'clientId' }],
    ['a number for a client', exported({ ...key, clientId: 7 }), { kind: 'missing', member: 'clientId' }],
    ['no domain', without('domain'), { kind: 'missing', member: 'domain' }],
    ['no key', without('jwk'), { kind: 'missing', member: 'jwk' }],
    ['a text for a key', exported({ ...key, jwk: 'x' }), { kind: 'missing', member: 'jwk' }],
    ['no key id', withJwk({ kid: undefined }), { kind: 'missing', member: 'jwk.kid' }],
    ['a public key', withJwk({ d: undefined }), { kind: 'missing', member: 'jwk.d' }],
    ['half a point', withJwk({ y: undefined }), { kind: 'missing', member: 'jwk.y' }],
    ['an RSA key', withJwk({ kty: 'RSA' }), { kind: 'notP256' }],
    ['a P-384 key', withJwk(p384), { kind: 'notP256' }],
    ['a P-384 key said to be P-256', withJwk({ ...p384, crv: 'P-256' }), { kind: 'keyDamaged' }],
    ['no point of the curve', withJwk({ x: key.jwk.y }), { kind: 'keyDamaged' }],
    ["another key's private number", withJwk({ d: other.d }), { kind: 'keyDamaged' }],
    ["another key's point", withJwk({ x: other.x, y: other.y }), { kind: 'keyDamaged' }],
  ];
  for (const [what, given, problem] of cases) {
    it(`are not: ${what}`, () => assert.deepEqual(parseAccessKey(given), { ok: false, problem }));
  }

  for (const [domain, problem] of [
    ['laserfiche.com.evil.example', 'foreignDomain'],
    ['evil-laserfiche.com', 'foreignDomain'],
    ['laserfiche.com.', 'notDomain'],
    ['laserfiche.com/evil', 'notDomain'],
    ['laserfiche.com@evil.example', 'notDomain'],
    ['evil.example#laserfiche.com', 'notDomain'],
    ['evil.example\\.laserfiche.com', 'notDomain'],
    ['laserfiche.com:8443', 'notDomain'],
    ['https://laserfiche.com', 'notDomain'],
    ['127.0.0.1', 'notDomain'],
    ['läserfiche.com', 'notDomain'],
  ] as const) {
    it(`never lead to ${domain}`, () => {
      assert.deepEqual(parseAccessKey(exported({ ...key, domain })), {
        ok: false,
        problem: { kind: 'domain', problem },
      });
    });
  }

  it('are told from any text without a failure, and problems never quote it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (given) => {
        const parsed = parseAccessKey(given);
        return !parsed.ok && Object.keys(parsed.problem).join() === 'kind';
      }),
    );
  });
});
