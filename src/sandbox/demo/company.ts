import { ROOT_ID } from '../repository/state';
import type { DemoBuilder } from './builder';
import { FIELD, LINK, TAG, TEMPLATE } from './definitions';

const FIRST_NAMES =
  'Ada Amir Bea Carlos Chidi Dana Elif Emil Femi Greta Hana Hugo Ida Ivan Jamal Jana Kai Lena Lior Luka Maya Mina Nils Noor Olga Omar Paula Pavel Quinn Rosa Samir Sina Tara Theo Uma Vera Wes Yara Zeno Zoe';
const LAST_NAMES =
  'Abbott Aydin Berger Castro Dahl Eze Farrell Gomes Haddad Ivers Jonsson Keller Lowe Marsh Novak Osei Petit Quist Rossi Sato Toth Ueda Varga Weiss Xu Young Zeller Adler Brandt Cole Diaz Ekberg Flores Grant Holm Ito Jensen Kaya Lang Moreau';
const DEPARTMENTS = ['Field', 'Office', 'Sales', 'Workshop'] as const;

const POLICIES = [
  'Expenses',
  'Remote Work',
  'Site Safety',
  'Vehicle Use',
  'Data Protection',
  'Procurement',
] as const;

/** `\Policies` and `\Human Resources`: everybody has acknowledged the code of conduct, which is so the most linked entry. */
export function addPeople(demo: DemoBuilder): { readonly conductId: number } {
  const conductId = addPolicies(demo);
  const humanResources = demo.folder(ROOT_ID, 'Human Resources');
  const files = demo.folder(humanResources, 'Employee Files');
  const lastNames = LAST_NAMES.split(' ');
  for (const [index, firstName] of FIRST_NAMES.split(' ').entries()) {
    const employee = `${lastNames[index] ?? 'Smith'}, ${firstName}`;
    const folder = demo.folder(files, employee);
    const details = {
      templateId: TEMPLATE.employee,
      fields: {
        [FIELD.employee]: [employee],
        [FIELD.department]: [DEPARTMENTS[index % DEPARTMENTS.length] ?? 'Field'],
      },
    };
    const contract = demo.document(folder, 'Employment Contract.pdf', {
      ...details,
      tagIds: [TAG.confidential],
    });
    const acknowledgement = demo.document(folder, 'Code of Conduct, signed', {
      ...details,
      tagIds: [TAG.scanned],
    });
    demo.link(acknowledgement, LINK.acknowledges, conductId, {
      properties: { signedOn: `2024-02-${1 + (index % 28)}` },
    });
    if (index % 4 === 0) {
      const raise = demo.document(folder, 'Amendment 2024.pdf', details);
      demo.link(contract, LINK.amendment, raise);
    }
  }
  demo.shortcut(humanResources, 'Code of Conduct', conductId);
  return { conductId };
}

function addPolicies(demo: DemoBuilder): number {
  const policies = demo.folder(ROOT_ID, 'Policies');
  const old = demo.folder(policies, 'Superseded');
  const conductId = demo.document(policies, 'Code of Conduct.pdf', policy('2024-02-01', 'In force'));
  for (const [index, name] of POLICIES.entries()) {
    let newer = demo.document(
      policies,
      `${name} Policy.pdf`,
      policy(`2024-0${1 + (index % 6)}-01`, 'In force'),
    );
    for (const year of [2022, 2019]) {
      const older = demo.document(old, `${name} Policy ${year}.pdf`, policy(`${year}-03-01`, 'Expired'));
      demo.link(newer, LINK.supersedes, older, { description: `Revision of ${name.toLowerCase()} rules` });
      newer = older;
    }
  }
  return conductId;
}

function policy(effectiveDate: string, status: string) {
  return {
    templateId: TEMPLATE.policy,
    fields: { [FIELD.effectiveDate]: [effectiveDate], [FIELD.status]: [status] },
  };
}

