/** What an administrator sets up; read-only over REST. */
export interface Definitions {
  readonly linkTypes: readonly LinkTypeDefinition[];
  readonly templates: readonly TemplateDefinition[];
  readonly fields: readonly FieldDefinition[];
  readonly tags: readonly TagDefinition[];
}

export interface LinkTypeDefinition {
  readonly id: number;
  readonly sourceLabel: string;
  readonly targetLabel: string;
  readonly description: string;
}

export interface TemplateDefinition {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly fieldIds: readonly number[];
}

export interface FieldDefinition {
  readonly id: number;
  readonly name: string;
  readonly type: 'Date' | 'List' | 'Number' | 'String';
  /** Longest text value, in characters; 0 for other types. */
  readonly length: number;
  readonly isRequired: boolean;
  readonly isMultiValue: boolean;
  readonly listValues?: readonly string[];
}

export interface TagDefinition {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly isSecure: boolean;
}
