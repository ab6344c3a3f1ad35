import * as vscode from 'vscode';
import { inert, oneLine } from '../domain';
import { BACK, type Back, inertly } from './quickInput';

/** A row, with a codicon where it has one: its texts hold names, so no icon stands within them. */
export interface PickItem extends vscode.QuickPickItem {
  readonly icon?: string;
}

/** How a quick pick looks, whatever it asks. */
export interface PickFrame {
  readonly title: string;
  readonly placeholder?: string | undefined;
  /** Which step of how many it is. */
  readonly step?: readonly [step: number, of: number] | undefined;
  /** A button leads to the step before. */
  readonly back?: boolean | undefined;
  readonly matchOnDescription?: boolean | undefined;
  readonly matchOnDetail?: boolean | undefined;
  /** Rows stay in their order while a text is typed; else VS Code puts those first whose label begins with it. */
  readonly keepsOrder?: boolean | undefined;
  /** It closes once the person clicks elsewhere; otherwise it stays while they look something up. */
  readonly closesOnBlur?: boolean | undefined;
}

/**
 * Asks in a quick pick that changes while it is open. `begin` fills it, listens to it and answers by `resolve` or
 * `reject`, with which it closes. Undefined when the person leaves it. `pickOne` and `pickMany` are for lists that stay.
 */
