import * as vscode from 'vscode';
import type { Sandbox } from '../sandbox';

/** The embedded demo server: loaded and started on first use, one a window; windows share its state file. */
export class SandboxServer {
  readonly #storage: vscode.Uri;
  #running: Promise<Sandbox> | undefined;

  constructor(storage: vscode.Uri) {
    this.#storage = storage;
  }

  start(): Promise<Sandbox> {
    this.#running ??= this.#start().catch((error: unknown) => {
      this.#running = undefined;
      throw error;
    });
    return this.#running;
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await (await running)?.close();
  }

  async #start(): Promise<Sandbox> {
    await vscode.workspace.fs.createDirectory(this.#storage);
    const { startSandbox } = await import('../sandbox');
    return startSandbox({ stateFile: vscode.Uri.joinPath(this.#storage, 'sandbox.json').fsPath });
  }
}
