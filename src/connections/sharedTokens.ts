import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseTokens, serializeTokens, type StoredTokens, type TokenStore } from '../api';
import { nodeDisk } from '../changes';

/** What another window wrote must have come through after so long. */
const ARRIVAL_TIMEOUT_MS = 3000;
const LOOK_AGAIN_MS = 25;

/** Where one secret is kept, by all windows. */
export interface SecretPlace {
  read(): Promise<string | undefined>;
  write(secret: string): Promise<void>;
  forget(): Promise<void>;
}

/** What the file says of the last write: nothing in it is secret. */
interface Mark {
  /** Counts the writes. */
  readonly generation: number;
  /** Whether somebody is signed in since. */
  readonly signedIn: boolean;
}

interface Kept extends StoredTokens {
  readonly generation: number;
  /** The same for all tokens that follow from one sign-in. */
  readonly signInId: string;
}

const NOTHING: Mark = { generation: 0, signedIn: true };

/**
 * The tokens of a person in secret storage. What a window writes there reaches the others a little later, and the
 * browser's not at all: a small file beside tells how many writes there were, and a read waits for the last of them.
 * Used up refresh tokens are never answered; where the last ones do not come, nobody counts as signed in here.
 */
export class SharedTokens implements TokenStore {
  readonly #secret: SecretPlace;
  readonly #file: string;
  readonly #timeoutMs: number;

  constructor(
    secret: SecretPlace,
    { folder, id, timeoutMs = ARRIVAL_TIMEOUT_MS }: { folder: string; id: string; timeoutMs?: number },
  ) {
    this.#secret = secret;
    this.#file = path.join(folder, `${createHash('sha256').update(id).digest('hex').slice(0, 32)}.sign-in`);
    this.#timeoutMs = timeoutMs;
  }

  async read(): Promise<StoredTokens | undefined> {
    const deadline = performance.now() + this.#timeoutMs;
    for (;;) {
      const [mark, kept] = [await this.#mark(), parseKept(await this.#secret.read())];
      if (kept && kept.generation >= mark.generation && (mark.signedIn || kept.generation > mark.generation))
        return tokensOf(kept);
      // Nobody ever signed in, or the last write was a sign-out.
      if (mark === NOTHING || !mark.signedIn || performance.now() > deadline) return undefined;
      await delay(LOOK_AGAIN_MS);
    }
  }

  /** Only under the connection's lock: nobody else writes meanwhile. */
  async write(tokens: StoredTokens | undefined): Promise<void> {
    if (!tokens) return this.#end();
    const kept = parseKept(await this.#secret.read());
    await this.#put(tokens, kept, kept?.signInId ?? randomUUID());
  }

  /** Keeps what the browser gave: a sign-in of its own, maybe of somebody else. Only under the lock, too. */
  async begin(tokens: StoredTokens): Promise<void> {
    await this.#put(tokens, parseKept(await this.#secret.read()), randomUUID());
  }

  /** Nobody is signed in any more, also where secret storage neither tells nor forgets what it has. */
  async #end(): Promise<void> {
    const before = parseKept(await this.#secret.read().catch(() => undefined));
    const generation = (await this.#generation(before)) + 1;
    const marked = await Promise.allSettled([this.#setMark({ generation, signedIn: false })]);
    await this.#secret.forget();
    for (const one of marked) if (one.status === 'rejected') throw one.reason;
  }

  async #put(tokens: StoredTokens, before: Kept | undefined, signInId: string): Promise<void> {
    const generation = (await this.#generation(before)) + 1;
    // The secret first: a window that dies between the two leaves tokens that are newer than the file says.
    await this.#secret.write(serializeKept({ ...tokens, generation, signInId }));
    await this.#setMark({ generation, signedIn: true });
  }

  /** Of the last write. */
  async #generation(kept: Kept | undefined): Promise<number> {
    return Math.max((await this.#mark()).generation, kept?.generation ?? 0);
  }

  async #mark(): Promise<Mark> {
    try {
      const { generation, signedIn } = JSON.parse(await readFile(this.#file, 'utf8')) as Partial<Mark>;
      return typeof generation === 'number' && typeof signedIn === 'boolean'
        ? { generation, signedIn }
        : NOTHING;
    } catch {
      return NOTHING;
    }
  }

  async #setMark(mark: Mark): Promise<void> {
    const draft = `${this.#file}.draft`;
    await mkdir(path.dirname(this.#file), { recursive: true });
    await writeFile(draft, JSON.stringify(mark), { mode: 0o600 });
    await nodeDisk.rename(draft, this.#file);
  }
}

/** Names the sign-in that a secret's tokens follow from: a refresh does not change it. */
export function signInIdOf(secret: string | undefined): string | undefined {
  return parseKept(secret)?.signInId;
}

function tokensOf({ accessToken, expiresAt, refreshToken }: Kept): StoredTokens {
  return { accessToken, expiresAt, refreshToken };
}

function serializeKept(kept: Kept): string {
  const { generation, signInId } = kept;
  return JSON.stringify({ tokens: serializeTokens(kept), generation, signInId });
}

function parseKept(secret: string | undefined): Kept | undefined {
  try {
    const json = JSON.parse(secret ?? 'null') as Readonly<Record<string, unknown>> | null;
    const { tokens: text, generation, signInId } = json ?? {};
    const tokens = parseTokens(typeof text === 'string' ? text : undefined);
    return tokens && Number.isSafeInteger(generation) && typeof signInId === 'string'
      ? { ...tokens, generation: generation as number, signInId }
      : undefined;
  } catch {
    return undefined;
  }
}
