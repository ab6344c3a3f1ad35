import { useState } from 'preact/hooks';
import type { Controller } from '../controller';
import type { Form, UnresolvedRow } from '../state/model';
import { isCutOff } from '../state/summary';
import { whyUnresolved } from '../state/unresolved';
import type { RowProblems } from '../state/validate';
import { visibleRows } from '../state/visible';
import { EntryName } from './EntryName';
import { Icon } from './Icon';
import { LinkRow } from './LinkRow';
import { PropertyMarks } from './PropertyMarks';
import { ShowMore } from './ShowMore';

/** Rows drawn at first and with each Show more. */
const STEP = 100;
/** From this many rows on a filter helps. */
const FILTER_FROM = 20;

interface Props {
  readonly form: Form;
  readonly problems: ReadonlyMap<string, RowProblems>;
  readonly controller: Controller;
}

/** The outgoing links as editable rows. */
export function LinkTable({ form, problems, controller }: Props) {
  const { rows, untyped, contents } = form;
  const [text, setText] = useState('');
  const [changesOnly, setChangesOnly] = useState(false);
  const [limit, setLimit] = useState(STEP);
  const hasFilter = rows.length > FILTER_FROM;
  const filter = hasFilter ? { text, changesOnly } : { text: '', changesOnly: false };
  const { rows: shown, matching } = visibleRows(rows, problems, filter, limit);

  if (rows.length === 0 && untyped.length === 0) {
    return (
      <p class="empty">
        {isCutOff(form)
          ? 'The links can’t be read from here now.'
          : contents.readOnly === 'no'
            ? 'No links yet. Search for a target above.'
            : 'No links.'}
      </p>
    );
  }
  return (
    <>
      {hasFilter && (
        <div class="filter">
          <input
            type="search"
            aria-label="Filter links"
            placeholder="Filter by name, path, id or property"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <label>
            <input
              type="checkbox"
              checked={changesOnly}
              onChange={(event) => setChangesOnly(event.currentTarget.checked)}
            />
            Changes only
          </label>
        </div>
      )}
      <div
        role="table"
        class="table"
        aria-label="Outgoing links"
        aria-rowcount={rows.length + untyped.length + 1}
      >
        <div role="row" class="row head">
          <span role="columnheader">Change</span>
          <span role="columnheader">Link type (id)</span>
          <span role="columnheader">Target</span>
          <span role="columnheader">Properties</span>
          <span role="columnheader" aria-label="Actions" />
        </div>
        {untyped.map((row, index) => (
          <UnresolvedRowView key={`unresolved-${index}`} row={row} controller={controller} />
        ))}
        {shown.map((row) => (
          <LinkRow
            key={row.id}
            row={row}
            problems={problems.get(row.id)}
            types={contents.linkTypes}
            locked={contents.readOnly !== 'no'}
            controller={controller}
            onGone={focusAfter}
          />
        ))}
      </div>
      {matching === 0 && <p class="empty">No link matches the filter.</p>}
      <ShowMore shown={limit} total={matching} step={STEP} onMore={setLimit} />
    </>
  );
}

/** Keeps the focus near a row that is about to go. */
function focusAfter(rowId: string): void {
  const row = document.getElementById(rowId);
  const next = row?.nextElementSibling?.querySelector<HTMLElement>('.actions button');
  (next ?? document.getElementById(TARGET_FIELD))?.focus();
}

/** Id of the field for a new target. */
export const TARGET_FIELD = 'target';

interface UnresolvedProps {
  readonly row: UnresolvedRow;
  readonly controller: Controller;
}

/** A link that stops saving, with the reason: to look at only. */
function UnresolvedRowView({ row: { target, type, properties, why }, controller }: UnresolvedProps) {
  const { state, text } = whyUnresolved(why);
  return (
    <div role="row" class="row unresolved">
      <div role="cell" class="status">
        <Icon name="warning" />
        <span>{state}</span>
      </div>
      <div role="cell" class="type">
        <bdi>{type || 'No labels'}</bdi>
        <div class="field-error">{text}</div>
      </div>
      <div role="cell" class="target">
        <EntryName entry={target} onOpen={() => void controller.reveal(target.id)} />
      </div>
      <div role="cell" class="properties">
        {properties.length > 0 && (
          <PropertyMarks properties={properties.map((one) => ({ ...one, mark: 'same' }))} />
        )}
      </div>
    </div>
  );
}
