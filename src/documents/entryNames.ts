import * as vscode from 'vscode';
import { oneLine } from '../domain';
import { PREVIEW_SCHEME } from './virtualDocuments';

/** What ids in a payload stand for. */
export interface EntryNames {
  /** The whole path of an entry. */
  readonly entry: (entryId: number) => string;
  /** The last part of it. */
  readonly short: (entryId: number) => string;
  /** Both labels of a link type. */
  readonly type: (linkTypeId: number) => string;
}

const namesAt = new Map<string, EntryNames>();
let provider: vscode.Disposable | undefined;

/** Shows what ids stand for beside them, as hints: the text of the document stays exactly what is sent. */
export function nameIds(document: vscode.Uri, names: EntryNames): void {
  namesAt.set(document.toString(), names);
  provider ??= vscode.Disposable.from(
    vscode.languages.registerInlayHintsProvider({ scheme: PREVIEW_SCHEME }, { provideInlayHints: hintsIn }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => namesAt.delete(uri.toString())),
  );
}

/** A line of a payload that holds an id: a property of this name holds a text, in quotes. */
const ID_LINE = /^\s*"(targetId|linkTypeId)": (\d+),?$/;

function hintsIn(document: vscode.TextDocument, { start, end }: vscode.Range): vscode.InlayHint[] {
  const names = namesAt.get(document.uri.toString());
  if (!names) return [];
  const hints: vscode.InlayHint[] = [];
  for (let line = start.line; line <= end.line; line += 1) {
    const [text, what, digits] = ID_LINE.exec(document.lineAt(line).text) ?? [];
    if (text === undefined) continue;
    const id = Number(digits);
    const [name, whole] =
      what === 'targetId' ? [names.short(id), names.entry(id)] : [names.type(id), names.type(id)];
    const hint = new vscode.InlayHint(new vscode.Position(line, text.length), oneLine(name));
    hint.paddingLeft = true;
    hint.tooltip = oneLine(whole);
    hints.push(hint);
  }
  return hints;
}
