import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { sameRepository } from '../../domain';
import { COMMANDS, describeFailure, type LinkArgument, settings, SETTINGS } from '../../ui';
import type { Language } from '../shared/language';
import { pageHtml } from '../shared/page';
import { type Ending, RpcHost } from '../shared/rpc';
import { formActions, type FormDeps } from './actions';
import { hasEdits, OwnDraft, type Drafts } from './drafts';
import { failureOf, forgotten, notUnderstood } from './failures';
import { FormHost } from './formHost';
import { readAppMessage } from './guards';
import { describeOtherRepository, repositoryOf, type FormIdentity } from './identity';
import type { Operations } from './operations';
import {
  isOperation,
  type Failure,
  type FormContents,
  type FormSettings,
  type HostMessage,
  type LastSave,
  type Opened,
  type Request,
} from './protocol';
import type { TitledForm } from './titles';
import { lastSaveOf } from './undo';

/** What all forms share. */
export interface SharedByForms {
  readonly drafts: Drafts;
  readonly operations: Operations;
  /** Whether a form of this identity is open, other than the one that asks, and can still send its rows. */
  readonly isOpen: (identity: FormIdentity, butFor: FormPanel) => boolean;
  /** What a tab is called by changed: others may have to be told apart from it. */
  readonly retitle: () => void;
}

/** A form that was closed with changes that were not sent. */
export interface ClosedForm {
  readonly name: string;
  readonly identity: FormIdentity;
  /** They come back when it is opened again. */
  readonly isKept: boolean;
}

