import type * as vscode from 'vscode';
import { isWithin, type Node, type Row } from './kinds';

type View = Pick<
  vscode.TreeView<Node>,
  'selection' | 'visible' | 'onDidChangeSelection' | 'onDidExpandElement' | 'onDidCollapseElement'
>;

/** What a person sees as chosen: VS Code itself also counts rows as selected that do not show. */
export class Chosen implements vscode.Disposable {
  readonly #view: View;
  /** Rows that are open, for certain. */
  readonly #open = new Set<string>();
  readonly #listeners: readonly vscode.Disposable[];
  #selected: ReadonlySet<string> = new Set();
  #isFocusKnown = false;

  constructor(view: View, onDidChangeRows: vscode.Event<unknown>) {
    this.#view = view;
    this.#listeners = [
      view.onDidExpandElement(({ element }) => this.#open.add(element.id)),
      // Whatever stands below may have been closed with it.
      view.onDidCollapseElement(({ element }) => this.#close(element)),
      view.onDidChangeSelection(({ selection }) => this.#select(selection)),
      onDidChangeRows(() => (this.#isFocusKnown = false)),
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
  saw(row: Row): void {
    for (let above = row.parent; above; above = above.parent) this.#open.add(above.id);
  }

  isOpen({ id }: Row): boolean {
    return this.#open.has(id);
  }

  /**
   * Whether VS Code can tell which row has the focus. It hears of each move of it, but not that the focused row went away
   * when rows were drawn again, or that nothing has the focus any more.
   */
  get isFocusKnown(): boolean {
    return this.#isFocusKnown;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  #select(selection: readonly Node[]): void {
    const added = selection.filter(({ id }) => !this.#selected.has(id));
    this.#selected = new Set(selection.map(({ id }) => id));
    for (const row of added) this.saw(row);
    this.#isFocusKnown = added.length > 0;
  }

  #close({ id }: Row): void {
    for (const open of this.#open) if (isWithin(open, id)) this.#open.delete(open);
  }

  #shows(row: Row): boolean {
    for (let above = row.parent; above; above = above.parent) if (!this.#open.has(above.id)) return false;
    return true;
  }
}
