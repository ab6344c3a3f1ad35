import { isSteady, type Row } from './kinds';

/** So many rows are made at once: a millisecond or two, a few the first time. */
const CHUNK = 250;

/** Whether making these rows takes so long that something else can happen meanwhile. */
const takeTime = (rows: readonly Row[]): boolean => rows.length > CHUNK;

/**
 * VS Code asks for all rows of a folder in one go, and whatever that takes blocks all extensions. Items for rows of a
 * big folder are therefore made before, some at a time, and handed out once. VS Code takes them as soon as it has the
 * listing: what is left one round of the event loop later is not kept, since nobody may ever ask for it.
 */
export class ReadyItems<Item> {
  readonly #batches = new Set<Map<Row, Item>>();

  async prepare(rows: readonly Row[], make: (row: Row) => Item): Promise<void> {
    if (!takeTime(rows)) return;
    const batch = new Map<Row, Item>();
    this.#batches.add(batch);
    for (const [index, row] of rows.entries()) {
      if (isSteady(row)) batch.set(row, make(row));
      if (index % CHUNK === CHUNK - 1) await letOthersRun();
    }
    setImmediate(() => this.#batches.delete(batch));
  }

  take(row: Row): Item | undefined {
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

const letOthersRun = (): Promise<void> => new Promise((resume) => setImmediate(resume));
