import { ROOT_ID } from '../store/state';
import type { DemoBuilder } from './builder';
import { FIELD, LINK, TEMPLATE } from './definitions';

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
