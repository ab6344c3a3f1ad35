/**
 * The keys of a table of rows: one Tab stop a row, arrows between rows and within a row. Fields take part as a grid's
 * cells do: arrows pass over them until Enter, F2, a click or typing begins an edit, which Escape or Enter ends.
 */

/** What keys can do with rows. */
export interface GridActions {
  /** Ticks a row, or takes its tick away; `range`: all from the row that was ticked last. */
  readonly tick?: (rowId: string, range: boolean) => void;
  /** The selection grows from one row to the next one. */
  readonly grow?: (fromId: string, toId: string) => void;
  readonly tickAll?: () => void;
  /** Takes all ticks away; false where there are none. */
  readonly clear?: () => boolean;
  readonly remove?: (rowId: string) => void;
  /** Goes to what can be done with the ticked rows; false where the row is not one of several. */
  readonly act?: (rowId: string) => boolean;
  /** Draws more rows; false where all are drawn. */
  readonly more?: () => boolean;
}

const ROW = '[data-row]';
const CONTROL = ':is(button, input, select):not(:disabled)';
const FIELD = 'select, input:not([type="checkbox"])';

export function onGridKey(event: KeyboardEvent, actions: GridActions): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || event.defaultPrevented || event.isComposing || event.altKey) return;
  const row = target.closest<HTMLElement>(ROW);
  if (!row) return;
  const isField = target.matches(FIELD);
  if (isField && isEdited(target)) {
    if (onEditKey(event, target, row)) event.preventDefault();
    return;
  }
  if (isField && target instanceof HTMLInputElement && isTyping(event)) {
    edit(target);
    return;
  }
  const withControl = event.ctrlKey || event.metaKey;
  const done = withControl
    ? onControlKey(key, row, actions)
    : target === row
      ? onRowKey(event, row, actions)
      : onCellKey(event, target, row, actions);
  if (done) event.preventDefault();
}

/** Begins an edit of a field that gets the focus. */
export function edit(field: HTMLElement): void {
  field.dataset['edited'] = '';
  field.focus();
}

/** A click into a field begins an edit of it. */
export function onGridPointer({ target }: Event): void {
  if (target instanceof HTMLElement && target.matches(FIELD)) target.dataset['edited'] = '';
}

export function onGridBlur({ target }: Event): void {
  if (target instanceof HTMLElement) delete target.dataset['edited'];
}

/** What was chosen is chosen: the arrows lead on from here. */
export function onGridChange({ target }: Event): void {
  if (target instanceof HTMLSelectElement) delete target.dataset['edited'];
}

const isEdited = (field: HTMLElement) => field.dataset['edited'] !== undefined;

const isTyping = ({ key, ctrlKey, metaKey }: KeyboardEvent) =>
  !ctrlKey && !metaKey && (key.length === 1 || key === 'Backspace' || key === 'Delete');

/** Keys of a field that is edited are its own, but for those that lead out of it. */
function onEditKey(event: KeyboardEvent, field: HTMLElement, row: HTMLElement): boolean {
  const { key, shiftKey } = event;
  if (key === 'Escape' || (key === 'Enter' && field instanceof HTMLInputElement && isPlain(event))) {
    delete field.dataset['edited'];
    // Nothing else is to be left by the same key.
    event.stopPropagation();
    return true;
  }
  if (key !== 'Tab') return false;
  // From a property's name to its value, and on to the next one.
  const fields = [...row.querySelectorAll<HTMLElement>(FIELD)].filter(
    (one) => one instanceof HTMLInputElement,
  );
  const next = fields[fields.indexOf(field as HTMLInputElement) + (shiftKey ? -1 : 1)];
  if (!(field instanceof HTMLInputElement) || !next) return false;
  edit(next);
  if (next instanceof HTMLInputElement) next.select();
  return true;
}

const isPlain = ({ ctrlKey, metaKey, shiftKey }: KeyboardEvent) => !ctrlKey && !metaKey && !shiftKey;

function onControlKey(key: string, row: HTMLElement, actions: GridActions): boolean {
  switch (key) {
    case 'a':
    case 'A':
      if (!actions.tickAll) return false;
      keepTextUnselected();
      actions.tickAll();
      return true;
    case 'Home':
      return focusOn(rowsBeside(row)[0]);
    case 'End':
      return focusOn(rowsBeside(row).at(-1));
    default:
      return false;
  }
}

