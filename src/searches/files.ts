import * as vscode from 'vscode';
import { readSavedSearches, type SavedSearch } from '../search';
import { fileName, SEARCH_SCHEME } from '../ui';
import { describeProblem, describeSearch } from './describeSearch';
import type { SearchItem, SearchStore } from './store';

export interface SearchFilesDeps {
  readonly store: SearchStore;
  /** Another search was saved in the place of one: what that found is old. */
  readonly onSaved: (item: SearchItem) => void;
  /** Why a search can't be made, as far as its server tells; undefined where it can. */
  readonly refusalOf: (search: SavedSearch) => Promise<string | undefined>;
}

/** A search as the text of an editor. */
interface Version {
  readonly key: string;
  /** The search as it was written or read, in our own layout. */
  readonly canonical: string;
  readonly text: string;
  /** Grows with every other text: VS Code asks before it writes over what it has not seen. */
  readonly mtime: number;
}

/** Searches as JSON documents that are edited like files: saving puts them back into the setting, or the recent ones. */
export class SearchFiles {
  readonly #deps: SearchFilesDeps;
  readonly #versions = new Map<string, Version>();
  readonly #writing = new Set<string>();
  /** What servers had against searches as they were saved. */
  readonly #refusals = new Map<string, { readonly canonical: string; readonly message: string }>();
  readonly #didChange = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #problems = vscode.languages.createDiagnosticCollection('laserfiche-links-searches');
  readonly #own: vscode.Disposable;
  readonly onDidChangeFile = this.#didChange.event;

  constructor(deps: SearchFilesDeps) {
    this.#deps = deps;
    this.#own = vscode.Disposable.from(
      ...[this.#problems, this.#didChange],
      deps.store.onDidChange(() => this.#compare()),
      vscode.workspace.onDidOpenTextDocument((document) => this.#look(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#look(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme !== SEARCH_SCHEME) return;
        this.#problems.delete(uri);
        this.#versions.delete(uri.toString());
        this.#refusals.delete(uri.toString());
      }),
    );
  }

  uriOf(item: SearchItem): vscode.Uri {
    const name = fileName(item.search?.name ?? '', 'search');
    return vscode.Uri.from({ scheme: SEARCH_SCHEME, path: `/${name}.json`, query: item.key });
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { text, mtime } = this.#read(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime, size: Buffer.byteLength(text) };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return Buffer.from(this.#read(uri).text);
  }

  /** Saves what is a search; for anything else it throws, and the editor keeps what was typed. */
  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const text = Buffer.from(content).toString();
    const item = this.#itemOf(uri);
    const wrong = problemIn(text);
    if (wrong) throw new Error(wrong.message);
    const raw = JSON.parse(text) as SavedSearch;
    const at = uri.toString();
    this.#writing.add(at);
    const saved = await this.save(item, raw).finally(() => this.#writing.delete(at));
    // It stays as it was typed until the search is changed elsewhere.
    const version = { key: saved.key, canonical: canonicalOf(saved), text, mtime: Date.now() };
    this.#versions.set(at, version);
    void this.#askServer(uri, saved, layOut(raw));
  }

  /** Puts a search in the place of another. Rejects where that is not there any more. */
  async save(item: SearchItem, raw: SavedSearch): Promise<SearchItem> {
    const saved = item.origin === 'saved' ? await this.#replace(item, raw) : await this.#again(item, raw);
    this.#deps.onSaved(saved);
    return saved;
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #replace(item: Extract<SearchItem, { origin: 'saved' }>, raw: SavedSearch): Promise<SearchItem> {
    const { store } = this.#deps;
    const at = store.saved().findIndex(({ key }) => key === item.key);
    await store.replace(item, raw);
    return store.saved()[at] ?? item;
  }

