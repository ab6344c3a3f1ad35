import { isMoment, type LinkCondition, type SearchQuery } from '../../search';
import { type Field, flag, form, id, oneOf, optional, part, parts, text } from '../schema';

const END = oneOf('source', 'target', 'either');
const TYPES = oneOf('Document', 'Folder', 'Shortcut', 'RecordSeries');

const LINK = form({
  has: flag(),
  linkTypeId: optional(id()),
  as: optional(END),
  with: optional(id()),
});

/** A date, or a date with a time. */
const moment = (): Field<string, false> => ({
  isOptional: false,
  shown: 'ISO date',
  read(value, at, fail) {
    const read = text().read(value, at, fail);
    return isMoment(read) ? read : fail(`"${at}" must be a date like 2026-01-31 or 2026-01-31T08:00:00Z`);
  },
});

const QUERY = form(
  {
    text: optional(text()),
    name: optional(text()),
    in: optional(id()),
    subfolders: optional(flag()),
    entryType: optional(TYPES),
    template: optional(text()),
    field: optional(part(form({ name: text(), value: text('orEmpty') }))),
    creator: optional(text()),
    createdAfter: optional(moment()),
    createdBefore: optional(moment()),
    modifiedAfter: optional(moment()),
    modifiedBefore: optional(moment()),
    links: optional(parts<LinkCondition>(LINK)),
  },
  {
    check: (query) =>
      query.subfolders !== undefined && query.in === undefined
        ? '"subfolders" says nothing without "in"'
        : undefined,
  },
);

/** A question about entries; what is left out says nothing. */
export const query = (): Field<SearchQuery, false> => {
  const read = part<SearchQuery>(QUERY);
  return { ...read, shown: '{ text?, name?, in?, subfolders?, entryType?, template?, field?, …, links? }' };
};
