import type { Definitions, FieldType } from '../repository/state';

/** Ids of the link types. 1 and 2 exist in every repository. */
export const LINK = {
  message: 1,
  supersedes: 2,
  amendment: 3,
  purchaseOrder: 4,
  acknowledges: 5,
  indexes: 6,
  references: 7,
  supports: 8,
} as const;

export const TEMPLATE = {
  general: 1,
  invoice: 2,
  contract: 3,
  employee: 4,
  policy: 5,
  correspondence: 6,
} as const;

export const FIELD = {
  author: 1,
  date: 2,
  vendor: 3,
  invoiceNumber: 4,
  amount: 5,
  party: 6,
  effectiveDate: 7,
  employee: 8,
  department: 9,
  status: 10,
  keywords: 11,
  sender: 12,
  recipients: 13,
  subject: 14,
  receivedAt: 15,
  pages: 16,
} as const;

export const TAG = { confidential: 1, review: 2, scanned: 3 } as const;

export const demoDefinitions: Definitions = {
  linkTypes: [
    {
      id: LINK.message,
      sourceLabel: 'Message',
      targetLabel: 'Attachment',
      description: 'An e-mail and what came with it',
    },
    {
      id: LINK.supersedes,
      sourceLabel: 'Supersedes',
      targetLabel: 'Superseded by',
      description: 'A newer version and the one it replaces',
    },
    {
      id: LINK.amendment,
      sourceLabel: 'Agreement',
      targetLabel: 'Amendment',
      description: 'A contract and what changes it',
    },
    {
      id: LINK.purchaseOrder,
      sourceLabel: 'Invoice',
      targetLabel: 'Purchase order',
      description: 'An invoice and the order it bills',
    },
    {
      id: LINK.acknowledges,
      sourceLabel: 'Acknowledges',
      targetLabel: 'Acknowledged by',
      description: 'A signed form and the policy it accepts',
    },
    {
      id: LINK.indexes,
      sourceLabel: 'Index',
      targetLabel: 'Indexed document',
      description: 'A table of contents and what it lists',
    },
    { id: LINK.references, sourceLabel: 'References', targetLabel: 'Referenced by', description: '' },
    {
      id: LINK.supports,
      sourceLabel: 'Application',
      targetLabel: 'Supporting document',
      description: 'A permit application and its enclosures',
    },
  ],
  templates: [
    {
      id: TEMPLATE.general,
      name: 'General',
      description: 'Any document',
      fieldIds: [FIELD.author, FIELD.date, FIELD.keywords],
    },
    {
      id: TEMPLATE.invoice,
      name: 'Invoice',
      description: 'Vendor invoices',
      fieldIds: [FIELD.vendor, FIELD.invoiceNumber, FIELD.date, FIELD.amount, FIELD.status],
    },
    {
      id: TEMPLATE.contract,
      name: 'Contract',
      description: 'Agreements and amendments',
      fieldIds: [FIELD.party, FIELD.effectiveDate, FIELD.status],
    },
    {
      id: TEMPLATE.employee,
      name: 'Employee',
      description: 'Personnel files',
      fieldIds: [FIELD.employee, FIELD.department, FIELD.date],
    },
    {
      id: TEMPLATE.policy,
      name: 'Policy',
      description: 'Company policies',
      fieldIds: [FIELD.effectiveDate, FIELD.department, FIELD.status],
    },
    {
      id: TEMPLATE.correspondence,
      name: 'Correspondence',
      description: 'Letters and e-mails',
      fieldIds: [FIELD.sender, FIELD.recipients, FIELD.subject, FIELD.receivedAt],
    },
  ],
  fields: [
    field(FIELD.author, 'Author', 'String', 60),
    field(FIELD.date, 'Date', 'Date'),
    field(FIELD.vendor, 'Vendor', 'String', 80),
    field(FIELD.invoiceNumber, 'Invoice Number', 'String', 20),
    field(FIELD.amount, 'Amount', 'Number'),
    field(FIELD.party, 'Contract Party', 'String', 80),
    field(FIELD.effectiveDate, 'Effective Date', 'Date'),
    field(FIELD.employee, 'Employee', 'String', 60),
    {
      ...field(FIELD.department, 'Department', 'List'),
      listValues: ['Field', 'Office', 'Sales', 'Workshop'],
    },
    {
      ...field(FIELD.status, 'Status', 'List'),
      listValues: ['Draft', 'Open', 'Paid', 'In force', 'Expired'],
    },
    { ...field(FIELD.keywords, 'Keywords', 'String', 40), isMultiValue: true },
    field(FIELD.sender, 'Sender', 'String', 80),
    { ...field(FIELD.recipients, 'Recipients', 'String', 80), isMultiValue: true },
    field(FIELD.subject, 'Subject', 'String', 250),
    field(FIELD.receivedAt, 'Received', 'DateTime'),
    field(FIELD.pages, 'Pages', 'ShortInteger'),
  ],
  tags: [
    { id: TAG.confidential, name: 'Confidential', description: 'Not for the noticeboard', isSecure: true },
    { id: TAG.review, name: 'Review', description: 'Someone should review this', isSecure: false },
    { id: TAG.scanned, name: 'Scanned', description: 'From paper', isSecure: false },
  ],
};

function field(id: number, name: string, type: FieldType, length = 0) {
  return { id, name, type, length, isRequired: false, isMultiValue: false };
}
