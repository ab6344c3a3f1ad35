/** A day, in milliseconds. */
const DAY_MS = 86_400_000;

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;

/** Whether a text is a date, or a date with a time, that exists (ISO 8601). */
export function isMoment(text: string): boolean {
  if (!DATE_ONLY.test(text) && !DATE_TIME.test(text)) return false;
  const day = text.slice(0, 10);
  const time = new Date(`${day}T00:00:00Z`);
  // 31 February would become a day in March.
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day) && !Number.isNaN(startOf(text));
}

/** The first moment that a text means; a date alone begins at midnight here. */
export function startOf(text: string): number {
  return Date.parse(DATE_ONLY.test(text) ? `${text}T00:00:00` : text);
}

/** The last moment that a text means; a date alone ends before the next midnight here. */
export function endOf(text: string): number {
  const start = startOf(text);
  if (!DATE_ONLY.test(text)) return start;
  const next = new Date(start);
  next.setDate(next.getDate() + 1);
  return next.getTime() - 1;
}

/**
 * Days for the server that hold all that is meant: what its own midnight is can't be told, so a day more on either side.
 */
export function dayBefore(text: string): string {
  return dayOf(startOf(text) - DAY_MS);
}

export function dayAfter(text: string): string {
  return dayOf(endOf(text) + DAY_MS);
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
