import path from 'node:path';
import { isMissing, type Disk } from '../storage/disk';
import { writeDurably } from '../storage/durable';
import type { Forgotten } from './journal';

const VERSION = 1;
const NAME = 'forgotten.json';

/** What is written down of forgetting, before anything goes. */
export interface ForgottenState extends Partial<Forgotten> {
  readonly total: number;
  /** Ids of the changes that were forgotten last: they count as gone, also while some of their lines are still there. */
  readonly going: readonly string[];
}

export const NOTHING_FORGOTTEN: ForgottenState = { total: 0, going: [] };

/** Of a newer version: not to be written over. */
export class NewerState extends Error {
  override readonly name = 'NewerState';
}

/**
 * What was forgotten so far; nothing where that can't be told. Rejects with `NewerState` for one that a newer program
 * wrote, and as the disk does.
 */
export async function readForgotten(disk: Disk, folder: string): Promise<ForgottenState> {
  const bytes = await disk.readFile(path.join(folder, NAME)).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (!bytes) return NOTHING_FORGOTTEN;
  const value = parsed(Buffer.from(bytes).toString());
  if (typeof value?.v === 'number' && value.v > VERSION) throw new NewerState();
  return value?.v === VERSION && isState(value) ? value : NOTHING_FORGOTTEN;
}

export async function writeForgotten(disk: Disk, folder: string, state: ForgottenState): Promise<void> {
  await writeDurably(disk, path.join(folder, NAME), JSON.stringify({ v: VERSION, ...state }));
}

function isState(value: object): value is ForgottenState {
  const { total, going, last } = value as Partial<Record<keyof ForgottenState, unknown>>;
  return (
    Number.isSafeInteger(total) &&
    Array.isArray(going) &&
    going.every((id) => typeof id === 'string') &&
    (last === undefined || isBatch(last))
  );
}

function isBatch(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { count, until, why } = value as Partial<Record<keyof Forgotten['last'], unknown>>;
  return Number.isSafeInteger(count) && typeof until === 'string' && (why === 'age' || why === 'size');
}

function parsed(text: string): { readonly v?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
