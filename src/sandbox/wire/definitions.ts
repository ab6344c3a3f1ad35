import type { ListingKind, Row } from '../http/listing';
import type {
  FieldDefinition,
  LinkTypeDefinition,
  TagDefinition,
  TemplateDefinition,
} from '../store/definitions';

const PAGE = { defaultPageSize: 100 };

export const LINK_TYPE_LISTING: ListingKind = {
  ...PAGE,
  type: 'EntryLinkTypeInfo',
  properties: ['linkTypeId', 'sourceLabel', 'targetLabel', 'linkTypeDescription'],
};

export const TAG_LISTING: ListingKind = {
  ...PAGE,
  type: 'WTagInfo',
  properties: ['id', 'name', 'displayName', 'description', 'isSecure', 'watermark'],
};

export const TEMPLATE_LISTING: ListingKind = {
  ...PAGE,
  type: 'WTemplateInfo',
  properties: ['id', 'name', 'displayName', 'description', 'color', 'fieldCount'],
};

export const FIELD_LISTING: ListingKind = {
  ...PAGE,
  type: 'WFieldInfo',
  properties: [
    'name',
    'displayName',
    'id',
    'description',
    'fieldType',
    'length',
    'defaultValue',
    'isMultiValue',
    'isRequired',
    'constraint',
    'constraintError',
    'listValues',
    'format',
    'currency',
    'formatPattern',
  ],
};

export const FIELD_VALUE_LISTING: ListingKind = {
  ...PAGE,
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

export function linkTypeRow({ id, sourceLabel, targetLabel, description }: LinkTypeDefinition): Row {
  return { linkTypeId: id, sourceLabel, targetLabel, linkTypeDescription: description };
}

export function tagRow({ id, name, description, isSecure }: TagDefinition): Row {
  return { id, name, displayName: name, description, isSecure, watermark: null };
}

export function templateRow({ id, name, description, fieldIds }: TemplateDefinition): Row {
  return { id, name, displayName: name, description, color: null, fieldCount: fieldIds.length };
}

export function fieldRow({
  id,
  name,
  type,
  length,
  isRequired,
  isMultiValue,
  listValues,
}: FieldDefinition): Row {
  return {
    name,
    displayName: name,
    id,
    description: '',
    fieldType: type,
    length,
    defaultValue: '',
    isMultiValue,
    isRequired,
    constraint: '',
    constraintError: '',
    listValues: listValues ?? [],
    format: 'None',
    currency: '',
    formatPattern: '',
  };
}
