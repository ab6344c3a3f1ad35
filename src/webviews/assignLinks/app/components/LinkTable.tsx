import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import { describeLink, type Link, plainLine } from '../../../../domain';
import { formatNumber } from '../../../shared/language';
import type { Controller } from '../controller';
import { TARGET_FIELD } from '../focus';
import type { Form, UntypedRow } from '../state/model';
import { visibleRows } from '../state/rows';
import { describeUntyped, isCutOff } from '../state/summary';
import type { RowProblems } from '../state/validate';
import { LinkRow } from './LinkRow';
import { EntryName, Icon, PropertyMarks, ShowMore } from './widgets';

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
          ? l10n.t('The links can’t be read from here now.')
          : contents.readOnly === 'no'
            ? l10n.t('No links yet. Search for a target above.')
            : l10n.t('No links.')}
      </p>
    );
  }
  return (
    <>
      {hasFilter && (
        <div class="filter">
          <input
            type="search"
            aria-label={l10n.t('Filter links')}
            placeholder={l10n.t('Filter by name, path, id or property')}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <label>
            <input
              type="checkbox"
              checked={changesOnly}
              onChange={(event) => setChangesOnly(event.currentTarget.checked)}
            />
            {l10n.t('Changes only')}
          </label>
        </div>
      )}
      <div
        role="table"
        class="table"
        aria-label={l10n.t('Outgoing links')}
        aria-rowcount={rows.length + untyped.length + 1}
      >
        <div role="row" class="row head">
          <span role="columnheader">{l10n.t('Change')}</span>
          <span role="columnheader">{l10n.t('Link type (id)')}</span>
          <span role="columnheader">{l10n.t('Target')}</span>
          <span role="columnheader">{l10n.t('Properties')}</span>
          <span role="columnheader" aria-label={l10n.t('Actions')} />
        </div>
        {untyped.map((row, index) => (
          <UntypedRowView key={`untyped-${index}`} row={row} controller={controller} />
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
      {matching === 0 && <p class="empty">{l10n.t('No link matches the filter.')}</p>}
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

interface UntypedProps {
  readonly row: UntypedRow;
  readonly controller: Controller;
}

/** A link that stops saving, with the reason: to look at only. */
function UntypedRowView({ row: { target, type, properties, why }, controller }: UntypedProps) {
  const { state, text } = describeUntyped(why);
  return (
    <div role="row" class="row untyped">
      <div role="cell" class="status">
        <Icon name="warning" />
        <span>{state}</span>
      </div>
      <div role="cell" class="type">
        <bdi>{type || l10n.t('No labels')}</bdi>
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

/** More incoming links than this stay folded at first. */
const FOLD_ABOVE = 5;
const INCOMING_STEP = 50;

interface IncomingProps {
  readonly links: readonly Link[];
  readonly sourceId: number;
  readonly controller: Controller;
}

/** The links that other entries own: to look at only, since assigning can't write them. */
export function IncomingList({ links, sourceId, controller }: IncomingProps) {
  const [limit, setLimit] = useState(INCOMING_STEP);
  if (links.length === 0) return null;
  return (
    <details class="incoming" open={links.length <= FOLD_ABOVE}>
      <summary>
        <h2>{l10n.t('Incoming links ({0})', formatNumber(links.length))}</h2>
      </summary>
      <p class="hint">
        {l10n.t('They belong to the entries they come from, and can be changed there only.')}
      </p>
      <ul>
        {links.slice(0, limit).map((link) => {
          const {
            otherId: id,
            otherName: name,
            otherPath,
            ownLabel,
            otherLabel,
          } = describeLink(link, sourceId);
          return (
            <li key={`${id} ${otherLabel} ${ownLabel}`}>
              <span class="labels">
                <Icon name="arrow-left" />
                <span class="hidden">{l10n.t('From')}</span>
                <bdi>{plainLine(otherLabel)}</bdi> → <bdi>{plainLine(ownLabel)}</bdi>
              </span>
              <EntryName
                entry={{ id, name, ...(otherPath && { path: otherPath }) }}
                onOpen={() => void controller.reveal(id)}
              />
            </li>
          );
        })}
      </ul>
      <ShowMore shown={limit} total={links.length} step={INCOMING_STEP} onMore={setLimit} />
    </details>
  );
}
