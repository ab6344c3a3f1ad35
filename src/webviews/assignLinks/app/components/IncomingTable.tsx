import * as l10n from '@vscode/l10n';
import { useRef, useState } from 'preact/hooks';
import { describeLink, type Link, plainLine } from '../../../../domain';
import { byCount, formatNumber } from '../../../shared/language';
import type { IncomingChange } from '../../protocol';
import type { Controller } from '../controller';
import { type GridActions, onGridKey } from '../gridKeys';
import { typeNameOf } from '../state/conflicts';
import type { Form } from '../state/model';
import { EntryButtons, RowButton } from './LinkRow';
import { Button, EntryName, Icon, PropertyMarks, ShowMore } from './widgets';

/** More incoming links than this stay folded at first. */
const FOLD_ABOVE = 5;
const STEP = 50;

interface Props {
  readonly form: Form;
  readonly controller: Controller;
}

/**
 * The links that other entries own. They are changed there, at once and with the same questions as from menus: they
 * are no part of what Assign sends for this entry.
 */
export function IncomingTable({ form, controller }: Props) {
  const { incoming: links, contents } = form;
  const [limit, setLimit] = useState(STEP);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | undefined>(undefined);
  if (links.length === 0) return null;
  const locked = contents.readOnly !== 'no' || form.disconnected || form.otherRepository !== undefined;
  const keyed = links.map((link) => ({ link, id: idOf(link) }));
  const chosen = keyed.filter(({ id }) => ticked.has(id)).map(({ link }) => link);
  const change = (what: IncomingChange, of: readonly Link[]) => void controller.changeIncoming(what, of);
  const linksAt = (rowId: string) => {
    if (ticked.has(rowId)) return chosen;
    return keyed.filter(({ id }) => id === rowId).map(({ link }) => link);
  };
  const tick = (rowId: string, range: boolean) => {
    const ids = keyed.map(({ id }) => id);
    const [from, to] = [ids.indexOf(range ? (anchor.current ?? rowId) : rowId), ids.indexOf(rowId)];
    const next = new Set(ticked);
    for (const id of from < 0 ? [rowId] : ids.slice(Math.min(from, to), Math.max(from, to) + 1)) {
      if (ticked.has(rowId)) next.delete(id);
      else next.add(id);
    }
    anchor.current = rowId;
    setTicked(next);
  };
  const moves: GridActions = {
    more() {
      if (limit < links.length) setLimit(limit + STEP);
      return limit < links.length;
    },
  };
  const keys: GridActions = {
    ...moves,
    tick,
    tickAll: () => setTicked(new Set(chosen.length < keyed.length ? keyed.map(({ id }) => id) : [])),
    clear() {
      setTicked(new Set());
      return ticked.size > 0;
    },
    grow: (from, to) => setTicked(new Set([...ticked, from, to])),
    remove: (rowId) => change('remove', linksAt(rowId)),
  };
  return (
    <details class="incoming" open={links.length <= FOLD_ABOVE}>
      <summary>
        <h2>{l10n.t('Incoming links ({0})', formatNumber(links.length))}</h2>
      </summary>
      <p class="hint">
        {locked
          ? l10n.t('They belong to the entries that they come from.')
          : l10n.t(
              'They belong to the entries that they come from: a change here is made there at once, and is not part of what Assign sends.',
            )}
      </p>
      <div
        role="grid"
        aria-label={l10n.t('Incoming links')}
        aria-rowcount={links.length}
        aria-multiselectable={!locked}
        onKeyDown={(event) => onGridKey(event, locked ? moves : keys)}
      >
        {keyed.slice(0, limit).map(({ link, id }) => (
          <IncomingRow
            key={id}
            id={id}
            link={link}
            form={form}
            {...(!locked && { ticked: ticked.has(id), onTick: tick, onChange: change })}
            controller={controller}
          />
        ))}
      </div>
      <ShowMore shown={limit} total={links.length} step={STEP} onMore={setLimit} />
      {!locked && chosen.length > 0 && (
        <section class="bulk" aria-label={l10n.t('Selected incoming links')}>
          <div class="bulk-line">
            <span role="status">{l10n.t('{0} selected', formatNumber(chosen.length))}</span>
            <Button onClick={() => change('type', chosen)}>{l10n.t('Change Type…')}</Button>
            <Button onClick={() => change('properties', chosen)}>{l10n.t('Edit Properties…')}</Button>
            <Button onClick={() => change('remove', chosen)}>
              {byCount(
                chosen.length,
                l10n.t('Remove 1 Link'),
                l10n.t('Remove {0} Links', formatNumber(chosen.length)),
              )}
            </Button>
            <Button kind="link" onClick={() => setTicked(new Set())}>
              {l10n.t('Clear Selection')}
            </Button>
          </div>
        </section>
      )}
    </details>
  );
}

