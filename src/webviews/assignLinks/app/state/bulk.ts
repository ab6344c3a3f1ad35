import * as l10n from '@vscode/l10n';
import { sameProperties } from '../../../../domain';
import { byCount, formatNumber } from '../../../shared/language';
import type { Form, Property, Row, Step, StepChange } from './model';
import { propertyRecord } from './rows';

/** What can be done to several rows at once. */
export type BulkChange =
  | { readonly kind: 'type'; readonly linkTypeId: number }
  | { readonly kind: 'setProperty'; readonly name: string; readonly value: string }
  | { readonly kind: 'removeProperty'; readonly name: string }
  | { readonly kind: 'remove' }
  | { readonly kind: 'restore' };

/** Steps kept at most. */
const MOST_STEPS = 20;

/** Changes rows, as one step that can be undone. A link of the server is marked as removed; a row added here just goes. */
export function changeRows(form: Form, rowIds: readonly string[], change: BulkChange): Form {
  const chosen = new Set(rowIds);
  const changes: StepChange[] = [];
  const rows: Row[] = [];
  form.rows.forEach((before, index) => {
    const after = chosen.has(before.id) ? changed(before, change) : before;
    if (after) rows.push(after);
    if (after !== before) changes.push({ before, index, ...(after && { after }) });
  });
  if (changes.length === 0) return form;
  const gone = new Set(change.kind === 'remove' ? changes.map(({ before }) => before.id) : []);
  const ticked = new Set([...form.view.ticked].filter((id) => !gone.has(id)));
  const step: Step = { text: describeStep(change, changes), changes };
  // A link that is marked as removed has an undo of its own in its row.
  const isOwnUndo = changes.length === 1 && changes[0]?.after !== undefined && rowIds.length === 1;
  const steps = isOwnUndo && change.kind === 'remove' ? form.steps : [...form.steps, step].slice(-MOST_STEPS);
  return { ...form, rows, steps, view: { ...form.view, ticked }, confirming: false, notice: undefined };
}

function changed(row: Row, change: BulkChange): Row | undefined {
  if (change.kind === 'restore') return row.removed ? { ...row, removed: false } : row;
  if (row.removed) return row;
  switch (change.kind) {
    case 'type':
      return row.linkTypeId === change.linkTypeId ? row : { ...row, linkTypeId: change.linkTypeId };
    case 'setProperty':
      return withProperties(row, withProperty(row.properties, change));
    case 'removeProperty':
      return withProperties(
        row,
        row.properties.filter(({ name }) => name !== change.name),
      );
    case 'remove':
      return row.base && { ...row, removed: true };
  }
}

function withProperties(row: Row, properties: readonly Property[]): Row {
  const same =
    properties.length === row.properties.length &&
    sameProperties(propertyRecord(properties), propertyRecord(row.properties));
  return same ? row : { ...row, properties };
}

function withProperty(properties: readonly Property[], { name, value }: Property): readonly Property[] {
  const has = properties.some((one) => one.name === name);
  return has
    ? properties.map((one) => (one.name === name ? { ...one, value } : one))
    : [...properties, { name, value }];
}

/** Undoes the newest step: what was done to the same rows since, elsewhere in them, stays. */
export function undoStep(form: Form): Form {
  const step = form.steps.at(-1);
  if (!step) return form;
  const byId = new Map(step.changes.map((change) => [change.before.id, change]));
  const rows = form.rows.map((row) => {
    const change = byId.get(row.id);
    return change?.after ? restored(row, change.before, change.after) : row;
  });
  // From the first on, so that each finds the place that it had.
  for (const { before, after, index } of step.changes) {
    if (!after && !rows.some(({ id }) => id === before.id)) rows.splice(index, 0, before);
  }
  return { ...form, rows, steps: form.steps.slice(0, -1), confirming: false, notice: undefined };
}

function restored(row: Row, before: Row, after: Row): Row {
  return {
    ...row,
    linkTypeId: row.linkTypeId === after.linkTypeId ? before.linkTypeId : row.linkTypeId,
    properties: row.properties === after.properties ? before.properties : row.properties,
    removed: row.removed === after.removed ? before.removed : row.removed,
  };
}

function describeStep(change: BulkChange, changes: readonly StepChange[]): string {
  const count = changes.length;
  const [first] = changes;
  const number = formatNumber(count);
  const name = first?.before.target.name ?? '';
  switch (change.kind) {
    case 'type':
      return byCount(
        count,
        l10n.t('Changed the type of 1 link.'),
        l10n.t('Changed the type of {0} links.', number),
      );
    case 'setProperty':
      return byCount(
        count,
        l10n.t('Set the property “{0}” of 1 link.', change.name),
        l10n.t('Set the property “{0}” of {1} links.', change.name, number),
      );
    case 'removeProperty':
      return byCount(
        count,
        l10n.t('Removed the property “{0}” of 1 link.', change.name),
        l10n.t('Removed the property “{0}” of {1} links.', change.name, number),
      );
    case 'remove':
      return count === 1 ? l10n.t('Removed the link to {0}.', name) : l10n.t('Removed {0} links.', number);
    case 'restore':
      return byCount(count, l10n.t('Restored 1 link.'), l10n.t('Restored {0} links.', number));
  }
}
