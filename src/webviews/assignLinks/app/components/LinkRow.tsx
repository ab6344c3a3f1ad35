import * as l10n from '@vscode/l10n';
import { Component } from 'preact';
import { type LinkType, plainLine } from '../../../../domain';
import type { Controller } from '../controller';
import type { IconName } from '../icons';
import { typeNameOf } from '../state/conflicts';
import type { Row, RowStatus } from '../state/model';
import { statusOf } from '../state/rows';
import type { RowProblems } from '../state/validate';
import { PropertyList } from './PropertyList';
import { TypeSelect } from './TypeSelect';
import { EntryName, FieldError, Icon, withNodes } from './widgets';

interface Props {
  readonly row: Row;
  readonly problems: RowProblems | undefined;
  readonly types: readonly LinkType[];
  /** Links are read-only. */
  readonly locked: boolean;
  readonly ticked: boolean;
  /** Paths of other targets of the same name. */
  readonly others: readonly string[] | undefined;
  readonly controller: Controller;
  readonly onTick: (rowId: string, range: boolean) => void;
  /** A row added here is gone after its removal: the list decides where the focus goes. */
  readonly onRemove: (rowId: string) => void;
}

/** One outgoing link. Drawn again only when it changed: a form may have thousands. */
export class LinkRow extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const { row, problems, types, locked, ticked, others } = this.props;
    return (
      row !== next.row ||
      problems !== next.problems ||
      types !== next.types ||
      locked !== next.locked ||
      ticked !== next.ticked ||
      others?.join('\n') !== next.others?.join('\n')
    );
  }

  override render({ row, problems, types, locked, ticked, others, controller, onTick, onRemove }: Props) {
    const status = statusOf(row);
    const { id, target, base } = row;
    const was = base && base.linkTypeId !== row.linkTypeId ? typeNameOf(types, base.linkTypeId) : undefined;
    const name = plainLine(target.name);
    return (
      <div
        role="row"
        id={id}
        data-row
        tabIndex={0}
        class={`row ${status}`}
        aria-label={describeRow(row, types)}
        aria-describedby={status === 'kept' ? undefined : `${id}-status`}
        aria-selected={locked ? undefined : ticked}
      >
        <div role="gridcell" class="status">
          {!locked && (
            <input
              type="checkbox"
              class="tick"
              tabIndex={-1}
              data-column="tick"
              aria-label={l10n.t('Select the link to {0}', name)}
              checked={ticked}
              onClick={(event) => onTick(id, event.shiftKey)}
            />
          )}
          {status !== 'kept' && (
            <>
              <Icon name={STATUS_ICONS[status]} />
              <span id={`${id}-status`}>{describeStatus(status)}</span>
            </>
          )}
        </div>
        <div role="gridcell" class="type">
          <TypeSelect
            id={`${id}-type`}
            label={l10n.t('Link type to {0}', name)}
            types={types}
            value={row.linkTypeId}
            error={problems?.type}
            disabled={row.removed || locked}
            inRow
            onChoose={(linkTypeId) => controller.dispatch({ type: 'typeChosen', rowId: id, linkTypeId })}
          />
          {was !== undefined && !row.removed && <div class="hint">{l10n.t('was {0}', was)}</div>}
        </div>
        <div role="gridcell" class="target">
          <EntryName
            entry={target}
            inRow
            others={others}
            onOpen={() => void controller.errands.reveal(target.id)}
          />
          {row.description !== undefined && (
            <div class="hint">
              {withNodes(
                l10n.t('{0} – assigning leaves the link without this description'),
                <bdi>{plainLine(row.description)}</bdi>,
              )}
            </div>
          )}
          <FieldError id={`${id}-target-error`} text={problems?.target} />
        </div>
        <div role="gridcell" class="properties">
          <PropertyList
            id={`${id}-properties`}
            targetName={name}
            properties={row.properties}
            problems={problems?.properties}
            disabled={row.removed}
            readOnly={locked}
            onChange={(properties) => controller.dispatch({ type: 'propertiesTyped', rowId: id, properties })}
          />
        </div>
        <div role="gridcell" class="actions">
          {status === 'changed' && (
            <RowButton
              icon="discard"
              column="undo"
              label={l10n.t('Undo the changes of the link to {0}', name)}
              onClick={() => controller.dispatch({ type: 'undone', rowId: id })}
            />
          )}
          <EntryButtons id={target.id} name={name} controller={controller} />
          {row.removed ? (
            <RowButton
              key="remove"
              icon="discard"
              column="remove"
              label={l10n.t('Undo the removal of the link to {0}', name)}
              text={l10n.t('Undo')}
              onClick={() => controller.dispatch({ type: 'undone', rowId: id })}
            />
          ) : (
            !locked && (
              <RowButton
                key="remove"
                icon="trash"
                column="remove"
                label={l10n.t('Remove the link to {0}', name)}
                onClick={() => onRemove(id)}
              />
            )
          )}
        </div>
      </div>
    );
  }
}

interface RowButtonProps {
  readonly icon: IconName;
  /** The same in each row: arrows go from one row's button to the next one's. */
  readonly column: string;
  readonly label: string;
  readonly text?: string;
  readonly onClick: () => void;
}

/** A button in a row: reached by arrows. */
export function RowButton({ icon, column, label, text, onClick }: RowButtonProps) {
  return (
    <button
      type="button"
      class="icon"
      tabIndex={-1}
      data-column={column}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <Icon name={icon} />
      {text}
    </button>
  );
}

interface EntryButtonsProps {
  readonly id: number;
  readonly name: string;
  readonly controller: Controller;
}

/** The ways from a row to the entry at the link's other end. */
export function EntryButtons({ id, name, controller }: EntryButtonsProps) {
  return (
    <>
      <RowButton
        icon="link"
        column="open"
        label={l10n.t('Open Links of {0}', name)}
        onClick={() => void controller.errands.openLinks(id)}
      />
      <RowButton
        icon="list-tree"
        column="reveal"
        label={l10n.t('Reveal {0} in Tree', name)}
        onClick={() => void controller.errands.reveal(id)}
      />
    </>
  );
}

/** What a screen reader says of a row: direction, both labels, target and path. */
function describeRow({ linkTypeId, target }: Row, types: readonly LinkType[]): string {
  const name = plainLine(target.name);
  const type = typeNameOf(types, linkTypeId);
  const path = plainLine(target.path ?? '');
  return path === ''
    ? l10n.t('Outgoing link, {0}, to {1}, #{2}', type, name, target.id)
    : l10n.t('Outgoing link, {0}, to {1}, {2}', type, name, path);
}

function describeStatus(status: RowStatus): string {
  switch (status) {
    case 'added':
      return l10n.t('Added');
    case 'changed':
      return l10n.t('Changed');
    case 'removed':
      return l10n.t('Removed');
    case 'kept':
      return '';
  }
}

const STATUS_ICONS: Readonly<Record<RowStatus, IconName>> = {
  kept: 'blank',
  added: 'diff-added',
  changed: 'diff-modified',
  removed: 'diff-removed',
};
