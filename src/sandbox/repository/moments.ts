const ISO = /^\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}))?(?:\.\d+)?Z?)?\s*$/i;
const AMERICAN = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?)?\s*$/i;

/** A date, with or without a time of day, as `2024-01-31T14:30` or `1/31/2024 2:30 PM`; as ISO, no finer than told. */
export function readMoment(text: string): string | undefined {
  const [, day, minutes, seconds] = ISO.exec(text) ?? [];
  if (day !== undefined) return valid(joined(day, minutes, seconds));
  const [, month = '', date = '', year, hour, minute = '', second, half] = AMERICAN.exec(text) ?? [];
  if (year === undefined) return undefined;
  const told = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (hour === undefined) return valid(told);
  return valid(joined(told, `${hourOfDay(Number(hour), half)}:${minute}`, second));
}

const joined = (day: string, minutes?: string, seconds?: string): string =>
  `${day}${minutes === undefined ? '' : `T${minutes}`}${seconds === undefined ? '' : `:${seconds}`}`;

const valid = (moment: string): string | undefined =>
  Number.isNaN(Date.parse(moment.length === 10 ? moment : `${moment}Z`)) ? undefined : moment;

/** Twelve in the morning is midnight. */
function hourOfDay(hour: number, half: string | undefined): string {
  const inDay = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  return String(inDay).padStart(2, '0');
}

/** Compares what is stored with what is asked for, as finely as that is told. */
export function compareMoments(stored: string, requested: string): number {
  const whole = `${stored.slice(0, 19)}${'T00:00:00'.slice(stored.length - 10)}`.slice(0, 19);
  const told = (stored.length >= 19 ? stored : whole).slice(0, requested.length);
  return told < requested ? -1 : Number(told > requested);
}