const VENDORS = [
  'Bright Glass',
  'Cedar & Sons Timber',
  'Delta Crane Hire',
  'Eastgate Concrete',
  'Fjord Insulation',
  'Granite Works',
] as const;
const INVOICES_A_YEAR = 24;

/** `\Accounts Payable`: invoices by year, each linked to the purchase order that it bills. */
export function addAccounting(demo: DemoBuilder): void {
  const payable = demo.folder(ROOT_ID, 'Accounts Payable');
  const invoices = demo.folder(payable, 'Invoices');
  const orders = demo.folder(payable, 'Purchase Orders');
  for (const year of [2023, 2024]) {
    const invoicesOfYear = demo.folder(invoices, String(year));
    const ordersOfYear = demo.folder(orders, String(year));
    for (let index = 0; index < INVOICES_A_YEAR; index++) {
      const number = `${year}-${String(index + 1).padStart(3, '0')}`;
      const vendor = VENDORS[index % VENDORS.length] ?? VENDORS[0];
      const amount = (1200 + ((index * 733 + year) % 9000)).toFixed(2);
      const order = demo.document(ordersOfYear, `PO ${number} ${vendor}.pdf`);
      const invoice = demo.document(invoicesOfYear, `Invoice ${number} ${vendor}.pdf`, {
        templateId: TEMPLATE.invoice,
        fields: {
          [FIELD.vendor]: [vendor],
          [FIELD.invoiceNumber]: [number],
          [FIELD.date]: [`${year}-${String(1 + Math.floor(index / 2)).padStart(2, '0')}-15`],
          [FIELD.amount]: [amount],
          [FIELD.status]: [year === 2023 ? 'Paid' : 'Open'],
        },
      });
      demo.link(invoice, LINK.purchaseOrder, order, {
        properties: { amount, matched: index % 3 === 0 ? 'by hand' : 'automatically' },
      });
    }
  }
}

const CLIENTS = [
  'Harbour Row Terrace',
  'Mill Lane School',
  'Northgate Clinic',
  'Orchard Court',
  'Quayside Offices',
  'St Brigid Library',
];
const SUBCONTRACTORS = [
  'Apex Roofing',
  'Bluebird Plumbing',
  'Copperline Electric',
  'Dovetail Joinery',
  'Evergreen Landscaping',
];
const WORK_ORDER_YEARS = [2020, 2021, 2022, 2023, 2024];
const WORK_ORDERS_A_YEAR = 50;

/** `\Contracts`: agreements with their amendments, and an index with 250 links, more than two pages of a server. */
export function addContracts(demo: DemoBuilder): void {
  const contracts = demo.folder(ROOT_ID, 'Contracts');
  const clients = demo.folder(contracts, 'Clients');
  for (const party of CLIENTS) {
    const agreement = demo.document(clients, `${party} Agreement.pdf`, contract(party));
    for (const number of [1, 2]) {
      const amendment = demo.document(clients, `${party} Amendment ${number}.pdf`, contract(party));
      demo.link(agreement, LINK.amendment, amendment, {
        properties: { clause: `${number * 4}.2`, agreed: '2024-03-18' },
      });
    }
  }
  const subcontractors = demo.folder(contracts, 'Subcontractors');
  for (const party of SUBCONTRACTORS)
    demo.document(subcontractors, `${party} Framework.pdf`, contract(party));
  demo.document(contracts, 'Office Lease.pdf', {
    ...contract('Alder Street Properties'),
    isCheckedOut: true,
  });
  addIndex(demo, contracts);
}

function addIndex(demo: DemoBuilder, contracts: number): void {
  const index = demo.document(contracts, 'Master Agreement Index.xlsx', { tagIds: [TAG.review] });
  const workOrders = demo.folder(contracts, 'Work Orders');
  let row = 1;
  for (const year of WORK_ORDER_YEARS) {
    const ofYear = demo.folder(workOrders, String(year));
    for (let number = 1; number <= WORK_ORDERS_A_YEAR; number++) {
      const order = demo.document(ofYear, `Work Order ${year}-${String(number).padStart(2, '0')}.pdf`);
      // Every fifth link carries properties, so that losing one of them shows.
      demo.link(
        index,
        LINK.indexes,
        order,
        row % 5 === 0 ? { properties: { sheet: String(year), row: String(row) } } : {},
      );
      row++;
    }
  }
}

