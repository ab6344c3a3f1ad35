import * as vscode from 'vscode';
import { type LinkProperties, oneLine } from '../../domain';
import { createQuickPick, type PickItem } from '../../ui';
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
import { askPropertyName, askPropertyValue, type Asked } from './askProperty';

type Step =
  | { readonly do: 'save' | 'add' | 'cancel' }
  | { readonly do: 'edit' | 'remove' | 'restore'; readonly row: PropertyRow };

/** Asks what to do to the properties of links until the person saves. Undefined when they cancel. */
export async function editProperties(
  links: readonly LinkProperties[],
  title: string,
): Promise<PropertyDraft | undefined> {
  let draft = NO_DRAFT;
  for (;;) {
    const step = await askStep(links, draft, title);
    switch (step.do) {
      case 'cancel':
        return undefined;
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
      const asked: Asked = await askPropertyName(title, name, new Set(taken.map((one) => one.name)));
      if (asked === 'back') return draft;
      if (asked === undefined) return undefined;
      name = asked.text;
    }
    const value = await askPropertyValue(title, name, row);
    if (value === undefined) return undefined;
    if (value !== 'back') return setProperty(draft, name, value.text);
    if (row) return draft;
  }
}

const REMOVE: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('trash'), tooltip: 'Remove' };
const RESTORE: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('discard'), tooltip: 'Restore' };

interface StepItem extends PickItem {
  readonly step: Step;
}

async function askStep(links: readonly LinkProperties[], draft: PropertyDraft, title: string): Promise<Step> {
  const pick = createQuickPick<StepItem>();
  const rows = propertyRows(links, draft);
  const changes = describeDraft(links, draft);
  pick.title = title;
  pick.placeholder =
    rows.length > 0 ? 'Choose a property to change, or add one' : 'No properties yet: add one';
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.items = [
    ...(changes
      ? [
          {
            icon: 'check',
            label: 'Save',
            description: changes,
            alwaysShow: true,
            step: { do: 'save' as const },
          },
        ]
      : []),
    { icon: 'add', label: 'Add Property…', alwaysShow: true, step: { do: 'add' } },
    ...rows.map(itemOf),
  ];
  try {
    return await new Promise((resolve) => {
      pick.onDidTriggerItemButton(({ button, item: { step } }) => {
        if ('row' in step) resolve({ do: button === REMOVE ? 'remove' : 'restore', row: step.row });
      });
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item) resolve(item.step);
      });
      pick.onDidHide(() => resolve({ do: 'cancel' }));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

function itemOf(row: PropertyRow): StepItem {
  const { name, before, after, state } = row;
  const was = `was ${describeValue(before)}`;
  const shown = { label: oneLine(name), step: { do: 'edit', row } as const };
  switch (state) {
    case 'kept':
      return { ...shown, description: `= ${describeValue(after)}`, buttons: [REMOVE] };
    case 'added':
      return { ...shown, description: `= ${describeValue(after)} (added)`, buttons: [RESTORE] };
    case 'changed':
      return { ...shown, description: `= ${describeValue(after)} (${was})`, buttons: [RESTORE, REMOVE] };
    case 'removed':
      return { ...shown, description: `removed (${was})`, buttons: [RESTORE] };
  }
}

/** A value as a row shows it; links with several values say so. */
function describeValue(values: readonly (string | undefined)[]): string {
  const [value] = values;
  if (values.length > 1) return 'several values';
  return value === undefined ? 'not there' : `“${oneLine(value)}”`;
}