  /** A recent search is one that was made: its name follows what it asks, unless somebody gave it another. */
  async #again(item: Extract<SearchItem, { origin: 'recent' }>, raw: SavedSearch): Promise<SearchItem> {
    const { store } = this.#deps;
    const { name, connectionId = item.search.connectionId, ...search } = raw;
    const isOwnName = name !== describeSearch(item.search);
    const again = await store.use({ ...search, connectionId, ...(isOwnName && { name }) });
    if (again.key !== item.key) await store.remove(item);
    return again;
  }

  #itemOf(uri: vscode.Uri): SearchItem {
    const { store } = this.#deps;
    const key = this.#versions.get(uri.toString())?.key ?? uri.query;
    const item = [...store.saved(), ...store.recent()].find((one) => one.key === key);
    if (!item) throw vscode.FileSystemError.FileNotFound(uri);
    return item;
  }

  #read(uri: vscode.Uri): Version {
    const item = this.#itemOf(uri);
    const known = this.#versions.get(uri.toString());
    const canonical = canonicalOf(item);
    if (known?.canonical === canonical) return known;
    const mtime = Math.max(Date.now(), (known?.mtime ?? 0) + 1);
    const version = { key: item.key, canonical, text: canonical, mtime };
    this.#versions.set(uri.toString(), version);
    return version;
  }

  /** Searches may be edited by hand in the settings, or removed, while they are open here. */
  #compare(): void {
    const changes = [...this.#versions].flatMap(([at, { mtime }]): vscode.FileChangeEvent[] => {
      // What is being saved has another name for a moment: it is neither gone nor changed by others.
      if (this.#writing.has(at)) return [];
      const uri = vscode.Uri.parse(at);
      try {
        return this.#read(uri).mtime === mtime ? [] : [{ type: vscode.FileChangeType.Changed, uri }];
      } catch {
        return [{ type: vscode.FileChangeType.Deleted, uri }];
      }
    });
    if (changes.length > 0) this.#didChange.fire(changes);
  }

  /** What is wrong with the text, or what the server has against the search. What is no JSON VS Code marks itself. */
  #wrongIn(document: vscode.TextDocument): vscode.Diagnostic[] {
    const text = document.getText();
    const wrong = problemIn(text);
    if (wrong) return wrong.isSyntax ? [] : [diagnosticOf(document, wrong.message, wrong.part)];
    const refusal = this.#refusals.get(document.uri.toString());
    if (refusal?.canonical !== layOut(JSON.parse(text))) return [];
    return [diagnosticOf(document, refusal.message, 'query')];
  }

  async #askServer(uri: vscode.Uri, { search }: SearchItem, canonical: string): Promise<void> {
    const message = search && (await this.#deps.refusalOf(search));
    if (message === undefined) return;
    this.#refusals.set(uri.toString(), { canonical, message });
    for (const document of vscode.workspace.textDocuments) this.#look(document);
  }

  #look(document: vscode.TextDocument): void {
    if (document.uri.scheme === SEARCH_SCHEME) this.#problems.set(document.uri, this.#wrongIn(document));
  }
}

const layOut = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const canonicalOf = (item: SearchItem): string => layOut(item.origin === 'saved' ? item.raw : item.search);

/** Why a text is no search, and where. */
function problemIn(
  text: string,
): { readonly message: string; readonly part?: string; readonly isSyntax?: true } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { message: vscode.l10n.t('This is not JSON. Correct it, then save again.'), isSyntax: true };
  }
  const [problem] = readSavedSearches([value]).problems;
  if (!problem) return undefined;
  const { part } = problem;
  return { message: describeProblem(problem).what, ...(part !== undefined && { part }) };
}

/** A remark at a part of the search, else at its beginning. */
function diagnosticOf(document: vscode.TextDocument, message: string, part?: string): vscode.Diagnostic {
  const name = part === undefined ? '' : JSON.stringify(part);
  const at = name === '' ? -1 : document.getText().indexOf(name);
  const range =
    at < 0
      ? document.lineAt(0).range
      : new vscode.Range(document.positionAt(at), document.positionAt(at + name.length));
  const diagnostic = new vscode.Diagnostic(range, message);
  diagnostic.source = 'Laserfiche Links';
  return diagnostic;
}
