import { EventEmitter } from 'vscode';
import { ApiError, isUnreachable } from '../api';
import type { ConnectionState } from './types';

interface Standing {
  readonly signedIn: Exclude<ConnectionState, 'working'>;
  readonly underWay: number;
}

const UNKNOWN: Standing = { signedIn: 'idle', underWay: 0 };

/** How the sign-ins of all connections stand in this window, told by what becomes of their calls. */
export class ConnectionStates {
  readonly #standings = new Map<string, Standing>();
  readonly #didChange = new EventEmitter<string>();
  readonly onDidChange = this.#didChange.event;

  get(connectionId: string): ConnectionState {
    return stateOf(this.#standings.get(connectionId) ?? UNKNOWN);
  }

  set(connectionId: string, signedIn: Standing['signedIn']): void {
    this.#update(connectionId, (standing) => ({ ...standing, signedIn }));
  }

  /**
   * Watches a call. One that is refused means that somebody has to sign in.
   * @param isOpen false once the connection was closed, or signed in anew: what becomes of an old call tells nothing.
   */
  async watch<T>(connectionId: string, call: () => Promise<T>, isOpen: () => boolean): Promise<T> {
    const tell = (signedIn: Standing['signedIn']) => {
      if (isOpen()) this.set(connectionId, signedIn);
    };
    this.#add(connectionId, 1);
    try {
      const answer = await call();
      tell('signedIn');
      return answer;
    } catch (error) {
      if (isRefused(error)) tell('signInNeeded');
      // Who has to sign in has to do so wherever the server is.
      else if (isUnreachable(error) && !this.#needsSignIn(connectionId)) tell('unreachable');
      throw error;
    } finally {
      this.#add(connectionId, -1);
    }
  }

  forget(connectionId: string): void {
    this.#standings.delete(connectionId);
  }

  dispose(): void {
    this.#didChange.dispose();
  }

  #needsSignIn(connectionId: string): boolean {
    return this.#standings.get(connectionId)?.signedIn === 'signInNeeded';
  }

  #add(connectionId: string, calls: number): void {
    this.#update(connectionId, (standing) => ({
      ...standing,
      underWay: Math.max(0, standing.underWay + calls),
    }));
  }

  #update(connectionId: string, change: (standing: Standing) => Standing): void {
    const before = this.#standings.get(connectionId) ?? UNKNOWN;
    const after = change(before);
    this.#standings.set(connectionId, after);
    if (stateOf(before) !== stateOf(after)) this.#didChange.fire(connectionId);
  }
}

function stateOf({ signedIn, underWay }: Standing): ConnectionState {
  return underWay > 0 && signedIn !== 'signInNeeded' ? 'working' : signedIn;
}

function isRefused(error: unknown): boolean {
  return ApiError.is(error, 'badCredentials', 'unauthorized');
}
