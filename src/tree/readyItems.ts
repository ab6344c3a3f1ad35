import type { Node } from './nodes';

/** So many rows are made at once: a millisecond or two, a few the first time. */
const CHUNK = 250;

/**
 * VS Code asks for all rows of a folder in one go, and whatever that takes blocks all extensions. Rows of a big folder
 * are made before, some at a time, and handed out once. VS Code takes them as soon as it has the listing: what is left
 * a turn later is not kept, since nobody may ever ask for it.
 */
export class ReadyItems<Item> {
  readonly #batches = new Set<Map<Node, Item>>();

  async prepare(rows: readonly Node[], make: (row: Node) => Item): Promise<void> {
    if (rows.length <= CHUNK) return;
    const batch = new Map<Node, Item>();
    this.#batches.add(batch);
    for (const [index, row] of rows.entries()) {
      // Other rows change while they stand.
      if (row.kind === 'entry' || row.kind === 'link') batch.set(row, make(row));
      if (index % CHUNK === CHUNK - 1) await nextTurn();
    }
    setImmediate(() => this.#batches.delete(batch));
  }

  take(row: Node): Item | undefined {
    for (const batch of this.#batches) {
      const item = batch.get(row);
      if (item && batch.delete(row)) return item;
    }
    return undefined;
  }

  clear(): void {
    this.#batches.clear();
  }
}

const nextTurn = (): Promise<void> => new Promise((resume) => setImmediate(resume));
