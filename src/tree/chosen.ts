import type * as vscode from 'vscode';
import { isOpenAtFirst, isWithin, type Node, type Row } from './kinds';

type View = Pick<
  vscode.TreeView<Node>,
  'selection' | 'visible' | 'onDidChangeSelection' | 'onDidExpandElement' | 'onDidCollapseElement'
>;

/** What a person sees as chosen: VS Code itself also counts rows as selected that do not show. */
export class Chosen implements vscode.Disposable {
  readonly #view: View;
  readonly #parentOf: (row: Node) => Node | undefined;
  /** Rows that are open, for certain. */
  readonly #open = new Set<string>();
  /** Rows that were closed since. */
  readonly #closed = new Set<string>();
  readonly #listeners: readonly vscode.Disposable[];
  #selected: ReadonlySet<string> = new Set();
  #isFocusKnown = false;
  #changes = 0;

  constructor(
    view: View,
    {
      getParent,
      onDidChangeTreeData,
    }: {
      readonly getParent: (row: Node) => Node | undefined;
      readonly onDidChangeTreeData: vscode.Event<unknown>;
    },
  ) {
    this.#view = view;
    this.#parentOf = getParent;
    this.#listeners = [
      view.onDidExpandElement(({ element }) => this.#opened(element)),
      // Whatever stands below may have been closed with it.
      view.onDidCollapseElement(({ element }) => this.#close(element)),
      view.onDidChangeSelection(({ selection }) => this.#select(selection)),
      onDidChangeTreeData(() => (this.#isFocusKnown = false)),
    ];
  }

  /** The selected rows that show. */
  rows(): readonly Node[] {
    return this.#view.visible ? this.shown(this.#view.selection) : [];
  }

  /** Those of some rows that show, as far as it is certain. */
  shown(rows: readonly Node[]): readonly Node[] {
    return rows.filter((row) => this.#shows(row));
  }

  /** A row was clicked or has the focus: so it shows. */
  saw(row: Node): void {
    for (const above of this.#above(row)) this.#opened(above);
  }

  isOpen(row: Row): boolean {
    return this.#open.has(row.id) || (isOpenAtFirst(row) && !this.#closed.has(row.id));
  }

  /**
   * Whether VS Code can tell which row has the focus. It hears of each move of it, but not that the focused row went away
   * when rows were drawn again, or that nothing has the focus any more.
   */
  get isFocusKnown(): boolean {
    return this.#isFocusKnown;
  }

  /** How often the selection has changed. */
  get changes(): number {
    return this.#changes;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  #select(selection: readonly Node[]): void {
    const added = selection.filter(({ id }) => !this.#selected.has(id));
    this.#selected = new Set(selection.map(({ id }) => id));
    for (const row of added) this.saw(row);
    this.#isFocusKnown = added.length > 0;
    this.#changes += 1;
  }

  #opened({ id }: Row): void {
    this.#open.add(id);
    this.#closed.delete(id);
  }

  #close({ id }: Row): void {
    this.#closed.add(id);
    for (const open of this.#open) if (isWithin(open, id)) this.#open.delete(open);
  }

  #shows(row: Node): boolean {
    return this.#above(row).every((above) => this.isOpen(above));
  }

  #above(row: Node): readonly Node[] {
    const parent = this.#parentOf(row);
    return parent ? [parent, ...this.#above(parent)] : [];
  }
}
