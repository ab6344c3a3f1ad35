// A connection to a server of its own, for suites that look at what is sent.
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/ui/ids';
import { startSandbox, type Sandbox } from '../../src/sandbox';

export const EMAIL = 10;
export const ATTACHMENT = 15;
export const MESSAGE = 1;

export const run = <T>(command: string, ...args: unknown[]): Promise<T> =>
  Promise.resolve(vscode.commands.executeCommand<T>(command, ...args));

export interface Server {
  readonly sandbox: Sandbox;
  readonly connectionId: string;
  /** Method and path of each request since the last look. */
  readonly received: () => string[];
  readonly close: () => Promise<void>;
}

export async function connectServer(name: string): Promise<Server> {
  const requests: string[] = [];
  const sandbox = await startSandbox({ onRequest: ({ method, path }) => requests.push(`${method} ${path}`) });
  const { baseUrl, repoId, username, password } = sandbox;
  const connection = { name, kind: 'selfHosted', baseUrl, repoId, username, password };
  const { connectionId } = await run<{ connectionId: string }>(COMMANDS.addConnection, connection);
  return {
    sandbox,
    connectionId,
    received: () => requests.splice(0),
    async close() {
      await run(COMMANDS.removeConnection, { connectionId });
      await sandbox.close();
    },
  };
}

/** Changes a setting of ours for a while; the function it gives puts it back. */
export async function configure(name: string, value: unknown): Promise<() => Thenable<void>> {
  const settings = () => vscode.workspace.getConfiguration('laserficheLinks');
  await settings().update(name, value, vscode.ConfigurationTarget.Global);
  return () => settings().update(name, undefined, vscode.ConfigurationTarget.Global);
}
