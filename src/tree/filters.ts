import type { ParentNode } from './nodes';

/** For what folders are filtered, by the ids of their rows: a filter outlives a refresh. */
export class Filters {
  readonly #texts = new Map<string, string>();

  of({ id }: ParentNode): string | undefined {
    return this.#texts.get(id);
  }

  /** Whether that changed anything. */
  set({ id }: ParentNode, text: string | undefined): boolean {
    const wanted = text?.trim() ?? '';
    if (wanted === (this.#texts.get(id) ?? '')) return false;
    if (wanted === '') this.#texts.delete(id);
    else this.#texts.set(id, wanted);
    return true;
  }

  get any(): boolean {
    return this.#texts.size > 0;
  }
}
