/** The first system error code in a chain of causes. */
export function errorCodeOf(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at instanceof AggregateError) {
      const inner = at.errors.map(errorCodeOf).find((code) => code !== undefined);
      if (inner) return inner;
    }
  }
  return undefined;
}
