import type { FieldsWanted, ListingKind, Row } from '../http/listing';
import { isContainer, pathOf } from '../repository/lookup';
import { readMoment } from '../repository/moments';
import type {
  Definitions,
  EntryType,
  FieldDefinition,
  RepositoryState,
  StoredEntry,
} from '../repository/state';

const STANDARD = [
  'id',
  'name',
  'parentId',
  'fullPath',
  'folderPath',
  'creator',
  'creationTime',
  'lastModifiedTime',
  'entryType',
  'isContainer',
  'isLeaf',
  'templateName',
  'templateId',
  'templateFieldNames',
  'volumeName',
  'rowNumber',
  'fields',
] as const;

/** Properties of the sub-types: listings send them only when they are selected. */
const OF_SUBTYPES = [
  'elecDocumentSize',
  'extension',
  'isElectronicDocument',
  'isRecord',
  'mimeType',
  'pageCount',
  'isCheckedOut',
  'isUnderVersionControl',
  'isRecordFolder',
  'isUnderRecordSeries',
  'targetId',
  'targetType',
] as const;

export const ENTRY_LISTING: ListingKind = {
  type: 'Entry',
  defaultPageSize: 150,
  properties: [...STANDARD, ...OF_SUBTYPES],
  standard: STANDARD.filter((name) => name !== 'templateFieldNames'),
  always: ['id', 'name', 'entryType', 'rowNumber', 'fields'],
};

/** A single entry: converted to its sub-type, all properties. */
export const ENTRY: ListingKind = { ...ENTRY_LISTING, standard: ENTRY_LISTING.properties };

/** Folders first, as a listing grouped by entry type shows them. */
export const TYPE_ORDER: readonly EntryType[] = ['Folder', 'RecordSeries', 'Document', 'Shortcut'];

/** An entry with all its properties; the `ListingKind` picks from them. `fields`: those to add to it. */
export function entryRow(
  state: RepositoryState,
  definitions: Definitions,
  entry: StoredEntry,
  fields?: FieldsWanted,
): Row {
  const fullPath = pathOf(state, entry);
  const template = definitions.templates.find(({ id }) => id === entry.templateId);
  const fieldName = (fieldId: number) => definitions.fields.find(({ id }) => id === fieldId)?.name;
  return {
    id: entry.id,
    name: entry.name,
    parentId: entry.parentId,
    fullPath,
    folderPath: entry.parentId === null ? '' : fullPath.slice(0, Math.max(1, fullPath.lastIndexOf('\\'))),
    creator: entry.creator,
    creationTime: entry.created,
    lastModifiedTime: entry.modified,
    entryType: entry.entryType,
    isContainer: isContainer(entry),
    isLeaf: !isContainer(entry),
    templateName: template?.name ?? null,
    templateId: template?.id ?? 0,
    templateFieldNames: template?.fieldIds.map(fieldName) ?? [],
    volumeName: 'DEFAULT',
    rowNumber: 0,
    ...(fields ? { fields: chosenFields(definitions, entry, fields) } : {}),
    ...subtypeProperties(state, entry),
  };
}

/** The names of fields ignore letter case. */
function chosenFields(definitions: Definitions, entry: StoredEntry, { names, isFormatted }: FieldsWanted) {
  const wanted = names.map((name) => name.toLowerCase());
  const chosen = fieldValues(definitions, entry).filter((f) => wanted.includes(f.fieldName.toLowerCase()));
  if (!isFormatted) return chosen;
  return chosen.map((row) => ({
    ...row,
    values: row.values.map((told) => ({ ...told, value: formatted(row.fieldType, told.value) })),
  }));
}

/** A value as the server's own country writes it. */
function formatted(type: FieldDefinition['type'], value: string): string {
  if (type === 'Number' || type === 'LongInteger' || type === 'ShortInteger')
    return value.trim() === '' || Number.isNaN(Number(value))
      ? value
      : Number(value).toLocaleString('en-US', { maximumFractionDigits: 20 });
  const moment = type === 'Date' || type === 'DateTime' ? readMoment(value) : undefined;
  if (moment === undefined) return value;
  const at = new Date(moment.length === 10 ? moment : `${moment}Z`);
  return at.toLocaleString('en-US', {
    timeZone: 'UTC',
    dateStyle: 'short',
    ...(type === 'DateTime' ? { timeStyle: 'medium' } : {}),
  });
}

function subtypeProperties(state: RepositoryState, entry: StoredEntry): Row {
  switch (entry.entryType) {
    case 'Document':
      return {
        elecDocumentSize: entry.file?.bytes ?? 0,
        extension: entry.file?.extension ?? '',
        isElectronicDocument: entry.file !== undefined,
        isRecord: entry.isRecord ?? false,
        mimeType: MIME_TYPES.get(entry.file?.extension ?? '') ?? null,
        pageCount: entry.pageCount ?? 0,
        isCheckedOut: entry.isCheckedOut ?? false,
        isUnderVersionControl: entry.isCheckedOut ?? false,
      };
    case 'Folder':
      return { isRecordFolder: false, isUnderRecordSeries: false };
    case 'Shortcut': {
      const target = entry.targetId === undefined ? undefined : state.entries.get(entry.targetId);
      return {
        targetId: entry.targetId,
        extension: target?.file?.extension ?? '',
        targetType: target?.entryType,
      };
    }
    case 'RecordSeries':
      return {};
  }
}

/** A map, since extensions are any text. */
const MIME_TYPES: ReadonlyMap<string, string> = new Map([
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['dwg', 'image/vnd.dwg'],
  ['eml', 'message/rfc822'],
  ['jpg', 'image/jpeg'],
  ['pdf', 'application/pdf'],
  ['png', 'image/png'],
  ['tif', 'image/tiff'],
  ['txt', 'text/plain'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
]);

export const FIELD_VALUE_LISTING: ListingKind = {
  defaultPageSize: 100,
  type: 'FieldValue',
  properties: [
    'fieldName',
    'values',
    'fieldType',
    'fieldId',
    'isMultiValue',
    'isRequired',
    'hasMoreValues',
    'groupId',
  ],
};

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
