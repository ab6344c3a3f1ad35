/**
 * Which connection the person works with: that of the row or form looked at last, else the only one there is.
 * `known` are the ids of all connections.
 */
export class ActiveConnection {
  readonly #known: () => readonly string[];
  readonly #changed: () => void;
  #latest: string | undefined;

  constructor(known: () => readonly string[], changed: () => void) {
    this.#known = known;
    this.#changed = changed;
  }

  /** The person looks at something of this connection, or chose it. */
  looksAt(connectionId: string | undefined): void {
    if (connectionId === undefined || connectionId === this.#latest) return;
    this.#latest = connectionId;
    this.#changed();
  }

  get id(): string | undefined {
    const known = this.#known();
    if (this.#latest !== undefined && known.includes(this.#latest)) return this.#latest;
    return known.length === 1 ? known[0] : undefined;
  }
}
