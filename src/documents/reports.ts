import * as vscode from 'vscode';
import { unlinked } from '../domain';
import { type DiagnosisReport, reportText } from '../diagnose';
import { fileName, REPORT_SCHEME } from '../ui';

/** VS Code's own preview of Markdown as an editor: unlike its panel it tells menus what it shows. */
const PREVIEW = 'vscode.markdown.preview.editor';

/** What the open documents show, as it is copied: kept while they are open. */
const texts = new Map<string, string>();
let lastId = 0;

/** Lets VS Code read the documents of reports. */
export function registerReports(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(REPORT_SCHEME, {
      provideTextDocumentContent: (uri) =>
        unlinked(
          texts.get(uri.toString()) ?? 'This report is gone. Choose Diagnose Connection for a new one.\n',
        ),
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString())),
  );
}

/** Opens a report as a page to read; as its text where VS Code's preview of Markdown is switched off. */
export async function showReport(report: DiagnosisReport): Promise<void> {
  lastId += 1;
  const name = fileName(report.name, 'connection');
  const uri = vscode.Uri.from({ scheme: REPORT_SCHEME, path: `/${lastId}/Diagnosis of ${name}.md` });
  texts.set(uri.toString(), reportText(report));
  try {
    await vscode.commands.executeCommand('vscode.openWith', uri, PREVIEW, { preview: true });
  } catch {
    await vscode.window.showTextDocument(uri, { preview: true });
  }
}

/** The text of the report that shows: that of `uri`, else that in the active tab. */
export function shownReport(uri: unknown): string | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const shown =
    input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
  const wanted = uri instanceof vscode.Uri ? uri : shown;
  return wanted && texts.get(wanted.toString());
}
