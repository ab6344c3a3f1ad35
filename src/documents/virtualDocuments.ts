import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { unlinked } from '../domain';
import { fileName, REPORT_SCHEME } from '../ui';

/** Scheme of documents that show links before and after a change. */
export const PREVIEW_SCHEME = 'laserfiche-links-preview';
/** Scheme of documents that show the links of an entry as they were read. */
const LINKS_SCHEME = 'laserfiche-links-json';

/** VS Code's own preview of Markdown as an editor: unlike its panel it tells menus what it shows. */
const MARKDOWN_PREVIEW = 'vscode.markdown.preview.editor';

/** What the open documents of the extension show, by their address: kept while they are open. */
const contents = new Map<string, string>();

/** Lets VS Code read the documents that exist in this window only. */
export function registerDocuments(): vscode.Disposable {
  const provide = (textOf: (content: string | undefined) => string): vscode.TextDocumentContentProvider => ({
    provideTextDocumentContent: (uri) => textOf(contents.get(uri.toString())),
  });
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(
      PREVIEW_SCHEME,
      provide((content = documentIsGone()) => content),
    ),
    vscode.workspace.registerTextDocumentContentProvider(
      LINKS_SCHEME,
      provide((content = documentIsGone()) => content),
    ),
    vscode.workspace.registerTextDocumentContentProvider(
      REPORT_SCHEME,
      provide((content = reportIsGone()) => unlinked(content)),
    ),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => contents.delete(uri.toString())),
  );
}

/**
 * Adds a document, at an address that no other has ever had: VS Code brings editors back after a restart, and an old
 * one must not show what a new one is about.
 */
export function addDocument(
  scheme: string,
  { file, text }: { readonly file: string; readonly text: string },
): vscode.Uri {
  // In the query, since the path is shown.
  const query = randomBytes(9).toString('base64url');
  const uri = vscode.Uri.from({ scheme, path: `/${file}`, query });
  contents.set(uri.toString(), text);
  return uri;
}

/** Adds what a document was before: of the same path, or a comparison would tell that the file was renamed. */
export function addBefore(document: vscode.Uri, text: string): vscode.Uri {
  const uri = document.with({ query: `${document.query}&before` });
  contents.set(uri.toString(), text);
  return uri;
}

/** Opens a report in Markdown as a page to read; as its text where VS Code's preview of Markdown is switched off. */
export async function showReport({
  title,
  text,
}: {
  readonly title: string;
  readonly text: string;
}): Promise<void> {
  const uri = addDocument(REPORT_SCHEME, { file: `${fileName(title, 'report')}.md`, text });
  try {
    await vscode.commands.executeCommand('vscode.openWith', uri, MARKDOWN_PREVIEW, { preview: true });
  } catch {
    await vscode.window.showTextDocument(uri, { preview: true });
  }
}

/** Shows links as a JSON document that can be read and copied from, and closed without a question. */
export async function showLinks({
  name,
  json,
}: {
  readonly name: string;
  readonly json: string;
}): Promise<void> {
  const uri = addDocument(LINKS_SCHEME, { file: `${fileName(name, 'links')}.json`, text: json });
  await vscode.window.showTextDocument(uri, { preview: false });
}

/** The text of the report that shows: that of `uri`, else that in the active tab. */
export function shownReport(uri: unknown): string | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const shown =
    input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
  const asked = uri instanceof vscode.Uri ? uri : shown;
  return asked?.scheme === REPORT_SCHEME ? contents.get(asked.toString()) : undefined;
}

/** What an editor of an earlier session shows: what stood in it was true then, and was kept nowhere. */
function documentIsGone(): string {
  return `${vscode.l10n.t('What this editor showed was not kept when VS Code was closed. Choose the command once more.')}\n`;
}

function reportIsGone(): string {
  return `${vscode.l10n.t('This report is gone. Choose Diagnose Connection for a new one.')}\n`;
}
