import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { leaksBelow, leaksIn } from '../support/canaries';
import { recordCredentials, type RecordingProxy } from '../support/recordingProxy';
import { useWorkbench } from './support/suite';

const PASSWORD = 'CANARY-pässword/+&=%"<7>';
const WRONG = 'CANARY-wrong-pass%word"&+';

describe('credentials', function () {
  this.timeout(60_000);
  // No question may wait for somebody to click.
  const settings = { 'laserficheLinks.confirmChanges': 'never' };
  const workbench = useWorkbench({ suite: 'canary', settings });
  let server: Sandbox;
  let proxy: RecordingProxy;
  const answers: string[] = [];

  before(async () => {
    server = await startSandbox({
      password: PASSWORD,
      tokenLifeSeconds: 2,
      oauth: { serviceToken: 2, personToken: 2 },
    });
    proxy = await recordCredentials(server.signInOrigin);
  });
  after(async () => {
    proxy.close();
    await server.close();
  });

  /** What the command answers, or the sentence that it fails with; both are looked through. */
  async function run(command: string, argument: object): Promise<unknown> {
    try {
      const answer = await workbench().execute(`laserficheLinks.${command}`, argument);
      answers.push(JSON.stringify(answer ?? null));
      return answer;
    } catch (error) {
      answers.push(error instanceof Error ? `${error.message}\n${error.stack}` : String(error));
      return undefined;
    }
  }
  const idOf = (answer: unknown) => (answer as { connectionId: string }).connectionId;
  const ownServer = () => {
    const { repoId, username, baseUrl } = server;
    return {
      kind: 'selfHosted',
      name: 'Own',
      repoId,
      username,
      baseUrl: proxy.origin + new URL(baseUrl).pathname,
    };
  };
  const serviceApp = () => {
    const { repoId, accessKey, servicePrincipalKey, baseUrl } = server;
    const place = { baseUrl: proxy.origin + new URL(baseUrl).pathname, signInOrigin: proxy.origin };
    return { kind: 'serviceApp', name: 'App', repoId, accessKey, servicePrincipalKey, ...place };
  };

  /** Every command with an argument object that a connection can have, good and refused. */
  async function everyFlow(connectionId: string, refused?: object): Promise<void> {
    const links = [{ targetId: 15, linkTypeId: 1 }];
    const of = { connectionId, sourceId: 10 };
    await run('getLinks', { connectionId, entryId: 10 });
    await run('getLinks', { connectionId, entryId: 999_999 });
    await run('addLinks', { ...of, links });
    await run('addLinks', { ...of, links: [{ targetId: 999_999, linkTypeId: 1 }] });
    await run('addLinks', { ...of, links: [{ targetId: 15, linkTypeId: 77 }] });
    await run('undoLastLinkChange', { connectionId });
    await run('showLinkHistory', { connectionId });
    await run('assignLinks', { ...of, links });
    await run('previewChange', { ...of, remove: links });
    await run('testConnection', { connectionId });
    await run('diagnoseConnection', { connectionId });
    await run('exportConnections', {});
    await run('connectionActions', { connectionId });
    await run('renameConnection', { connectionId, name: 'Renamed' });
    if (refused) {
      await run('signIn', { connectionId, ...refused });
      await run('editConnection', { connectionId, ...refused });
    }
    await run('signOut', { connectionId });
    await run('getLinks', { connectionId, entryId: 10 });
  }

  it('go through every flow of a user with a password', async () => {
    const id = idOf(await run('addConnection', { ...ownServer(), password: PASSWORD }));
    await run('addConnection', { ...ownServer(), password: WRONG });
    await run('addConnection', {
      ...ownServer(),
      password: WRONG,
      baseUrl: `http://ada:${WRONG}@nowhere.invalid`,
    });
    await run('addConnection', {
      ...ownServer(),
      password: WRONG,
      baseUrl: 'http://127.0.0.1:9/LFRepositoryAPI',
    });
    await everyFlow(id, { password: WRONG });
    await run('signIn', { connectionId: id, password: PASSWORD });
    await run('getLinks', { connectionId: id, entryId: 10 });
  });

  it('go through every flow of a service app', async () => {
    const id = idOf(await run('addConnection', serviceApp()));
    const refused = { accessKey: server.accessKey, servicePrincipalKey: WRONG };
    await run('addConnection', { ...serviceApp(), ...refused });
    await run('addConnection', { ...serviceApp(), accessKey: `${server.accessKey.slice(0, -9)}!` });
    await everyFlow(id, refused);
  });

  it('go through every flow of a person who signs in in the browser', async () => {
    const { clientId, repoId, baseUrl } = server;
    const place = { baseUrl: proxy.origin + new URL(baseUrl).pathname, signInOrigin: proxy.origin };
    const person = { kind: 'person', name: 'Me', domain: 'laserfiche.com', clientId, repoId, ...place };
    for (const decision of ['Deny', 'Allow']) {
      const opened = workbench().page.context().waitForEvent('page');
      const added = run('addConnection', person);
      const page = await opened;
      // A window in a browser leads addresses of its machine through a proxy, which this server does not have.
      await page.waitForURL(/oauth\/Authorize/);
      await page.goto(`${proxy.origin}/oauth/Authorize${new URL(page.url()).search}`);
      await page.getByRole('button', { name: decision }).click();
      const answer = await added;
      await page.close();
      if (decision === 'Allow') await everyFlow(idOf(answer));
    }
  });

  it('are found nowhere afterwards', async () => {
    await workbench().openContainer('Laserfiche');
    await workbench().execute('laserficheLinks.showLog');
    await workbench().page.locator('.part.panel').waitFor();
    const canaries = new Map([
      ['password', PASSWORD],
      ['wrong password', WRONG],
      ['access key', server.accessKey],
      ['private key', keyOf(server.accessKey)],
      ['service principal key', server.servicePrincipalKey],
      ...[...proxy.seen].map((secret, index) => [`passed by ${index}`, secret] as const),
    ]);
    assert.ok(proxy.seen.size > 6, `${proxy.seen.size} credentials were seen on their way`);
    assert.ok(answers.length > 40);
    assert.deepEqual(leaksIn(answers.join('\n'), canaries), [], 'answers and errors');
    assert.deepEqual(leaksIn(workbench().logs(), canaries), [], 'console and server');
    const frames = await Promise.all(
      workbench()
        .page.frames()
        .map((frame) => frame.content().catch(() => '')),
    );
    assert.ok(frames.length > 1, 'the form shows');
    assert.deepEqual(leaksIn(frames.join('\n'), canaries), [], 'page, notifications and webviews');
    assert.deepEqual(await leaksBelow(workbench().dataFolder, canaries), []);
    const logged = new Map([['a line of the log', '/Entries/10/links']]);
    assert.ok((await leaksBelow(workbench().dataFolder, logged)).length > 0, 'the log was looked through');
  });
});

/** The private half of an access key. */
function keyOf(accessKey: string): string {
  const { jwk } = JSON.parse(Buffer.from(accessKey, 'base64').toString()) as { jwk: { d: string } };
  return jwk.d;
}
