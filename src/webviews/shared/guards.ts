// Checks of what arrives in messages and of what was kept: nothing about it is known before.

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Entry and link type ids that may be written: positive 32-bit integers. */
export function isId(value: unknown): value is number {
  return isWholeNumber(value) && value > 0 && value <= 0x7fffffff;
}

/** Ids as a server may tell them: 0 for an entry that is gone, or above 32 bit. */
export function isWholeNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

export function isOptionalText(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || isText(value);
}

export const isAnything = (_value: unknown): _value is unknown => true;

export function listOf<T>(value: unknown, isItem: (item: unknown) => item is T): readonly T[] | undefined {
  return Array.isArray(value) && value.every(isItem) ? value : undefined;
}
