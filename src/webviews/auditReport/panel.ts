import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { PANELS } from '../../ui';
import { pageHtml } from '../shared/page';
import { readAppMessage } from './guards';
import type { ExportFormat, HostMessage, ReportHead, ReportProgress, ReportRow } from './protocol';

/** What became of a report since it was last told. */
export type ReportChange = Exclude<HostMessage, { readonly type: 'language' }>;

/** What a report shows, and what can be done with it. It goes on when its page is closed. */
export interface ReportSource {
  readonly head: ReportHead;
  readonly rows: readonly ReportRow[];
  /** Findings that were mended from here. */
  readonly mended: ReadonlySet<number>;
  readonly progress: ReportProgress;
  readonly onDidChange: vscode.Event<ReportChange>;
  control(action: 'pause' | 'goOn' | 'cancel'): void;
  /** Shows the entry of a finding in the tree. */
  open(id: number): void;
  /** Plans what would mend these, asks, and carries it out. */
  mend(ids: readonly number[]): void;
  export(format: ExportFormat): void;
  copy(): void;
}

/** Shows a report in a tab of its own, or brings its tab to the front. */
export class ReportPanels implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #open = new Map<ReportSource, vscode.WebviewPanel>();

  constructor(extensionUri: vscode.Uri) {
    this.#extensionUri = extensionUri;
  }

  show(source: ReportSource): void {
    const known = this.#open.get(source);
    if (known) {
      known.reveal();
      return;
    }
    const roots = [vscode.Uri.joinPath(this.#extensionUri, 'dist/webviews')];
    const panel = vscode.window.createWebviewPanel(
      PANELS.auditReport,
      source.head.title,
      vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: roots, enableFindWidget: true },
    );
    this.#open.set(source, panel);
    const post = (message: HostMessage) => void panel.webview.postMessage(message);
    const listeners = vscode.Disposable.from(
      source.onDidChange(post),
      panel.webview.onDidReceiveMessage((message: unknown) => receive(source, message, post)),
    );
    panel.onDidDispose(() => {
      listeners.dispose();
      this.#open.delete(source);
    });
    panel.webview.html = this.#page(panel.webview, source.head.title);
  }

  isOpen(source: ReportSource): boolean {
    return this.#open.has(source);
  }

  dispose(): void {
    for (const panel of this.#open.values()) panel.dispose();
  }

  #page(webview: vscode.Webview, title: string): string {
    const address = (file: string) =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.#extensionUri, 'dist/webviews', file)).toString();
    return pageHtml({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
      language: vscode.env.language,
      title,
      script: address('auditReport.js'),
      styles: [address('auditReport.css')],
    });
  }
}

function receive(source: ReportSource, received: unknown, post: (message: HostMessage) => void): void {
  const message = readAppMessage(received);
  switch (message?.type) {
    case 'ready': {
      const { bundle } = vscode.l10n;
      post({ type: 'language', language: { code: vscode.env.language, ...(bundle && { bundle }) } });
      post({ type: 'report', head: source.head, rows: source.rows });
      post({ type: 'mended', ids: [...source.mended] });
      post({ type: 'progress', progress: source.progress });
      return;
    }
    case 'control':
      source.control(message.action);
      return;
    case 'open':
      source.open(message.id);
      return;
    case 'mend':
      source.mend(message.ids);
      return;
    case 'export':
      source.export(message.format);
      return;
    case 'copy':
      source.copy();
      return;
    case undefined:
  }
}
