import * as vscode from 'vscode';
import type { Forgotten } from '../changes';
import { BACK, formatNumber, openQuickPick, type PickItem, pickOne } from '../ui';
import {
  actionsFor,
  actionTitle,
  describeForgotten,
  describeRow,
  type HistoryAction,
  type HistoryRow,
} from './rows';

export interface HistoryPick {
  readonly row: HistoryRow;
  readonly action: HistoryAction;
}

interface RowItem extends PickItem {
  readonly row?: HistoryRow;
  readonly older?: true;
}

interface ActionButton extends vscode.QuickInputButton {
  readonly action: HistoryAction;
}

/** Rows listed at once: a box with thousands of them is slow, and nobody reads them. */
const PAGE = 100;

const ICONS: Readonly<Record<HistoryAction, string>> = {
  show: 'diff',
  undo: 'discard',
  restore: 'history',
  restoreLost: 'references',
  goTo: 'go-to-file',
};

function describeAction(action: HistoryAction): string {
  switch (action) {
    case 'show':
      return vscode.l10n.t('Compare the links before and after it, side by side');
    case 'undo':
      return vscode.l10n.t('Take back what it did; what was changed since stays');
    case 'restore':
      return vscode.l10n.t(
        'Give the entry exactly the links that it had before it, whatever was changed since',
      );
    case 'restoreLost':
      return vscode.l10n.t(
        'Put back the links from other entries that the server dropped with it, through those entries',
      );
    case 'goTo':
      return vscode.l10n.t('Select the entry in the tree');
  }
}

/** Beside the title of a history that is of one entry or connection only. */
const allButton = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon('list-flat'),
  tooltip: vscode.l10n.t('Show the Changes of All Entries'),
});

export interface PickOptions {
  readonly title: string;
  /** The rows are not all there are: the person may ask for all of them. */
  readonly isPart: boolean;
  /** What the history does not hold any more: told as its last row. */
  readonly forgotten?: Forgotten | undefined;
}

/** Lists changes and asks what to do with one. `all`: the person wants to see all. Undefined when they leave it. */
export async function pickFromHistory(
  rows: readonly HistoryRow[],
  options: PickOptions,
): Promise<HistoryPick | 'all' | undefined> {
  let shown = PAGE;
  let active: HistoryRow | undefined;
  for (;;) {
    const picked = await pickRow(rows, { ...options, shown, active });
    if (!picked || picked === 'all' || picked.action) return picked;
    ({ row: active, shown } = picked);
    const action = await pickAction(active);
    if (!action) return undefined;
    if (action !== 'back') return { row: active, action };
  }
}

interface Listing extends PickOptions {
  readonly shown: number;
  readonly active: HistoryRow | undefined;
}

type PickedRow = HistoryPick | { readonly row: HistoryRow; readonly shown: number; readonly action?: never };

async function pickRow(
  rows: readonly HistoryRow[],
  listing: Listing,
): Promise<PickedRow | 'all' | undefined> {
  let { shown } = listing;
  const frame = {
    title: listing.title,
    placeholder:
      rows.length > 0
        ? vscode.l10n.t('Choose a change to show, undo or restore')
        : vscode.l10n.t('Nothing to choose from yet'),
    matchOnDescription: true,
    matchOnDetail: true,
  };
  const picked = await openQuickPick<RowItem, PickedRow | 'all'>(frame, (pick, resolve) => {
    if (listing.isPart) pick.buttons = [allButton()];
    const show = (active: HistoryRow | undefined) => {
      pick.items = [...itemsOf(rows, shown), ...forgottenItems(listing.forgotten)];
      // Left alone otherwise: the first row is active then, as in every list.
      if (active) pick.activeItems = pick.items.filter(({ row }) => row === active);
    };
    show(listing.active);
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item?.row) resolve({ row: item.row, shown });
      if (!item?.older) return;
      const next = rows[shown];
      shown += PAGE;
      show(next);
    });
    pick.onDidTriggerButton(() => resolve('all'));
    pick.onDidTriggerItemButton(({ item: { row }, button }) => {
      if (row && isActionButton(button)) resolve({ row, action: button.action });
    });
  });
  return picked === BACK ? undefined : picked;
}

function itemsOf(rows: readonly HistoryRow[], shown: number): RowItem[] {
  if (rows.length === 0)
    return [
      {
        label: vscode.l10n.t('No link changes yet'),
        detail: vscode.l10n.t('Changes that are made here are kept with the links before them'),
        iconPath: new vscode.ThemeIcon('info'),
        alwaysShow: true,
      },
    ];
  const older = rows.length - shown;
  return [
    ...rows.slice(0, shown).map(itemOf),
    ...(older > 0
      ? [
          {
            label: vscode.l10n.t('Show Older…'),
            description: vscode.l10n.t('{0} more', formatNumber(older)),
            iconPath: new vscode.ThemeIcon('ellipsis'),
            alwaysShow: true,
            older: true as const,
          },
        ]
      : []),
  ];
}

function forgottenItems(forgotten: Forgotten | undefined): RowItem[] {
  if (!forgotten) return [];
  return [{ ...describeForgotten(forgotten), iconPath: new vscode.ThemeIcon('archive'), alwaysShow: true }];
}

function itemOf(row: HistoryRow): RowItem {
  const { icon, ...words } = describeRow(row);
  return {
    ...words,
    iconPath: new vscode.ThemeIcon(icon),
    buttons: actionsFor(row).map((action): ActionButton => ({
      iconPath: new vscode.ThemeIcon(ICONS[action]),
      tooltip: actionTitle(action, row),
      action,
    })),
    row,
  };
}

function isActionButton(button: vscode.QuickInputButton): button is ActionButton {
  return 'action' in button;
}

async function pickAction(row: HistoryRow): Promise<HistoryAction | 'back' | undefined> {
  const { label, description, detail } = describeRow(row);
  const choices = actionsFor(row).map((action) => ({
    label: actionTitle(action, row),
    detail: describeAction(action),
    icon: ICONS[action],
    value: action,
  }));
  const picked = await pickOne(vscode.l10n.t('Change of {0}', label), choices, {
    placeholder: `${description} · ${detail}`,
    back: true,
  });
  return picked === BACK ? 'back' : picked;
}
