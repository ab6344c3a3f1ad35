import { l10n } from 'vscode';
import { type LinkProperties, oneLine } from '../../domain';
import { askText, BACK, type Back, type Choice, pickOne } from '../../ui';
import {
  describeDraft,
  NO_DRAFT,
  propertyRows,
  removeProperty,
  restoreProperty,
  setProperty,
  type PropertyDraft,
  type PropertyRow,
} from './propertyDraft';

type Step =
  { readonly do: 'save' | 'add' } | { readonly do: 'edit' | 'remove' | 'restore'; readonly row: PropertyRow };

/** Asks what to do to the properties of links until the person saves. Undefined when they cancel. */
export async function editProperties(
  links: readonly LinkProperties[],
  title: string,
): Promise<PropertyDraft | undefined> {
  let draft = NO_DRAFT;
  for (;;) {
    const step = await askStep(links, draft, title);
    if (!step) return undefined;
    switch (step.do) {
      case 'save':
        return draft;
      case 'remove':
        draft = removeProperty(draft, step.row.name);
        break;
      case 'restore':
        draft = restoreProperty(draft, step.row.name);
        break;
      case 'add':
      case 'edit': {
        const next = await askProperty(links, draft, title, step.do === 'edit' ? step.row : undefined);
        if (next === undefined) return undefined;
        draft = next;
      }
    }
  }
}

/** The draft with one property more or changed; as it was after Back; undefined when the person cancels. */
async function askProperty(
  links: readonly LinkProperties[],
  draft: PropertyDraft,
  title: string,
  row: PropertyRow | undefined,
): Promise<PropertyDraft | undefined> {
  let name = row?.name ?? '';
  for (;;) {
    if (!row) {
      const taken = propertyRows(links, draft).filter(({ state }) => state !== 'removed');
      const asked = await askName(title, name, new Set(taken.map((one) => one.name)));
      if (asked === BACK) return draft;
      if (asked === undefined) return undefined;
      name = asked;
    }
    const value = await askValue(title, name, row);
    if (value === undefined) return undefined;
    if (value !== BACK) return setProperty(draft, name, value);
    if (row) return draft;
  }
}

function askName(
  title: string,
  value: string,
  taken: ReadonlySet<string>,
): Promise<string | Back | undefined> {
  return askText({
    title,
    prompt: l10n.t('Name of the property'),
    value,
    back: true,
    validate(text) {
      if (text.trim() === '') return l10n.t('Type a name.');
      if (text !== text.trim()) return l10n.t('A name must not begin or end with a space.');
      return taken.has(text) ? l10n.t('There is a property of this name already.') : undefined;
    },
  });
}

function askValue(
  title: string,
  name: string,
  row: PropertyRow | undefined,
): Promise<string | Back | undefined> {
  const [current, ...others] = row?.after ?? [];
  const was = row?.before.length === 1 ? row.before[0] : undefined;
  return askText({
    title,
    prompt:
      was === undefined
        ? l10n.t('Value of {0}', oneLine(name))
        : l10n.t('Value of {0}; it was “{1}”', oneLine(name), oneLine(was)),
    value: others.length > 0 ? '' : (current ?? was ?? ''),
    back: true,
    ...(others.length > 0 && {
      placeholder: l10n.t('The links have several values: this one replaces them all'),
    }),
  });
}

function askStep(
  links: readonly LinkProperties[],
  draft: PropertyDraft,
  title: string,
): Promise<Step | undefined> {
  const rows = propertyRows(links, draft);
  const changes = describeDraft(links, draft);
  const save: Choice<Step> = {
    icon: 'check',
    label: l10n.t('Save'),
    description: changes,
    alwaysShow: true,
    value: { do: 'save' },
  };
  const add: Choice<Step> = {
    icon: 'add',
    label: l10n.t('Add Property…'),
    alwaysShow: true,
    value: { do: 'add' },
  };
  return pickOne(title, [...(changes === '' ? [] : [save]), add, ...rows.map(choiceOf)], {
    placeholder:
      rows.length > 0
        ? l10n.t('Choose a property to change, or add one')
        : l10n.t('No properties yet: add one'),
    matchOnDescription: true,
  });
}

function choiceOf(row: PropertyRow): Choice<Step> {
  const remove = { icon: 'trash', tooltip: l10n.t('Remove'), value: { do: 'remove', row } as const };
  const restore = { icon: 'discard', tooltip: l10n.t('Restore'), value: { do: 'restore', row } as const };
  const [was, is] = [describeValue(row.before), describeValue(row.after)];
  const shown = { label: oneLine(row.name), value: { do: 'edit', row } as const };
  switch (row.state) {
    case 'kept':
      return { ...shown, description: l10n.t('= {0}', is), actions: [remove] };
    case 'added':
      return { ...shown, description: l10n.t('= {0} (added)', is), actions: [restore] };
    case 'changed':
      return { ...shown, description: l10n.t('= {0} (was {1})', is, was), actions: [restore, remove] };
    case 'removed':
      return { ...shown, description: l10n.t('removed (was {0})', was), actions: [restore] };
  }
}

/** A value as a row shows it; links with several values say so. */
function describeValue(values: readonly (string | undefined)[]): string {
  const [value] = values;
  if (values.length > 1) return l10n.t('several values');
  return value === undefined ? l10n.t('not there') : l10n.t('“{0}”', oneLine(value));
}
