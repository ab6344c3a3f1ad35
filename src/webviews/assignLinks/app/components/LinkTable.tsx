import * as l10n from '@vscode/l10n';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Controller } from '../controller';
import { TARGET_FIELD } from '../focus';
import { type GridActions, onGridBlur, onGridChange, onGridKey, onGridPointer } from '../gridKeys';
import { pathsByName } from '../paths';
import type { Form, SortColumn, TableView, UntypedRow } from '../state/model';
import { describeUntyped, isCutOff } from '../state/summary';
import type { RowProblems } from '../state/validate';
import {
  isFiltered,
  nextSort,
  ranksOf,
  rangeBetween,
  type Shown,
  shownRows,
  tickedOf,
  type ViewPart,
} from '../state/view';
import { BulkBar, focusBulk } from './BulkBar';
import { LinkRow } from './LinkRow';
import { TableFilter } from './TableFilter';
import { EntryName, Icon, PropertyMarks, ShowMore } from './widgets';

/** Rows drawn at first and with each Show more. */
const STEP = 100;
/** From so many rows on a filter helps. */
const FILTER_FROM = 6;

interface Props {
  readonly form: Form;
  readonly problems: ReadonlyMap<string, RowProblems>;
  readonly controller: Controller;
}

/** The outgoing links as editable rows. */
export function LinkTable({ form, problems, controller }: Props) {
  const { rows, untyped, contents, view, base } = form;
  const { linkTypes } = contents;
  const [limit, setLimit] = useState(STEP);
  const locked = contents.readOnly !== 'no';
  // Where a row stands does not change while it is edited.
  const ranks = useMemo(() => ranksOf(rows, view.sort, linkTypes), [base, view.sort, linkTypes]);
  const shown = useMemo(
    () => shownRows(rows, problems, { view, ranks, limit }),
    [rows, problems, view, ranks, limit],
  );
  const sameNames = useMemo(() => pathsByName(shown.rows.map(({ target }) => target)), [shown.rows]);
  const now = useRef<Now>({ form, shown, limit });
  now.current = { form, shown, limit };
  const actions = useMemo(() => tableActions(now, controller, setLimit), [controller]);

  if (rows.length === 0 && untyped.length === 0) {
    return (
      <>
        <p class="empty">
          {isCutOff(form)
            ? l10n.t('The links can’t be read from here now.')
            : locked
              ? l10n.t('No links.')
              : l10n.t('No links yet. Search for a target above.')}
        </p>
        <BulkBar form={form} ticked={tickedOf(rows, shown, view)} controller={controller} />
      </>
    );
  }
  const allTicked = shown.matching.length > 0 && shown.matching.every(({ id }) => view.ticked.has(id));
  const setView = (part: ViewPart) => controller.dispatch({ type: 'viewChanged', view: part });
  return (
    <>
      {(rows.length >= FILTER_FROM || isFiltered(view)) && (
        <TableFilter form={form} shown={shown} onView={setView} />
      )}
      <div
        role="grid"
        class="table"
        aria-label={l10n.t('Outgoing links')}
        aria-rowcount={rows.length + untyped.length + 1}
        aria-multiselectable={!locked}
        onKeyDown={(event) => onGridKey(event, locked ? actions.moves : actions.keys)}
        onPointerDown={onGridPointer}
        onFocusOut={onGridBlur}
        onChange={onGridChange}
      >
        <div
          role="row"
          id={HEAD}
          data-row
          tabIndex={0}
          class="row head"
          aria-label={l10n.t('Columns of the outgoing links')}
        >
          <span role="columnheader" class="status">
            {!locked && rows.length > 0 && (
              <input
                type="checkbox"
                class="tick"
                tabIndex={-1}
                data-column="tick"
                aria-label={l10n.t('Select All')}
                title={l10n.t('Select All (Ctrl+A)')}
                checked={allTicked}
                ref={(box) => {
                  if (box) box.indeterminate = !allTicked && view.ticked.size > 0;
                }}
                onClick={() => actions.keys.tickAll?.()}
              />
            )}
            {l10n.t('Change')}
          </span>
          <SortHead by="type" text={l10n.t('Link type (id)')} view={view} onView={setView} />
          <SortHead by="target" text={l10n.t('Target')} view={view} onView={setView} />
          <span role="columnheader">{l10n.t('Properties')}</span>
          <span role="columnheader">
            <span class="hidden">{l10n.t('Actions')}</span>
          </span>
        </div>
        {untyped.map((row, index) => (
          <UntypedRowView key={`untyped-${index}`} row={row} controller={controller} />
        ))}
        {shown.rows.map((row) => (
          <LinkRow
            key={row.id}
            row={row}
            problems={problems.get(row.id)}
            types={linkTypes}
            locked={locked}
            ticked={view.ticked.has(row.id)}
            others={sameNames.get(row.target.name)}
            controller={controller}
            onTick={actions.tick}
            onRemove={actions.removeOne}
          />
        ))}
      </div>
      {shown.matching.length === 0 && rows.length > 0 && (
        <p class="empty">{l10n.t('No link matches the filter.')}</p>
      )}
      <ShowMore shown={limit} total={shown.matching.length} step={STEP} onMore={setLimit} />
      <BulkBar form={form} ticked={tickedOf(rows, shown, view)} controller={controller} />
    </>
  );
}

const HEAD = 'links-head';

