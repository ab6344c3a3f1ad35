import { openMetadataHolder } from './lookup';
import { invalid, locked } from './refusal';
import type { Definitions, RepositoryState, StoredEntry } from './state';

/** Values by the names of fields, as a request has them. */
export type FieldValues = ReadonlyMap<string, readonly string[]>;

/** The state with an entry's metadata changed; for a shortcut, that of its target. */
function change(
  state: RepositoryState,
  entryId: number,
  at: string,
  edit: (entry: StoredEntry) => StoredEntry,
): { readonly state: RepositoryState; readonly entry: StoredEntry } {
  const before = openMetadataHolder(state, entryId);
  if (before.isLocked) throw locked();
  const entry = { ...edit(before), modified: at };
  return { state: { ...state, entries: new Map(state.entries).set(entry.id, entry) }, entry };
}

/** Sets the fields of an entry: those that are not named go, as real servers have it. */
export function setFields(
  definitions: Definitions,
  values: FieldValues,
  at: string,
): (state: RepositoryState, entryId: number) => ReturnType<typeof change> {
  const fields = readFields(definitions, values);
  return (state, entryId) => change(state, entryId, at, (entry) => ({ ...entry, fields }));
}

export function setTags({ tags }: Definitions, names: readonly string[], at: string) {
  const tagIds = names.map(
    (name) => tags.find((tag) => same(tag.name, name))?.id ?? fail(`There is no tag "${name}".`),
  );
  return (state: RepositoryState, entryId: number) =>
    change(state, entryId, at, (entry) => ({ ...entry, tagIds }));
}

/** Gives an entry a template with values for its fields; without one, it has none afterwards. */
export function setTemplate(
  definitions: Definitions,
  templateName: string | undefined,
  values: FieldValues,
  at: string,
) {
  const template =
    templateName === undefined
      ? undefined
      : (definitions.templates.find(({ name }) => same(name, templateName)) ??
        fail(`There is no template "${templateName}".`));
  const fields = readFields(definitions, values);
  return (state: RepositoryState, entryId: number) =>
    change(state, entryId, at, ({ templateId: _, ...entry }) => ({
      ...entry,
      ...(template && { templateId: template.id }),
      ...(template && { fields: { ...entry.fields, ...fields } }),
    }));
}

function readFields(
  definitions: Definitions,
  values: FieldValues,
): Readonly<Record<string, readonly string[]>> {
  const pairs = [...values].map(([name, texts]) => {
    const field =
      definitions.fields.find((one) => same(one.name, name)) ?? fail(`There is no field "${name}".`);
    if (texts.length > 1 && !field.isMultiValue) fail(`The field "${field.name}" takes one value.`);
    return [String(field.id), texts.filter((text) => text !== '')] as const;
  });
  return Object.fromEntries(pairs.filter(([, texts]) => texts.length > 0));
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function fail(message: string): never {
  throw invalid(message);
}