/** A link keeps its row while its properties change, not its id on the server. */
const idOf = ({ sourceId, linkTypeId, sourceLabel, targetLabel }: Link) =>
  `incoming-${sourceId}-${linkTypeId ?? [sourceLabel, targetLabel].join(' ')}`;

interface RowProps {
  readonly id: string;
  readonly link: Link;
  readonly form: Form;
  readonly ticked?: boolean;
  readonly onTick?: (rowId: string, range: boolean) => void;
  readonly onChange?: (what: IncomingChange, links: readonly Link[]) => void;
  readonly controller: Controller;
}

function IncomingRow({ id, link, form: { contents, seen }, ticked, onTick, onChange, controller }: RowProps) {
  const { otherId, otherName, otherPath, ownLabel, otherLabel } = describeLink(link, contents.source.id);
  const name = plainLine(otherName);
  const known = seen.get(otherId);
  const entry = { id: otherId, name: otherName, ...(otherPath && { path: otherPath }) };
  const properties = Object.entries<unknown>(link.properties ?? {}).map(
    ([property, value]) => ({ name: property, value: String(value), mark: 'same' }) as const,
  );
  const type =
    otherLabel || ownLabel
      ? `${plainLine(otherLabel)} → ${plainLine(ownLabel)}`
      : typeNameOf(contents.linkTypes, link.linkTypeId ?? 0);
  return (
    <div
      role="row"
      id={id}
      data-row
      tabIndex={0}
      class="row"
      aria-label={l10n.t(
        'Incoming link, {0}, from {1}, {2}',
        type,
        name,
        plainLine(otherPath) || `#${otherId}`,
      )}
      aria-selected={ticked}
    >
      <div role="gridcell" class="status">
        {onTick && (
          <input
            type="checkbox"
            class="tick"
            tabIndex={-1}
            data-column="tick"
            aria-label={l10n.t('Select the link from {0}', name)}
            checked={ticked === true}
            onClick={(event) => onTick(id, event.shiftKey)}
          />
        )}
        <Icon name="arrow-left" />
      </div>
      <div role="gridcell" class="type">
        <span class="hidden">{l10n.t('From')}</span>
        <bdi>{type}</bdi>
      </div>
      <div role="gridcell" class="target">
        <EntryName entry={{ ...known, ...entry }} inRow onOpen={() => void controller.reveal(otherId)} />
      </div>
      <div role="gridcell" class="properties">
        {properties.length > 0 && <PropertyMarks properties={properties} />}
      </div>
      <div role="gridcell" class="actions">
        {onChange && (
          <>
            <RowButton
              icon="tag"
              column="change-type"
              label={l10n.t('Change the type of the link from {0}', name)}
              onClick={() => onChange('type', [link])}
            />
            <RowButton
              icon="edit"
              column="change-properties"
              label={l10n.t('Edit the properties of the link from {0}', name)}
              onClick={() => onChange('properties', [link])}
            />
          </>
        )}
        <EntryButtons id={otherId} name={name} controller={controller} />
        {onChange && (
          <RowButton
            icon="trash"
            column="remove"
            label={l10n.t('Remove the link from {0}', name)}
            onClick={() => onChange('remove', [link])}
          />
        )}
      </div>
    </div>
  );
}
