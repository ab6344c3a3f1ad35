import { CHECK_IDS, type CheckId, type CheckOptions } from '../../audit';
import {
  anyOf,
  file,
  type Field,
  form,
  id,
  ids,
  mapArguments,
  oneOf,
  optional,
  part,
  parts,
  text,
  texts,
} from '../schema';
import { query } from '../search/queryArguments';
import type { AuditSet } from '../../audit';

export interface AuditArguments {
  readonly connectionId: string;
  readonly set: AuditSet;
  readonly checks?: readonly CheckId[];
  readonly options?: CheckOptions;
  /** Where the report is written. */
  readonly file?: string;
}

/** What a report can be, by the ending of its file. */
export const FILE_ENDING = /\.(csv|json|md)$/i;

const checks = (): Field<readonly CheckId[], false> => {
  const one = oneOf(...CHECK_IDS);
  return {
    isOptional: false,
    shown: '[check]',
    read(value, at, fail) {
      if (!Array.isArray(value) || value.length === 0) return fail(`"${at}" must be a list of checks`);
      return value.map((item: unknown, index) => one.read(item, `${at}[${index}]`, fail));
    },
  };
};

const reportFile = (): Field<string, false> => ({
  isOptional: false,
  read(value, at, fail) {
    const read = file().read(value, at, fail);
    return FILE_ENDING.test(read) ? read : fail(`"${at}" must end with .csv, .json or .md`);
  },
});

const OPTIONS = mapArguments(
  form({
    required: optional(parts(form({ linkTypeId: id(), as: optional(oneOf('source', 'target', 'either')) }))),
    hubAbove: optional(id()),
    rareBelow: optional(id()),
    requiredProperties: optional(parts(form({ linkTypeId: id(), names: texts() }))),
    orderingTypeIds: optional(ids()),
  }),
  ({ required, requiredProperties, ...given }): CheckOptions => ({
    ...given,
    ...(required && { required: required.map((one) => ({ as: 'either' as const, ...one })) }),
    ...(requiredProperties && {
      requiredProperties: Object.fromEntries(
        requiredProperties.map(({ linkTypeId, names }) => [linkTypeId, names] as const),
      ),
    }),
  }),
);

const SHARED = {
  connectionId: text(),
  checks: optional(checks()),
  options: optional({
    ...part(OPTIONS),
    shown:
      '{ required?: [{ linkTypeId, as? }], hubAbove?, rareBelow?, requiredProperties?, orderingTypeIds? }',
  }),
  file: optional(reportFile()),
};

/** Whoever asks for that check alone by name must say which links are required. */
const rule = {
  check: (given: { readonly checks?: readonly CheckId[]; readonly options?: CheckOptions }) =>
    given.checks?.includes('missingLink') && (given.options?.required ?? []).length === 0
      ? '"checks" has "missingLink", so "options.required" must name a link type'
      : undefined,
};

/** The whole repository, or a part of it. */
export const AUDIT_ARGUMENTS = anyOf(
  mapArguments(form(SHARED, rule), (given): AuditArguments => ({ ...given, set: { query: {} } })),
  mapArguments(
    form({ ...SHARED, in: id() }, { ...rule, note: 'a folder with its subfolders' }),
    ({ in: folder, ...given }): AuditArguments => ({ ...given, set: { in: folder } }),
  ),
  mapArguments(form({ ...SHARED, query: query() }, rule), ({ query: asked, ...given }): AuditArguments => ({
    ...given,
    set: { query: asked },
  })),
  mapArguments(form({ ...SHARED, command: text() }, rule), ({ command, ...given }): AuditArguments => ({
    ...given,
    set: { command },
  })),
  mapArguments(form({ ...SHARED, entryIds: ids() }, rule), ({ entryIds, ...given }): AuditArguments => ({
    ...given,
    set: { entryIds },
  })),
);
