import { ROOT_ID } from '../store/state';
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