/** One form: a webview panel and what answers it. It ends with its panel. */
export class FormPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #deps: FormDeps;
  readonly #host: FormHost;
  readonly #rpc: RpcHost<Failure>;
  /** What the window kept of the form, where its page can't read that itself. */
  readonly #keptDraft: unknown;
  readonly #operations: Operations;
  readonly #draft: OwnDraft;
  readonly #connectionId: string;
  readonly #repository: FormIdentity['repository'];
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #shared: SharedByForms;
  #sourceName: string;
  /** Name and path of the entry, once its links were read. */
  #source: FormContents['source'] | undefined;
  /** Not known before its page or what was kept of it has told. */
  #isDirty: boolean | undefined;
  /** Its draft could be kept. */
  #isKept = true;
  #isOver = false;

  constructor(
    panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    { connectionId, repository, sourceId }: FormIdentity,
    deps: FormDeps,
    shared: SharedByForms,
    keptDraft?: unknown,
  ) {
    this.#panel = panel;
    this.#deps = deps;
    this.#keptDraft = keptDraft;
    this.#rpc = new RpcHost((answer) => this.#post(answer));
    this.#operations = shared.operations;
    this.#shared = shared;
    this.#draft = new OwnDraft({
      drafts: shared.drafts,
      identity: () => ({ ...this.identity, ...(this.#source && { name: this.#source.name }) }),
      isOpen: (identity) => shared.isOpen(identity, this),
      log: deps.log,
    });
    this.#connectionId = connectionId;
    this.#repository = repositoryOf(repository);
    this.#sourceName = vscode.l10n.t('entry {0}', sourceId);
    this.#host = new FormHost({
      connections: deps.connections,
      connectionId,
      repository: this.#repository,
      sourceId,
      settings: () => this.#settings(),
      ...formActions(deps, connectionId, () => this.#host.sourceId),
    });
    this.#subscriptions.push(
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      deps.connections.onDidChange(() => this.#connectionsChanged()),
      deps.connections.onDidChangeLinks(({ madeIn, sourceId: changed, links, targetIds }) => {
        if (!sameRepository(madeIn, this.#repository)) return;
        if (changed === this.#host.sourceId) this.#linksChanged(links);
        else if (targetIds.includes(this.#host.sourceId)) this.#reload();
      }),
      deps.connections.onDidChangeLinksElsewhere(({ madeIn, entryIds }) => {
        if (sameRepository(madeIn, this.#repository) && entryIds.includes(this.#host.sourceId))
          this.#reload();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        const { section, allowSelfLinks, confirmChanges, readOnly } = SETTINGS;
        const shown = [allowSelfLinks, confirmChanges, readOnly];
        if (shown.some((name) => change.affectsConfiguration(`${section}.${name}`))) this.#tellSettings();
      }),
    );
    panel.onDidDispose(() => this.dispose());
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, 'media/assignLinks/link-light.svg'),
      dark: vscode.Uri.joinPath(extensionUri, 'media/assignLinks/link-dark.svg'),
    };
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: resourceRoots(extensionUri),
      // A page whose extension host is gone can ask VS Code itself for a new form, and nothing else.
      enableCommandUris: [COMMANDS.reopenForm],
    };
    panel.webview.html = page(panel.webview, extensionUri);
  }

  isOf({ connectionId, repository, sourceId }: FormIdentity): boolean {
    return (
      connectionId === this.#connectionId &&
      sourceId === this.#host.sourceId &&
      sameRepository(repository, this.#repository)
    );
  }

  get identity(): FormIdentity {
    const { sourceId } = this.#host;
    return { connectionId: this.#connectionId, repository: this.#repository, sourceId };
  }

  /** Its connection is there and leads to its repository. */
  get isLive(): boolean {
    const connection = this.#connection();
    return connection !== undefined && sameRepository(connection, this.#repository);
  }

  get label(): string {
    return this.#panel.title;
  }

  set label(label: string) {
    if (this.#panel.title !== label) this.#panel.title = label;
  }

  /** What its tab is called by; not known before its links were read. */
  get titled(): TitledForm | undefined {
    if (!this.#source) return undefined;
    const { id, name, path } = this.#source;
    return {
      name,
      connectionName: this.#connection()?.name ?? '',
      place: path ?? vscode.l10n.t('entry {0}', id),
      isDirty: this.#isDirty ?? false,
    };
  }

  /** Shows the form, with rows proposed on top of what it has. Rejects when its entry can't be loaded; the form says so too. */
  async show(links: readonly LinkArgument[]): Promise<void> {
    this.#host.propose(links);
    this.#panel.reveal();
    this.#post({ type: 'shown' });
    await this.#load(false);
    await this.#lookForDraft();
    if (links.length > 0) this.#post({ type: 'proposalsWaiting' });
  }

  /** What was not sent when it was closed: a save that was under way then may still go well. */
  async unsentAtEnd(): Promise<ClosedForm | undefined> {
    const { titled, identity } = this;
    if (!titled?.isDirty || (await this.#operations.isSaved(identity))) return undefined;
    return { name: titled.name, identity, isKept: this.#isKept };
  }

  /** Closes the tab. */
  close(): void {
    this.#panel.dispose();
  }

  /** Stops answering, but leaves the tab: it comes back after a reload of the window, which ends extensions too. */
  dispose(): void {
    this.#isOver = true;
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #receive(message: unknown): void {
    const read = readAppMessage(message);
    switch (read.type) {
      case 'ready':
        this.#post({ type: 'opened', ...this.identity, language: languageOfPages(), draft: this.#keptDraft });
        return;
      case 'request':
        void this.#reply(read.id, read.request);
        return;
      case 'cancel':
        this.#rpc.cancel(read.id);
        this.#operations.cancel(read.id);
        return;
      case 'received':
        this.#operations.received(read.id);
        return;
      case 'draft':
        this.#isDirty = hasEdits(read.draft);
        this.#shared.retitle();
        void this.#keepDraft(read.draft);
        return;
      case 'ping':
        this.#post({ type: 'pong' });
        return;
      case 'invalid':
        this.#deps.log(new Error('The Assign Links form sent a message that is not of its protocol.'));
        if (read.id !== undefined) this.#rpc.refuse(read.id, notUnderstood());
        return;
    }
  }

  #reply(id: number, request: Request): Promise<void> {
    return this.#rpc.answer(id, async (cancel) => {
      if (request.kind === 'outcome')
        return (await this.#operations.ending(request.id)) ?? { failure: forgotten() };
      const ending = this.#answer(request, cancel.signal);
      if (isOperation(request.kind)) this.#operations.begin(this.identity, id, request.kind, cancel, ending);
      return ending;
    });
  }

  /** Never rejects. */
  async #answer(
    request: Exclude<Request, { kind: 'outcome' }>,
    signal: AbortSignal,
  ): Promise<Ending<Failure>> {
    try {
      switch (request.kind) {
        case 'load':
          return { result: await this.#load(request.fresh, signal) };
        case 'open':
          return { result: await this.#open(request.fresh, signal) };
        default:
          return { result: await this.#host.answer(request, signal) };
      }
    } catch (error) {
      const failure = failureOf(error, request, this.#sourceName, describeFailure);
      if (failure.reason !== 'cancelled') this.#deps.log(error);
      return { failure };
    }
  }

  async #open(fresh: boolean, signal: AbortSignal): Promise<Opened> {
    const contents = await this.#load(fresh, signal);
    // Of which entry it is, a shortcut's form knows only now.
    const draft = await this.#draft.take();
    if (hasEdits(draft)) this.#isDirty = true;
    this.#shared.retitle();
    const operations = this.#operations.of(this.identity);
    const isFollowed = operations.some(({ kind }) => kind === 'apply');
    const lastSave = draft === undefined || isFollowed ? undefined : await this.#lastSave();
    return { contents, draft, operations, lastSave };
  }

  /** Of a save that a former extension host did not live to tell of. */
  async #lastSave(): Promise<LastSave | undefined> {
    const since = await this.#draft.savingSince();
    return since === undefined
      ? undefined
      : lastSaveOf(await this.#deps.connections.journal.list(), this.identity, since);
  }

  /** A form that is hidden before its page has asked for its draft is marked all the same. */
  async #lookForDraft(): Promise<void> {
    if (this.#isDirty !== undefined) return;
    const unsent = await this.#shared.drafts.unsent().catch(() => []);
    this.#isDirty ??= unsent.some((one) => this.isOf(one));
    this.#shared.retitle();
  }

  async #keepDraft(draft: unknown): Promise<void> {
    this.#isKept = await this.#draft.keep(draft);
    if (!this.#isKept) this.#post({ type: 'draftNotKept' });
  }

  async #load(fresh: boolean, signal?: AbortSignal): Promise<FormContents> {
    const contents = await this.#host.load(fresh, signal);
    this.#sourceName = contents.source.path ?? contents.source.name;
    this.#source = contents.source;
    this.#shared.retitle();
    return contents;
  }

  #linksChanged(links: FormContents['links']): void {
    this.#post({ type: 'linksChanged', links: this.#host.setLinks(links) });
  }

  #connectionsChanged(): void {
    const connection = this.#connection();
    this.#tellSettings();
    this.#host.forget();
    this.#shared.retitle();
    if (!connection) this.#post({ type: 'disconnected' });
    else if (this.isLive) this.#reload();
    else
      this.#post({ type: 'otherRepository', message: describeOtherRepository(this.#repository, connection) });
  }

  #connection() {
    return this.#deps.connections.list().find(({ id }) => id === this.#connectionId);
  }

  #settings(): FormSettings {
    const connection = this.#connection();
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
  #reload(): void {
    this.#host.forget();
    this.#post({ type: 'stale' });
  }

  /** A message to a hidden form is lost: it asks anew when it is shown again. One to a closed form has no reader. */
  #post(message: HostMessage): void {
    if (this.#isOver) return;
    this.#panel.webview.postMessage(message).then(undefined, this.#deps.log);
  }
}

/** What a page needs to speak the person's language. */
function languageOfPages(): Language {
  const { bundle } = vscode.l10n;
  return { code: vscode.env.language, ...(bundle && { bundle }) };
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
    language: vscode.env.language,
    title: vscode.l10n.t('Assign Links'),
    script: address('dist/webviews/assignLinks.js'),
    styles: [address('dist/webviews/assignLinks.css')],
  });
}
