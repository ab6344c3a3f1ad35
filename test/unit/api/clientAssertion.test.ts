import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRepositoryApi, fetchTransport, parseAccessKey, ServiceAppSignIn } from '../../../src/api';
import { clientAssertion } from '../../../src/api/auth/oauth/serviceAppSignIn';
import { loadOfficialClient, type LoadedClient } from '../../support/officialClient';
import { decodeJwt, exported, isSignedBy, newAccessKey } from '../../support/serviceApp';

describe('api: assertions of service apps', () => {
  const key = newAccessKey();
  const secret = 'service-principal-key';
  const now = 1_767_225_600_400;

  it('have the documented header and claims, and live for an hour at most', () => {
    const { header, claims } = decodeJwt(clientAssertion(key, secret, now));
    assert.deepEqual(header, { alg: 'ES256', typ: 'JWT', kid: 'the-kid' });
    const issuedAt = 1_767_225_570;
    assert.deepEqual(claims, {
      client_id: key.clientId,
      client_secret: secret,
      aud: 'laserfiche.com',
      iat: issuedAt,
      nbf: issuedAt,
      exp: issuedAt + 3600,
    });
  });

  it('are signed so that WebCrypto agrees, with this key only and these words only', async () => {
    const jwt = clientAssertion(key, secret, now);
    assert.equal(Buffer.from(decodeJwt(jwt).signature, 'base64url').length, 64);
    assert.ok(await isSignedBy(jwt, key.jwk));
    assert.ok(!(await isSignedBy(jwt, newAccessKey().jwk)));
    const [head = '', , signature = ''] = jwt.split('.');
    const forged = Buffer.from(JSON.stringify({ client_id: 'other' })).toString('base64url');
    assert.ok(!(await isSignedBy(`${head}.${forged}.${signature}`, key.jwk)));
  });

  describe("beside Laserfiche's own client", () => {
    let loaded: LoadedClient;
    before(async () => {
      loaded = await loadOfficialClient();
    });
    after(() => loaded.dispose());

    it('differ in nothing but the time, and its library takes our signature', () => {
      const { createClientCredentialsAuthorizationJwt, KEYUTIL, KJUR } = loaded.client;
      const ours = clientAssertion(key, secret, Date.now());
      const theirs = createClientCredentialsAuthorizationJwt(secret, {
        ...key,
        jwk: { ...key.jwk, use: 'sig' },
      });
      const [our, their] = [decodeJwt(ours), decodeJwt(theirs)];
      assert.deepEqual(our.header, their.header);
      assert.deepEqual(Object.keys(our.claims), Object.keys(their.claims));
      for (const name of ['client_id', 'client_secret', 'aud'])
        assert.equal(our.claims[name], their.claims[name], name);
      const life = ({ claims }: typeof our) => Number(claims['exp']) - Number(claims['iat']);
      assert.equal(life(our), life(their));
      assert.ok(Math.abs(Number(our.claims['iat']) - Number(their.claims['iat'])) <= 60);
      const { kty, crv, x, y } = key.jwk;
      assert.ok(KJUR.jws.JWS.verify(ours, KEYUTIL.getKey({ kty, crv, x, y }), ['ES256']));
    });

    it('come from keys that are read alike', () => {
      const parsed = parseAccessKey(exported(key));
      assert.ok(parsed.ok);
      assert.deepEqual(parsed.accessKey, loaded.client.createFromBase64EncodedAccessKey(exported(key)));
    });
  });

  it('go to no address outside this machine but that of the domain', () => {
    for (const signInOrigin of [
      'http://signin.laserfiche.com',
      'https://evil.example',
      'http://127.0.0.1.evil.example',
      'http://localhost@evil.example',
      'http://localhost:1/path',
      'http://0.0.0.0:1',
      'ftp://localhost',
      'localhost:1',
      '',
    ]) {
      const make = () => new ServiceAppSignIn({ accessKey: key, servicePrincipalKey: secret, signInOrigin });
      assert.throws(make, { name: 'SignInAddressError', reason: 'notLoopback' }, signInOrigin);
    }
    const foreign = { ...key, domain: 'evil.example' };
    assert.throws(() => new ServiceAppSignIn({ accessKey: foreign, servicePrincipalKey: secret }), {
      reason: 'foreignDomain',
    });
  });

  it('go to the sign-in host of the region, with the form that the guide shows', async () => {
    const sent: { url: string; body: string | undefined; authorization: string | undefined }[] = [];
    const api = createRepositoryApi({
      baseUrl: 'https://api.eu.laserfiche.com/repository',
      repoId: 'r-1',
      signIn: new ServiceAppSignIn({ accessKey: key, servicePrincipalKey: ` ${secret}\n`, now: () => now }),
      transport: (url, { body, headers }) => {
        sent.push({ url, body, authorization: headers['Authorization'] });
        const answer = url.endsWith('/Token') ? { access_token: 't', expires_in: 43_200 } : [];
        return Promise.resolve(new Response(JSON.stringify(answer)));
      },
    });
    await api.listRepositories();
    const [token, call] = sent;
    assert.equal(token?.url, 'https://signin.eu.laserfiche.com/oauth/Token');
    assert.equal(token.body, 'grant_type=client_credentials&scope=repository.Read+repository.Write');
    assert.equal(
      decodeJwt(token.authorization?.slice('Bearer '.length) ?? '').claims['client_secret'],
      secret,
    );
    assert.deepEqual(
      [call?.url, call?.authorization],
      ['https://api.eu.laserfiche.com/repository/v1/Repositories', 'Bearer t'],
    );
  });

  it('are made once more with the server\u2019s time when that differs, and then at once', async () => {
    // The real Date header is the point, so a real server with a clock of its own.
    const serverNow = now + 7_200_000;
    const server = createServer((request, response) => {
      const { claims } = decodeJwt(request.headers.authorization?.slice('Bearer '.length) ?? '');
      const isValid = Number(claims['exp']) * 1000 > serverNow;
      asked += 1;
      response.sendDate = false;
      response.writeHead(isValid ? 200 : 401, { Date: new Date(serverNow).toUTCString() });
      response.end(
        JSON.stringify(isValid ? { access_token: 't', expires_in: 1 } : { error: 'invalid_client' }),
      );
    });
    let asked = 0;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address);
    const signIn = new ServiceAppSignIn({
      accessKey: key,
      servicePrincipalKey: secret,
      signInOrigin: `http://127.0.0.1:${address.port}`,
      now: () => now,
    });
    const { createHttp } = await import('../../../src/api');
    const http = { baseUrl: '', repoId: '', send: createHttp({ transport: fetchTransport }) };
    assert.equal((await signIn.requestToken(http)).token, 't');
    assert.equal(asked, 2);
    await signIn.requestToken(http);
    assert.equal(asked, 3);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
