import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import readline from 'node:readline';

function run(...args: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'src/sandbox/cli.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

describe('sandbox: command line', () => {
  it('prints one line of JSON, serves, and ends cleanly when interrupted', async () => {
    const child = run(
      '--port',
      '0',
      '--repositories-listed=false',
      '--max-page-size=3',
      '--person-token-life=5',
    );
    assert.ok(child.stdout);
    const lines: string[] = [];
    const reader = readline.createInterface({ input: child.stdout });
    reader.on('line', (line) => lines.push(line));
    await once(reader, 'line');
    const { baseUrl, repoId, username, password } = JSON.parse(lines[0] ?? '') as Record<string, string>;
    assert.deepEqual([repoId, username], ['r-abc123', 'demo']);
    const cloud = JSON.parse(lines[0] ?? '') as Record<string, string>;
    assert.equal(`${cloud['signInOrigin'] ?? ''}/LFRepositoryAPI`, baseUrl);
    for (const name of ['accessKey', 'servicePrincipalKey', 'clientId', 'customerId']) assert.ok(cloud[name]);

    const signedIn = await fetch(`${baseUrl ?? ''}/v1/Repositories/r-abc123/Token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'password',
        username: 'demo',
        password: password ?? '',
      }).toString(),
    });
    const { access_token: token } = (await signedIn.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${token}` };
    assert.equal((await fetch(`${baseUrl ?? ''}/v1/Repositories`, { headers })).status, 404);
    const types = await fetch(`${baseUrl ?? ''}/v1/Repositories/r-abc123/LinkDefinitions`, { headers });
    assert.equal(((await types.json()) as { value: unknown[] }).value.length, 3);

    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    assert.equal(lines.length, 1);
  });

  it('says what is wrong with its arguments', async () => {
    const child = run('--max-page-size=many');
    const errors: string[] = [];
    child.stderr?.on('data', (data: Buffer) => errors.push(data.toString()));
    assert.deepEqual(await once(child, 'close'), [1, null]);
    assert.match(errors.join(''), /^--max-page-size must be a whole number\.$/m);
  });
});