function contract(party: string) {
  return {
    templateId: TEMPLATE.contract,
    fields: { [FIELD.party]: [party], [FIELD.effectiveDate]: ['2023-09-01'], [FIELD.status]: ['In force'] },
  };
}

const PROJECTS = ['Harbour Row Terrace', 'Mill Lane School', 'Northgate Clinic', 'Orchard Court'];
const DRAWINGS = ['Elevations', 'Ground Floor', 'Roof', 'Site Plan'];
const ENCLOSURES = ['Soil Report', 'Structural Calculation', 'Traffic Statement'];

/** `\Projects` and `\Board`: drawings in revisions, permit applications with enclosures, e-mails with attachments. */
export function addProjects(demo: DemoBuilder): void {
  const projects = demo.folder(ROOT_ID, 'Projects');
  const folders = PROJECTS.map((name) => demo.folder(projects, name));
  for (const folder of folders) {
    addDrawings(demo, folder);
    addPermit(demo, folder, folder === folders[0]);
    addCorrespondence(demo, folder);
  }
  addBoard(demo, folders[0] ?? projects);
}

function addDrawings(demo: DemoBuilder, project: number): void {
  const drawings = demo.folder(project, 'Drawings');
  for (const drawing of DRAWINGS) {
    let newer: number | undefined;
    for (const revision of ['C', 'B', 'A']) {
      const older = demo.document(drawings, `${drawing} Rev ${revision}.dwg`);
      if (newer !== undefined) demo.link(newer, LINK.supersedes, older);
      newer = older;
    }
  }
}

/** `isLocked`: somebody else holds the application, so that its links can't be changed. */
function addPermit(demo: DemoBuilder, project: number, isLocked: boolean): void {
  const permits = demo.folder(project, 'Permits');
  const application = demo.document(permits, 'Building Permit Application.pdf', {
    ...(isLocked ? { isLocked } : {}),
    tagIds: [TAG.review],
  });
  for (const name of ENCLOSURES) {
    const enclosure = demo.document(permits, `${name}.pdf`);
    demo.link(application, LINK.supports, enclosure, { description: `Enclosure: ${name.toLowerCase()}` });
  }
}

function addCorrespondence(demo: DemoBuilder, project: number): void {
  const correspondence = demo.folder(project, 'Correspondence');
  for (const month of ['January', 'February', 'March']) {
    const mail = demo.document(correspondence, `Site meeting ${month}.eml`, {
      templateId: TEMPLATE.general,
      fields: { [FIELD.author]: ['Priya Raman'], [FIELD.keywords]: ['site meeting', month.toLowerCase()] },
    });
    const minutes = demo.document(correspondence, `Minutes ${month}.docx`);
    const photo = demo.document(correspondence, `Progress photo ${month}.jpg`);
    demo.link(mail, LINK.message, minutes, { properties: { position: '1' } });
    demo.link(mail, LINK.message, photo, { properties: { position: '2' } });
    demo.link(minutes, LINK.references, photo);
  }
}

/** Its executive session is the folder that a person sees but may not open. */
function addBoard(demo: DemoBuilder, currentProject: number): void {
  const board = demo.folder(ROOT_ID, 'Board');
  for (const quarter of [1, 2, 3, 4]) demo.document(board, `Board Minutes 2024 Q${quarter}.docx`);
  const session = demo.folder(board, 'Executive Session', { isDenied: true });
  demo.document(session, 'Compensation Review.docx', { tagIds: [TAG.confidential] });
  demo.shortcut(board, 'Project of the Quarter', currentProject);
}
