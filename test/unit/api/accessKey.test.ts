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
    ['with a full stop', `${text}.`],
    ['with three', `${text}...`],
    ['with an ellipsis', `${text}…`],
    ['as UTF-16 read as UTF-8', `\uFFFD\uFFFD${Array.from(text).join('\0')}\0`],
    ['as UTF-16 read as Latin-1', Buffer.from(`\uFEFF${text}`, 'utf16le').toString('latin1')],
    ['as UTF-16 with a byte left over', `\uFEFF${text}\uFFFD`],
    ['with variation selectors', `${text.slice(0, 30)}\uFE0F${text.slice(30)}\uFE0F`],
    ['in a .env file', `# the key of eyewear\n# exported today\nACCESS_KEY=${text}\nSERVICE_KEY=abc123\n`],
    ['in a .env file without padding', `A=eyJhIjoxfQ\nKEY=${text.replace(/=+$/, '')}\nexample=ezra\n`],
    ['as JavaScript', `let key = '${text}';`],
    ['as JavaScript in pieces', `const key =\n  '${text.slice(0, 70)}' +\n  '${text.slice(70)}';`],
    ['as setx', `setx ACCESS_KEY "${text}"`],
    ['as set', `set "ACCESS_KEY=${text}"`],
    ['as PHP', `'accessKey' => '${text}',`],
    ['as an argument', `docker run -e ACCESS_KEY=${text} image`],
    ['as XML', `<add key="AccessKey" value="${text}" />`],
    ['as one of several settings', JSON.stringify({ name: 'x', accessKey: text, more: { timeout: 5 } })],
    ['nested', JSON.stringify({ a: { b: [{ c: text }] } })],
    ['as the key object of settings', `{accessKey: ${JSON.stringify(key)}}`],
    ['as a member', JSON.stringify({ accessKey: key, other: 1 })],
    ['as a list of one', JSON.stringify([key])],
    ['as JSON text inside JSON', JSON.stringify(JSON.stringify(key))],
    ['as JSON text in a member', JSON.stringify({ key: JSON.stringify(key, null, 2) })],
    ['with smart quotes inside', JSON.stringify(key).replaceAll(/"([^"]*)"/g, '“$1”')],
    ['with line breaks that were escaped', text.replace(/(.{64})/g, '$1\\n')],
    ['with Windows’ line breaks that were escaped', `"${text.replace(/(.{64})/g, '$1\\r\\n')}"`],
    ['as JSON whose line breaks were escaped', JSON.stringify(key, null, 2).replaceAll('\n', '\\n')],
    ['with backslashes at the ends of lines', text.replace(/(.{64})/g, '$1\\\n')],
    ['as a mail quotes it', text.replace(/^|(.{64})/g, '$1\n> ')],
    ['as base64 of UTF-16', Buffer.from(JSON.stringify(key), 'utf16le').toString('base64')],
    ['twice', `A=${text}\nB='${text}'\n${JSON.stringify(key)}`],
    ['as base64url without padding', Buffer.from(JSON.stringify(key)).toString('base64url')],
    ['as the JSON inside', JSON.stringify(key, null, 2)],
    ['with members of its own', exported({ ...key, more: 1, jwk: { ...key.jwk, use: 'sig' } })],
    ['with a domain in capitals', exported({ ...key, domain: 'EU.Laserfiche.com' })],
  ] as const) {
    it(`are read ${what}`, () => {
      assert.deepEqual(parseAccessKey(given), { ok: true, accessKey: key });
    });
  }

  const second = newAccessKey();
  /** Ends with whole bytes, and so without padding. */
  function bareOf(one: object): string {
    const json = JSON.stringify(one);
    return Buffer.from(json.padEnd(Math.ceil(json.length / 3) * 3)).toString('base64');
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
    ['a list', exported([1, 2]), { kind: 'notObject' }],
    ['a list of two', JSON.stringify([key, second]), { kind: 'several' }],
    ['two keys', `A=${text}\nB=${exported(second)}`, { kind: 'several' }],
    ['two keys side by side', `${text} ${exported(second)}`, { kind: 'several' }],
    ['two keys in settings', JSON.stringify({ a: key, b: { c: exported(second) } }), { kind: 'several' }],
    ['two keys without anything between', bareOf(key) + bareOf(second), { kind: 'notJson' }],
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

  it('are looked for in any text at once', () => {
    const pieces = [
      '{',
      '{"',
      '"',
      'ewaa ',
      'ey',
      'eyJh ',
      '\\',
      ' ',
      '" ',
      "'\n",
      '\\ ',
      '{"a":',
      '[{"a":[',
      '}',
      '>',
    ];
    for (const piece of pieces) {
      const began = performance.now();
      for (const given of [piece.repeat(30_000), JSON.stringify({ a: [piece.repeat(20_000)] })])
        assert.equal(parseAccessKey(given).ok, false);
      assert.ok(performance.now() - began < 5000, `${JSON.stringify(piece)} took too long`);
    }
  });

  it('are told from any text without a failure, and problems never quote it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (given) => {
        const parsed = parseAccessKey(given);
        return !parsed.ok && Object.keys(parsed.problem).join() === 'kind';
      }),
    );
  });
});
