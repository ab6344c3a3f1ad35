import { ROOT_ID } from '../store/state';
import type { DemoBuilder } from './builder';
import { FIELD, LINK, TAG, TEMPLATE } from './definitions';

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
