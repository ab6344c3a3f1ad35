import { badRequest } from '../http/problems';
import type { FieldNames } from '../wire/entries';

const MOST_FIELDS = 10;

/** The `fields` that a listing or search adds to each entry; `undefined`: none asked for. */
export function readFieldNames(query: URLSearchParams): FieldNames | undefined {
  const names = query.getAll('fields');
  if (names.length > MOST_FIELDS) throw badRequest(`At most ${MOST_FIELDS} fields can be listed.`);
  return names.length === 0 ? undefined : names;
}
