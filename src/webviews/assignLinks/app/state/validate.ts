import * as l10n from '@vscode/l10n';
import { keyOf } from '../../../../domain';
import { keyOfRow, type Form, type Row } from './model';

/** What is wrong with a row, told beside the field it is about. */
export interface RowProblems {
  readonly target?: string;
  readonly type?: string;
  /** By index of the property. */
  readonly properties?: ReadonlyMap<number, PropertyProblem>;
}

export interface PropertyProblem {
  readonly text: string;
  /** The name was left blank, which the person may mean. */
  readonly isBlank?: true;
}

type Checked = Pick<Form, 'rows' | 'contents'>;

/** Problems by row id; rows without any are left out. */
export function problemsOf({ rows, contents }: Checked): ReadonlyMap<string, RowProblems> {
  const { source, linkTypes, allowSelfLinks } = contents;
  const typeIds = new Set(linkTypes.map((type) => type.linkTypeId));
  const timesAsked = new Map<string, number>();
  for (const row of rows) {
    if (row.removed) continue;
    const key = keyOf(keyOfRow(row));
    timesAsked.set(key, (timesAsked.get(key) ?? 0) + 1);
  }

  const problems = new Map<string, RowProblems>();
  for (const row of rows) {
    if (row.removed) continue;
    const properties = propertyProblems(row);
    const selfLink = !row.base && row.target.id === source.id && !allowSelfLinks;
    const twice = (timesAsked.get(keyOf(keyOfRow(row))) ?? 0) > 1;
    const newType = row.linkTypeId !== row.base?.linkTypeId;
    const found: RowProblems = {
      ...(selfLink && { target: l10n.t('An entry can’t be linked to itself. Choose another target.') }),
      ...(newType && !typeIds.has(row.linkTypeId)
        ? { type: l10n.t('The repository has no link type {0}. Choose another.', row.linkTypeId) }
        : twice && { type: l10n.t('Another row has the same target and type. Change or remove one.') }),
      ...(properties.size > 0 && { properties }),
    };
    if (Object.keys(found).length > 0) problems.set(row.id, found);
  }
  return problems;
}

function propertyProblems({ properties }: Row): ReadonlyMap<number, PropertyProblem> {
  const problems = new Map<number, PropertyProblem>();
  const seen = new Set<string>();
  properties.forEach(({ name, blankMeant }, index) => {
    if (seen.has(name)) {
      const text = name.trim()
        ? l10n.t('The property “{0}” already exists.', name)
        : l10n.t('A property without a name already exists.');
      problems.set(index, { text });
    } else if (!name.trim() && !blankMeant) {
      problems.set(index, { text: l10n.t('Name the property, or remove it.'), isBlank: true });
    }
    seen.add(name);
  });
  return problems;
}