export async function openQuickPick<I extends PickItem, R>(
  frame: PickFrame,
  begin: (
    pick: vscode.QuickPick<I>,
    resolve: (answer: R | Back) => void,
    reject: (error: unknown) => void,
  ) => void,
): Promise<R | Back | undefined> {
  const pick = createQuickPick<I>();
  pick.title = frame.title;
  pick.placeholder = frame.placeholder;
  pick.matchOnDescription = frame.matchOnDescription ?? false;
  pick.matchOnDetail = frame.matchOnDetail ?? false;
  pick.ignoreFocusOut = frame.closesOnBlur !== true;
  // Known to VS Code for years, but not to its types; without it rows show all the same.
  if (frame.keepsOrder) (pick as { sortByLabel?: boolean }).sortByLabel = false;
  if (frame.step) [pick.step, pick.totalSteps] = frame.step;
  if (frame.back) pick.buttons = [vscode.QuickInputButtons.Back];
  try {
    return await new Promise((resolve, reject) => {
      pick.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) resolve(BACK);
      });
      pick.onDidHide(() => resolve(undefined));
      begin(pick, resolve, reject);
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

/** A button that answers something of its own. */
export interface PickButton<T> {
  /** A codicon. */
  readonly icon: string;
  readonly tooltip: string;
  readonly value: T;
}

/** A row of a list to choose from. */
export interface Choice<T> extends PickItem {
  readonly value: T;
  /** Buttons at the end of the row. */
  readonly actions?: readonly PickButton<T>[];
}

/** A row that can't be chosen: it only says something, or separates others. */
export interface Remark extends PickItem {
  readonly value?: undefined;
  readonly actions?: undefined;
}

type Row<T> = Choice<T> | Remark;

export interface PickOneOptions<T> extends Omit<PickFrame, 'title' | 'back'> {
  /** The value whose row is active at first. */
  readonly active?: T | undefined;
  /** Buttons beside the title. */
  readonly buttons?: readonly PickButton<T>[];
  /** A row for a text that was typed, where it stands for none of the choices. */
  readonly typed?: ((text: string) => Row<T> | undefined) | undefined;
  /** Says that a text that was typed matches none of the choices. */
  readonly noMatch?: ((text: string) => string) | undefined;
}

/** Lets the person go back; the answer tells whether they did. */
interface MayGoBack {
  readonly back: boolean;
}

/** Asks for one of some answers. Undefined when the person cancels. */
export function pickOne<T>(
  title: string,
  choices: readonly Row<T>[],
  options: PickOneOptions<T> & MayGoBack,
): Promise<T | Back | undefined>;
export function pickOne<T>(
  title: string,
  choices: readonly Row<T>[],
  options?: PickOneOptions<T>,
): Promise<T | undefined>;
export function pickOne<T>(
  title: string,
  choices: readonly Row<T>[],
  { active, buttons = [], typed, noMatch, ...frame }: PickOneOptions<T> & Partial<MayGoBack> = {},
): Promise<T | Back | undefined> {
  const values = new Map<vscode.QuickInputButton, T>();
  const buttonOf = ({ icon, tooltip, value }: PickButton<T>) => {
    const button = { iconPath: new vscode.ThemeIcon(icon), tooltip };
    values.set(button, value);
    return button;
  };
  const rowOf = ({ actions, ...choice }: Row<T>): Row<T> => ({
    ...choice,
    ...(actions && { buttons: actions.map(buttonOf) }),
  });
  return openQuickPick<Row<T>, T>({ ...frame, title }, (pick, resolve) => {
    const answer = (value: T | undefined) => {
      if (value !== undefined) resolve(value);
    };
    const rows = choices.map(rowOf);
    pick.items = rows;
    const current = active === undefined ? undefined : rows.find(({ value }) => value === active);
    if (current) pick.activeItems = [current];
    pick.buttons = [...pick.buttons, ...buttons.map(buttonOf)];
    if (typed)
      pick.onDidChangeValue((text) => {
        const row = text.trim() === '' ? undefined : typed(text.trim());
        pick.items = row ? [...rows, { ...row, alwaysShow: true }] : rows;
      });
    if (noMatch) sayNoMatch(pick, rows, noMatch);
    pick.onDidTriggerButton((button) => answer(values.get(button)));
    pick.onDidTriggerItemButton(({ button }) => answer(values.get(button)));
    pick.onDidAccept(() => answer(pick.selectedItems[0]?.value));
  });
}

/** While no row has what was typed, one more says so: else the picker would be empty, and deaf. */
function sayNoMatch<I extends PickItem>(
  pick: vscode.QuickPick<I>,
  rows: readonly I[],
  noMatch: (text: string) => string,
): void {
  let isSaid = false;
  pick.onDidChangeValue((value) => {
    const text = value.trim();
    const says = text !== '' && !rows.some(hasText(text, pick));
    if (says) pick.items = [...rows, { icon: 'info', label: noMatch(text), alwaysShow: true } as I];
    else if (isSaid) pick.items = rows;
    isSaid = says;
  });
}

export type PickManyOptions = Omit<PickFrame, 'title' | 'back'>;

/**
 * Asks for several of some answers; rows with `picked` are ticked at first. With none ticked, Enter takes the row that
 * the person went to, else the first one that has what they typed. Undefined when the person cancels.
 */
export function pickMany<T>(
  title: string,
  choices: readonly Row<T>[],
  options: PickManyOptions & MayGoBack,
): Promise<readonly T[] | Back | undefined>;
export function pickMany<T>(
  title: string,
  choices: readonly Row<T>[],
  options?: PickManyOptions,
): Promise<readonly T[] | undefined>;
export function pickMany<T>(
  title: string,
  choices: readonly Row<T>[],
  frame: PickManyOptions & Partial<MayGoBack> = {},
): Promise<readonly T[] | Back | undefined> {
  // In their order, so that the first row with what was typed is the first one that shows.
  return openQuickPick<Row<T>, readonly T[]>({ ...frame, title, keepsOrder: true }, (pick, resolve) => {
    pick.canSelectMany = true;
    pick.items = choices;
    pick.selectedItems = choices.filter(({ picked }) => picked);
    pick.onDidAccept(() => {
      const ticked = pick.selectedItems.length > 0 ? pick.selectedItems : pick.activeItems;
      const taken = ticked.length > 0 ? ticked : choices.filter(hasText(pick.value, frame)).slice(0, 1);
      const values = taken.flatMap(({ value }) => (value === undefined ? [] : [value]));
      if (values.length > 0) resolve(values);
      else pick.items = [nothingTicked(), ...choices];
    });
  });
}

const nothingTicked = (): Remark => ({
  icon: 'info',
  label: vscode.l10n.t('Nothing is ticked: tick at least one row'),
  alwaysShow: true,
});

/** Whether a row shows a text, in what is matched of it. An empty text is none. */
function hasText(
  typed: string,
  { matchOnDescription, matchOnDetail }: Pick<PickFrame, 'matchOnDescription' | 'matchOnDetail'>,
) {
  const text = typed.trim().toLowerCase();
  return ({ label, description = '', detail = '' }: PickItem): boolean =>
    text !== '' &&
    [label, matchOnDescription ? description : '', matchOnDetail ? detail : ''].some((shown) =>
      shown.toLowerCase().includes(text),
    );
}

/**
 * A quick pick whose texts are shown as text, whatever is in them: icons come through `icon`. What was typed stays
 * as it is.
 */
export function createQuickPick<T extends PickItem>(): vscode.QuickPick<T> {
  const shownOf = new Map<T, T>();
  const shown = (items: readonly T[]) => items.map((item) => shownOf.get(item) ?? item);
  return inertly(vscode.window.createQuickPick<T>(), (key, value) => {
    if (key === 'items') {
      const given = value as readonly T[];
      const items = given.map(inertItem);
      shownOf.clear();
      for (const [index, item] of given.entries()) shownOf.set(item, items[index] ?? item);
      return items;
    }
    return key === 'activeItems' || key === 'selectedItems' ? shown(value as readonly T[]) : value;
  });
}

function inertItem<T extends PickItem>(item: T): T {
  const { icon, label, description, detail } = item;
  return {
    ...item,
    ...(icon !== undefined && { iconPath: new vscode.ThemeIcon(icon) }),
    label: oneLine(label),
    ...(description !== undefined && { description: inert(description) }),
    ...(detail !== undefined && { detail: inert(detail) }),
  };
}

type ShowPickOptions = Pick<vscode.QuickPickOptions, 'title' | 'placeHolder' | 'ignoreFocusOut'> &
  Partial<Pick<vscode.QuickPickOptions, 'matchOnDescription' | 'matchOnDetail'>>;

/** One of some rows. `pickOne` is what new callers use. */
export function showQuickPick<T extends PickItem>(
  items: readonly T[],
  options: ShowPickOptions,
): Thenable<T | undefined> {
  return vscode.window.showQuickPick(items.map(inertItem), inertOptions(options));
}

/** Several of some rows. `pickMany` is what new callers use. */
export function showQuickPickOfMany<T extends PickItem>(
  items: readonly T[],
  options: ShowPickOptions,
): Thenable<T[] | undefined> {
  return vscode.window.showQuickPick(items.map(inertItem), { ...inertOptions(options), canPickMany: true });
}

function inertOptions<T extends { readonly title?: string; readonly placeHolder?: string }>(options: T): T {
  const { title, placeHolder } = options;
  return {
    ...options,
    ...(title !== undefined && { title: inert(title) }),
    ...(placeHolder !== undefined && { placeHolder: inert(placeHolder) }),
  };
}
