import { setTimer, type SetTimer } from '../api';
import type { Node } from './kinds';

/** So long nobody has asked for rows. */
const QUIET_MS = 100;

/**
 * Rows with many below them that say something else since what stands below them was read. They are drawn again as soon as VS Code has asked
 * for no rows for a moment: it drops rows that are on their way while a row above them is drawn.
 */
export class Recounted {
  readonly #rows = new Set<Node>();
  readonly #draw: (rows: readonly Node[]) => void;
  readonly #setTimer: SetTimer;
  #underWay = 0;
  #stop: (() => void) | undefined;

  constructor(draw: (rows: readonly Node[]) => void, clock: SetTimer = setTimer) {
    this.#draw = draw;
    this.#setTimer = clock;
  }

  add(row: Node): void {
    this.#rows.add(row);
  }

  /** Rows are being asked for until `work` is done. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    this.#stop?.();
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0 && this.#rows.size > 0)
        this.#stop = this.#setTimer(QUIET_MS, () => this.#tell());
    }
  }

  dispose(): void {
    this.#stop?.();
    this.#rows.clear();
  }

  #tell(): void {
    const rows = [...this.#rows];
    this.#rows.clear();
    this.#draw(rows);
  }
}
