import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Connections } from '../../connections';
import type { ChangeReview } from '../../editing';
import { COMMANDS, settings, SETTINGS, UserError, type LinkArgument } from '../../host';
import { entryIcon } from '../../tree';
import { tabTitle } from '../../ui';
import { failureOf } from './failures';
import { FormHost } from './formHost';
import { readAppMessage } from './guards';
import { pageHtml } from './html';
import type { FormContents, FormSettings, HostMessage, Request, TakenBack } from './protocol';

export interface FormDeps {
  readonly connections: Connections;
  readonly explain: (error: unknown, doing: string) => string;
  readonly log: (error: unknown) => void;
  /** Shows the payloads before and after a change side by side; `name` is the entry's. */
  readonly preview: (review: ChangeReview, name: string) => PromiseLike<void>;
}

export interface FormIdentity {
  readonly connectionId: string;
  readonly sourceId: number;
}

/** One form: a webview panel and what answers it. It ends with its panel. */
export class FormPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #deps: FormDeps;
  readonly #host: FormHost;
  readonly #connectionId: string;
  readonly #subscriptions: vscode.Disposable[] = [];
  /** Requests under way, by their ids. */
  readonly #underWay = new Map<number, AbortController>();
  #sourceName: string;

  constructor(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    { connectionId, sourceId }: FormIdentity,
    deps: FormDeps,
  ) {
    this.#panel = panel;
    this.#deps = deps;
    this.#connectionId = connectionId;
    this.#sourceName = `entry ${sourceId}`;
    this.#host = new FormHost({
      connections: deps.connections,
      connectionId,
      sourceId,
      settings: () => this.#settings(),
      iconOf: (entry) => entryIcon(entry).id,
      copyText: (text) => vscode.env.clipboard.writeText(text),
      reveal: (entryId) => command(COMMANDS.revealEntry, { connectionId, entryId }),
      preview: deps.preview,
      undo: (changeId) => command<TakenBack>(COMMANDS.undoLastLinkChange, { connectionId, changeId }),
      showHistory: (entryId) => command(COMMANDS.showLinkHistory, { connectionId, entryId }),
    });
    this.#subscriptions.push(
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      deps.connections.onDidChange(() => this.#connectionsChanged()),
      deps.connections.onDidChangeLinks(({ connectionId: id, sourceId: changed, links, targetIds }) => {
        if (id !== connectionId) return;
        if (changed === this.#host.sourceId) this.#linksChanged(links);
        else if (targetIds.includes(this.#host.sourceId)) this.#reload('stale');
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        const { section, allowSelfLinks, confirmChanges, readOnly } = SETTINGS;
        const told = [allowSelfLinks, confirmChanges, readOnly];
        if (told.some((name) => change.affectsConfiguration(`${section}.${name}`))) this.#tellSettings();
      }),
    );
    panel.onDidDispose(() => this.dispose());
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, 'media/assignLinks/link-light.svg'),
      dark: vscode.Uri.joinPath(extensionUri, 'media/assignLinks/link-dark.svg'),
    };
    panel.webview.options = { enableScripts: true, localResourceRoots: resourceRoots(extensionUri) };
    panel.webview.html = page(panel.webview, extensionUri);
  }

  isOf({ connectionId, sourceId }: FormIdentity): boolean {
    return connectionId === this.#connectionId && sourceId === this.#host.sourceId;
  }

  get identity(): FormIdentity {
    return { connectionId: this.#connectionId, sourceId: this.#host.sourceId };
  }

  /** Shows the form, with rows proposed on top of what it has. Rejects when its entry can't be loaded; the form says so too. */
  async show(links: readonly LinkArgument[]): Promise<void> {
    this.#host.propose(links);
    this.#panel.reveal();
    await this.#load(false);
    if (links.length > 0) this.#post({ type: 'proposalsWaiting' });
  }

  /** Closes the tab. */
  close(): void {
    this.#panel.dispose();
  }

  /** Stops answering, but leaves the tab: it comes back after a reload of the window, which ends extensions too. */
  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #receive(message: unknown): void {
    const read = readAppMessage(message);
    if (!read) {
      this.#deps.log(new Error('The Assign Links form sent a message that is not of its protocol.'));
      return;
    }
    if (read.type === 'ready') {
      this.#post({ type: 'opened', connectionId: this.#connectionId, sourceId: this.#host.sourceId });
      return;
    }
    if (read.type === 'cancel') this.#underWay.get(read.id)?.abort();
    else void this.#reply(read.id, read.request);
  }

  async #reply(id: number, request: Request): Promise<void> {
    const cancel = new AbortController();
    this.#underWay.set(id, cancel);
    const { signal } = cancel;
    try {
      const result =
        request.kind === 'load'
          ? await this.#load(request.fresh, signal)
          : await this.#host.answer(request, signal);
      this.#post({ type: 'reply', id, result });
    } catch (error) {
      const failure = failureOf(error, request, this.#sourceName, this.#deps.explain);
      if (failure.reason !== 'cancelled') this.#deps.log(error);
      this.#post({ type: 'errorReply', id, error: failure });
    } finally {
      this.#underWay.delete(id);
    }
  }

  async #load(fresh: boolean, signal?: AbortSignal): Promise<FormContents> {
    const contents = await this.#host.load(fresh, signal);
    this.#sourceName = contents.source.path ?? contents.source.name;
    this.#panel.title = titleOf(contents.source.name);
    return contents;
  }

  #linksChanged(links: FormContents['links']): void {
    this.#post({ type: 'linksChanged', links: this.#host.setLinks(links) });
  }

  #connectionsChanged(): void {
    const connected = this.#deps.connections.list().some(({ id }) => id === this.#connectionId);
    this.#tellSettings();
    this.#reload(connected ? 'stale' : 'disconnected');
  }

  #settings(): FormSettings {
    const connection = this.#deps.connections.list().find(({ id }) => id === this.#connectionId);
    return {
      allowSelfLinks: settings.allowSelfLinks(),
      confirmChanges: settings.confirmChanges(),
      readOnly: settings.readOnly() ? 'setting' : connection?.readOnly ? 'connection' : 'no',
    };
  }

  #tellSettings(): void {
    this.#post({ type: 'settingsChanged', settings: this.#settings() });
  }

  /** A form on the screen loads at once, a hidden one when it is shown again. */
  #reload(type: 'stale' | 'disconnected'): void {
    this.#host.forget();
    this.#post({ type });
  }

  /** A message to a hidden form is lost: it asks anew when it is shown again. */
  #post(message: HostMessage): void {
    this.#panel.webview.postMessage(message).then(undefined, this.#deps.log);
  }
}

/** The label of a form's tab. */
export const titleOf = (name: string) => tabTitle(`Links of ${name}`);

/** Runs a command with an argument object: its failure is a sentence already. */
async function command<T>(id: string, args: object): Promise<T | undefined> {
  try {
    return await vscode.commands.executeCommand<T | undefined>(id, args);
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** What a form may load: its bundled style and script. */
function resourceRoots(extensionUri: vscode.Uri): vscode.Uri[] {
  return [vscode.Uri.joinPath(extensionUri, 'dist/webviews')];
}

function page(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const address = (path: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, path)).toString();
  return pageHtml({
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64url'),
    script: address('dist/webviews/assignLinks.js'),
    styles: [address('dist/webviews/assignLinks.css')],
  });
}
