import { createHash } from 'node:crypto';
import type { Connection } from './saved';
import { signInIdOf } from './sharedTokens';

/** What was last seen of a connection's secret: nothing that tells it. */
type Fingerprint = string;
const NONE: Fingerprint = '';

/** Tells whether a secret is another one than this window knows: most events are of its own writes, or of a renewal. */
export class SecretFingerprints {
  readonly #seen = new Map<string, Fingerprint>();

  note(connection: Connection, secret: string | undefined): void {
    this.#seen.set(connection.id, fingerprintOf(connection, secret));
  }

  /** Notes the secret; `same` when the person, password or keys are those known before, or nobody had looked yet. */
  compare(connection: Connection, secret: string | undefined): 'same' | 'gone' | 'another' {
    const before = this.#seen.get(connection.id);
    const now = fingerprintOf(connection, secret);
    this.#seen.set(connection.id, now);
    if (before === now || (before === undefined && now !== NONE)) return 'same';
    return now === NONE ? 'gone' : 'another';
  }

  forget(connectionId: string): void {
    this.#seen.delete(connectionId);
  }
}

function fingerprintOf({ kind }: Connection, secret: string | undefined): Fingerprint {
  if (secret === undefined) return NONE;
  const text = kind === 'person' ? (signInIdOf(secret) ?? '') : secret;
  return createHash('sha256').update(text).digest('base64');
}