function onRowKey(event: KeyboardEvent, row: HTMLElement, actions: GridActions): boolean {
  const [first] = controlsOf(row);
  switch (event.key) {
    case 'ArrowRight':
      return focusOn(first);
    case 'Enter':
    case 'F2':
      if (event.key === 'Enter' && actions.act?.(row.id)) return true;
      // The first field; of a row without one, its first button.
      return focusOn(controlsOf(row).find((one) => one.matches(FIELD)) ?? first);
    case 'Home':
      return focusOn(rowsBeside(row)[0]);
    case 'End':
      return focusOn(rowsBeside(row).at(-1));
    case 'Escape':
      return actions.clear?.() ?? false;
    case ' ':
      actions.tick?.(row.id, event.shiftKey);
      return true;
    case 'ArrowDown':
    case 'ArrowUp': {
      // As in lists: what the selection grows over is ticked.
      move(row, event.key === 'ArrowDown' ? 1 : -1, actions, (next) => {
        if (event.shiftKey) actions.grow?.(row.id, next.id);
        next.focus();
      });
      return true;
    }
    default:
      return onSharedKey(event, row, actions);
  }
}

function onCellKey(event: KeyboardEvent, cell: HTMLElement, row: HTMLElement, actions: GridActions): boolean {
  const controls = controlsOf(row);
  const at = controls.indexOf(cell);
  switch (event.key) {
    case 'ArrowRight':
      return focusOn(controls[at + 1]) || true;
    case 'ArrowLeft':
      return focusOn(controls[at - 1] ?? row);
    case 'Home':
      return focusOn(controls[0]);
    case 'End':
      return focusOn(controls.at(-1));
    case 'Escape':
      return focusOn(row);
    case 'Enter':
    case 'F2':
    case ' ':
      if (!cell.matches(FIELD)) return false;
      edit(cell);
      if (cell instanceof HTMLInputElement) cell.select();
      // A list opens by the same key.
      return cell instanceof HTMLInputElement;
    case 'ArrowDown':
    case 'ArrowUp': {
      const { column } = cell.dataset;
      move(row, event.key === 'ArrowDown' ? 1 : -1, actions, (next) => {
        const same = column
          ? next.querySelector<HTMLElement>(`[data-column="${column}"]:not(:disabled)`)
          : null;
        (same ?? next).focus();
      });
      return true;
    }
    default:
      return onSharedKey(event, row, actions);
  }
}

function onSharedKey({ key }: KeyboardEvent, row: HTMLElement, actions: GridActions): boolean {
  switch (key) {
    case 'Delete':
      actions.remove?.(row.id);
      return actions.remove !== undefined;
    case 'PageDown':
    case 'PageUp': {
      const rows = rowsBeside(row);
      const at = rows.indexOf(row) + (key === 'PageDown' ? PAGE : -PAGE);
      return focusOn(rows[Math.max(0, Math.min(rows.length - 1, at))]);
    }
    default:
      return false;
  }
}

/** Rows that Page Up and Page Down pass over. */
const PAGE = 10;

/** Goes to the row beside; below the last one that is drawn, more are drawn first. */
function move(row: HTMLElement, by: 1 | -1, { more }: GridActions, to: (next: HTMLElement) => void): void {
  const next = sibling(row, by);
  if (next) to(next);
  else if (by > 0 && more?.())
    window.setTimeout(() => {
      const drawn = sibling(row, by);
      if (drawn) to(drawn);
    });
}

function sibling(row: HTMLElement, by: 1 | -1): HTMLElement | undefined {
  const rows = rowsBeside(row);
  return rows[rows.indexOf(row) + by];
}

const rowsBeside = (row: HTMLElement): readonly HTMLElement[] => [
  ...(row.parentElement?.querySelectorAll<HTMLElement>(`:scope > ${ROW}`) ?? []),
];

const controlsOf = (row: HTMLElement): readonly HTMLElement[] => [
  ...row.querySelectorAll<HTMLElement>(CONTROL),
];

function focusOn(element: HTMLElement | undefined): boolean {
  element?.focus();
  return element !== undefined;
}

/** Milliseconds within which VS Code answers Ctrl+A with a selection of all text. */
const SELECTION_MS = 500;

/** VS Code selects all text of the page by the same key: here it means rows. */
function keepTextUnselected(): void {
  const prevent = (event: Event) => event.preventDefault();
  document.addEventListener('selectstart', prevent, { capture: true });
  window.setTimeout(
    () => document.removeEventListener('selectstart', prevent, { capture: true }),
    SELECTION_MS,
  );
}
