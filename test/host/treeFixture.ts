// The tree over real connections to a sandbox of its own, with every request of the sandbox at hand.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { createConnections } from '../../src/connections';
import { describeFailure } from '../../src/ui/messages/describeError';
import { startSandbox, type ObservedRequest } from '../../src/sandbox';
import { RepositoryTree, treeParts, type Node } from '../../src/tree';

export interface TreeFixture extends Awaited<ReturnType<typeof openTree>> {
  readonly close: () => Promise<void>;
}

/** A sandbox, a connection to it and the tree. `pageSize` is 150, as people have it. */
export async function openTree() {
  const seen: ObservedRequest[] = [];
  const secrets = new Map<string, string>();
  const sandbox = await startSandbox({ onRequest: (request) => seen.push(request) });
  const connections = createConnections({
    context: memoryContext(secrets),
    onExchange: () => undefined,
    onJournalNotice: () => undefined,
  });
  const { baseUrl, repoId, username, password } = sandbox;
  const connection = await connections.add({
    kind: 'selfHosted',
    name: 'Test',
    baseUrl,
    repoId,
    username,
    password,
  });
  const tree = new RepositoryTree({
    connections,
    pageSize: () => 150,
    describeFailure,
    log: () => undefined,
    parts: () => Promise.resolve(treeParts),
  });
  const fired: (Node | undefined)[] = [];
  tree.onDidChangeTreeData((rows) => fired.push(...(Array.isArray(rows) ? rows : [rows])));

  /** Opens rows by their labels, one below the other, as a person does, and gives the last one. */
  const open = async (...labels: string[]): Promise<Node> => {
    let rows = await tree.getChildren();
    let row = rows[0];
    for (const label of labels) {
      rows = await tree.getChildren(row);
      row = rows.find((child) => tree.labelOf(child) === label);
      assert.ok(row, `no row "${label}" among ${rows.map((child) => tree.labelOf(child)).join(', ')}`);
    }
    assert.ok(row);
    return row;
  };

  return {
    sandbox,
    connections,
    connection,
    tree,
    open,
    forgetPasswords: () => secrets.clear(),
    /** Labels of the rows below a row. */
    labels: async (row: Node) => (await tree.getChildren(row)).map((child) => tree.labelOf(child)),
    /** What the sandbox was asked while `action` ran, as method and path within the repository; sign-ins left out. */
    requestsOf: async (action: () => Promise<unknown>): Promise<string[]> => {
      const from = seen.length;
      await action();
      return seen
        .slice(from)
        .filter(({ path }) => !path.endsWith('/Token'))
        .map(({ method, path }) => `${method} ${(path.split(`/${repoId}/`)[1] ?? path).split('?')[0] ?? ''}`);
    },
    /** Ids of the rows that the tree asked VS Code to draw again while `action` ran. */
    firedBy: async (action: () => unknown): Promise<(string | undefined)[]> => {
      fired.length = 0;
      await action();
      return fired.map((row) => row?.id);
    },
    close: async () => {
      tree.dispose();
      connections.dispose();
      await sandbox.close();
    },
  };
}

function ownFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'laserfiche-links-storage-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An extension's storage that ends with the test. */
export function memoryContext(
  secrets: Map<string, string>,
  storage = ownFolder(),
): Parameters<typeof createConnections>[0]['context'] {
  const state = new Map<string, unknown>();
  const secretsChanged = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  return {
    globalState: {
      keys: () => [...state.keys()],
      get: <T>(key: string, fallback?: T) => (state.has(key) ? (state.get(key) as T) : fallback) as T,
      update: (key: string, value: unknown) => Promise.resolve(void state.set(key, value)),
      setKeysForSync: () => undefined,
    },
    secrets: {
      get: (key) => Promise.resolve(secrets.get(key)),
      store: (key, value) => {
        secrets.set(key, value);
        secretsChanged.fire({ key });
        return Promise.resolve();
      },
      delete: (key) => {
        secrets.delete(key);
        secretsChanged.fire({ key });
        return Promise.resolve();
      },
      onDidChange: secretsChanged.event,
    },
    globalStorageUri: vscode.Uri.file(storage),
  };
}
