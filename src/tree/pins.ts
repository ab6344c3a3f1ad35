import type { Connections } from '../connections';
import {
  type ConnectionNode,
  isEntry,
  isLink,
  type PinsNode,
  pinsRow,
  type Row,
  type SearchNode,
} from './kinds';

/** Which entries are pinned, as far as the view has shown it: rows are drawn without waiting. */
export class Pins {
  readonly #recents: Connections['recents'];
  /** By connection. */
  readonly #known = new Map<string, { readonly row: PinsNode; readonly ids: ReadonlySet<number> }>();

  constructor(recents: Connections['recents']) {
    this.#recents = recents;
  }

  /** The row *Pinned* of a connection, where anything is pinned. Never rejects. */
  async rowsOf(node: ConnectionNode | SearchNode): Promise<readonly PinsNode[]> {
    const { pinned } = await this.#recents(node.connection)
      .list()
      .catch(() => ({ pinned: [] }));
    const before = this.#known.get(node.connectionId)?.row;
    // VS Code knows rows by their objects.
    const row = before?.parent === node ? before : pinsRow(node);
    this.#known.set(node.connectionId, { row, ids: new Set(pinned.map(({ id }) => id)) });
    return pinned.length > 0 ? [row] : [];
  }

  row(id: string): PinsNode | undefined {
    return [...this.#known.values()].map(({ row }) => row).find((row) => row.id === id);
  }

  has(row: Row): boolean {
    const ids = this.#known.get(row.connectionId)?.ids;
    if (!ids || ids.size === 0) return false;
    return isEntry(row) ? ids.has(row.entry.id) : isLink(row) && ids.has(row.view.otherId);
  }
}
