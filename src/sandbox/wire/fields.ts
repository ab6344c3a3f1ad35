import type { Definitions, FieldDefinition } from '../store/definitions';
import type { StoredEntry } from '../store/state';

/** A field of an entry with its values, as GET `…/fields` answers it. */
export interface FieldValueRow {
  readonly fieldName: string;
  readonly values: readonly { readonly value: string; readonly position: number }[];
  readonly fieldType: FieldDefinition['type'];
  readonly fieldId: number;
  readonly isMultiValue: boolean;
  readonly isRequired: boolean;
  readonly hasMoreValues: boolean;
  readonly groupId: null;
}

/** The fields of an entry: those of its template, filled in or not, then its own. */
export function fieldValues(definitions: Definitions, entry: StoredEntry): FieldValueRow[] {
  const template = definitions.templates.find(({ id }) => id === entry.templateId);
  const values = entry.fields ?? {};
  const ids = new Set([...(template?.fieldIds ?? []), ...Object.keys(values).map(Number)]);
  return definitions.fields
    .filter(({ id }) => ids.has(id))
    .map((field) => ({
      fieldName: field.name,
      values: (values[String(field.id)] ?? []).map((value, index) => ({ value, position: index + 1 })),
      fieldType: field.type,
      fieldId: field.id,
      isMultiValue: field.isMultiValue,
      isRequired: field.isRequired,
      hasMoreValues: false,
      groupId: null,
    }));
}
