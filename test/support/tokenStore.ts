import type { StoredTokens, TokenStore, TokenLock } from '../../src/api';
import { memoryLock } from '../../src/changes';

/** A store that all "windows" of a test share, with a record of what was written. */
export class MemoryTokenStore implements TokenStore {
  readonly written: (StoredTokens | undefined)[] = [];
  /** Called before each write: throws to break the place of secrets. */
  onWrite: () => void | Promise<void> = () => undefined;

  constructor(public tokens?: StoredTokens) {}

  async read(): Promise<StoredTokens | undefined> {
    // Secret places answer later, so that others can come in between.
    await Promise.resolve();
    return this.tokens;
  }

  async write(tokens: StoredTokens | undefined): Promise<void> {
    await this.onWrite();
    this.tokens = tokens;
    this.written.push(tokens);
  }
}

/** A lock that all "windows" of a test share. */
export function sharedTurn(): TokenLock {
  return memoryLock();
}
