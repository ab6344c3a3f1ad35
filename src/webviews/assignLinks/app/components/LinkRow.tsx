import * as l10n from '@vscode/l10n';
import { Component } from 'preact';
import { plainLine, type LinkType } from '../../../../domain';
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
  readonly controller: Controller;
  /** A row added here is gone after its removal: the list decides where the focus goes. */
  readonly onGone: (rowId: string) => void;
}

/** One outgoing link. Drawn again only when it changed: a form may have thousands. */
export class LinkRow extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const { row, problems, types, locked } = this.props;
    return row !== next.row || problems !== next.problems || types !== next.types || locked !== next.locked;
  }

  override render({ row, problems, types, locked, controller }: Props) {
    const status = statusOf(row);
    const { target, base } = row;
    const was = base && base.linkTypeId !== row.linkTypeId ? typeNameOf(types, base.linkTypeId) : undefined;
    return (
      <div role="row" id={row.id} class={`row ${status}`}>
        <div role="cell" class="status">
          {status !== 'kept' && (
            <>
              <Icon name={STATUS_ICONS[status]} />
              <span>{describeStatus(status)}</span>
            </>
          )}
        </div>
        <div role="cell" class="type">
          <TypeSelect
            id={`${row.id}-type`}
            label={l10n.t('Link type to {0}', target.name)}
            types={types}
            value={row.linkTypeId}
            error={problems?.type}
            disabled={row.removed || locked}
            onChoose={(linkTypeId) => controller.dispatch({ type: 'typeChosen', rowId: row.id, linkTypeId })}
          />
          {was !== undefined && !row.removed && <div class="hint">{l10n.t('was {0}', was)}</div>}
        </div>
        <div role="cell" class="target">
          <EntryName entry={target} onOpen={() => void controller.reveal(target.id)} />
          {row.description !== undefined && (
            <div class="hint">
              {withNodes(
                l10n.t('{0} – assigning leaves the link without this description'),
                <bdi>{plainLine(row.description)}</bdi>,
              )}
            </div>
          )}
          <FieldError id={`${row.id}-target-error`} text={problems?.target} />
        </div>
        <div role="cell" class="properties">
          <PropertyList
            id={`${row.id}-properties`}
            targetName={target.name}
            properties={row.properties}
            problems={problems?.properties}
            disabled={row.removed}
            readOnly={locked}
            onChange={(properties) =>
              controller.dispatch({ type: 'propertiesTyped', rowId: row.id, properties })
            }
          />
        </div>
        <div role="cell" class="actions">
          {status === 'changed' &&
            this.#button('discard', l10n.t('Undo the changes of the link to {0}', target.name), 'undone')}
          {row.removed
            ? this.#button(
                'discard',
                l10n.t('Undo the removal of the link to {0}', target.name),
                'undone',
                l10n.t('Undo'),
              )
            : !locked && this.#button('trash', l10n.t('Remove the link to {0}', target.name), 'removed')}
        </div>
      </div>
    );
  }

  #button(icon: IconName, label: string, type: 'undone' | 'removed', text?: string) {
    const { row, controller, onGone } = this.props;
    const act = () => {
      if (type === 'removed' && !row.base) onGone(row.id);
      controller.dispatch({ type, rowId: row.id });
    };
    return (
      <button
        key={type === 'removed' || text ? 'remove' : 'undo'}
        type="button"
        class="icon"
        aria-label={label}
        title={label}
        onClick={act}
      >
        <Icon name={icon} />
        {text}
      </button>
    );
  }
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