interface SortHeadProps {
  readonly by: SortColumn;
  readonly text: string;
  readonly view: TableView;
  readonly onView: (view: ViewPart) => void;
}

/** The head of a column that sorts: up, down, and back to the order of the server. */
function SortHead({ by, text, view: { sort }, onView }: SortHeadProps) {
  const own = sort?.by === by ? sort : undefined;
  const next = nextSort(sort, by);
  const title = !next
    ? l10n.t('Show in the order of the server')
    : next.descending
      ? l10n.t('Sort by {0}, descending', text)
      : l10n.t('Sort by {0}, ascending', text);
  return (
    <span
      role="columnheader"
      class={by}
      aria-sort={own ? (own.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" class="sort" tabIndex={-1} title={title} onClick={() => onView({ sort: next })}>
        {text}
        {own && <Icon name={own.descending ? 'arrow-down' : 'arrow-up'} />}
      </button>
    </span>
  );
}

/** What the table shows right now: rows that are not drawn again hold on to older handlers. */
interface Now {
  readonly form: Form;
  readonly shown: Shown;
  readonly limit: number;
}

function tableActions(
  now: { readonly current: Now },
  controller: Controller,
  setLimit: (limit: number) => void,
) {
  /** The row that was ticked last: where a range begins. */
  let anchor: string | undefined;
  const ticked = () => now.current.form.view.ticked;
  const setTicks = (rowIds: readonly string[], on: boolean) =>
    controller.dispatch({ type: 'ticked', rowIds, on });

  const tick = (rowId: string, range: boolean) => {
    if (rowId === HEAD) tickAll();
    else {
      const ids = range ? rangeBetween(now.current.shown.matching, anchor, rowId) : [rowId];
      setTicks(ids, !ticked().has(rowId));
      anchor = rowId;
    }
  };
  const tickAll = () => {
    const ids = now.current.shown.matching.map(({ id }) => id);
    const all = ids.every((id) => ticked().has(id));
    setTicks(ids, !all);
  };
  const remove = (rowIds: readonly string[]) =>
    controller.dispatch({ type: 'rowsChanged', rowIds, change: { kind: 'remove' } });

  const moves: GridActions = {
    more() {
      const { shown, limit } = now.current;
      if (shown.matching.length <= limit) return false;
      setLimit(limit + STEP);
      return true;
    },
  };
  const keys: GridActions = {
    ...moves,
    tick,
    tickAll,
    clear: () => {
      const any = ticked().size > 0;
      if (any) setTicks([...ticked()], false);
      return any;
    },
    act(rowId) {
      const { form, shown } = now.current;
      const { all } = tickedOf(form.rows, shown, form.view);
      return all.length > 1 && all.some(({ id }) => id === rowId) && focusBulk();
    },
    grow: (fromId, toId) => {
      if ([fromId, toId].includes(HEAD)) return;
      setTicks([fromId, toId], true);
      anchor = toId;
    },
    /** The ticked rows where the row is one of them, as a list does it. */
    remove(rowId) {
      const { form, shown } = now.current;
      const { live } = tickedOf(form.rows, shown, form.view);
      const ids = live.some(({ id }) => id === rowId) ? live.map(({ id }) => id) : [rowId];
      focusNext(shown, rowId, new Set(ids));
      remove(ids);
    },
  };
  return {
    moves,
    keys,
    tick,
    /** By the row's own button. A row added here goes with it; any other one stays, with the button that undoes it. */
    removeOne: (rowId: string) => {
      const { form, shown } = now.current;
      const isGone = form.rows.some(({ id, base }) => id === rowId && !base);
      if (isGone) focusNext(shown, rowId, new Set([rowId]), 'remove');
      remove([rowId]);
    },
  };
}

/** Moves the focus from rows that are done with to the next one, else to the one before. */
function focusNext(shown: Shown, rowId: string, done: ReadonlySet<string>, column?: string): void {
  const at = shown.rows.findIndex(({ id }) => id === rowId);
  const isOther = ({ id }: { readonly id: string }) => !done.has(id);
  const next =
    shown.rows.slice(at + 1).find(isOther) ?? shown.rows.slice(0, Math.max(at, 0)).findLast(isOther);
  const row = document.getElementById(next?.id ?? TARGET_FIELD);
  const button = column ? row?.querySelector<HTMLElement>(`[data-column="${column}"]`) : undefined;
  (button ?? row)?.focus();
}

interface UntypedProps {
  readonly row: UntypedRow;
  readonly controller: Controller;
}

/** A link that stops saving, with the reason: to look at only. */
function UntypedRowView({ row: { target, type, properties, why }, controller }: UntypedProps) {
  const { state, text } = describeUntyped(why);
  return (
    <div role="row" data-row tabIndex={0} class="row untyped">
      <div role="gridcell" class="status">
        <Icon name="warning" />
        <span>{state}</span>
      </div>
      <div role="gridcell" class="type">
        <bdi>{type || l10n.t('No labels')}</bdi>
        <div class="field-error">{text}</div>
      </div>
      <div role="gridcell" class="target">
        <EntryName entry={target} inRow onOpen={() => void controller.errands.reveal(target.id)} />
      </div>
      <div role="gridcell" class="properties">
        {properties.length > 0 && (
          <PropertyMarks properties={properties.map((one) => ({ ...one, mark: 'same' }))} />
        )}
      </div>
    </div>
  );
}
