import * as l10n from '@vscode/l10n';
import { plainLine } from '../../../../domain';
import { formatNumber } from '../../../shared/language';
import type { Controller } from '../controller';
import type { IconName } from '../icons';
import { conflictSideOf, typeNameOf } from '../state/conflicts';
import { keyOfRow, type Form, type Row, type RowStatus } from '../state/model';
import { propertyRecord, statusOf } from '../state/rows';
import { countsOf, formatCounts } from '../state/summary';
import { Icon, Panel, PropertyMarks, withNodes } from './widgets';

/** Links told of each kind; the rest is counted. */
const TOLD = 25;
const GROUPS = ['removed', 'changed', 'added', 'kept'] as const;
const ICONS: Readonly<Record<RowStatus, IconName>> = {
  removed: 'diff-removed',
  changed: 'diff-modified',
  added: 'diff-added',
  kept: 'check',
};

/** Asks once more before links are sent, with all that would become of them. */
export function ConfirmPanel({ form, controller }: { readonly form: Form; readonly controller: Controller }) {
  const { rows, contents } = form;
  const back = () => controller.dispatch({ type: 'confirmDismissed' });
  return (
    <Panel
      id="confirm"
      title={l10n.t('Assign the links of {0}?', plainLine(contents.source.name))}
      onEscape={back}
    >
      <p class="hint">{formatCounts(countsOf(rows))}</p>
      {GROUPS.map((status) => (
        <Group
          key={status}
          status={status}
          rows={rows.filter((row) => statusOf(row) === status)}
          form={form}
        />
      ))}
      <div class="panel-foot">
        <button type="button" class="primary" onClick={() => void controller.assign(true)}>
          {l10n.t('Assign Now')}
        </button>
        <button type="button" class="secondary" onClick={back}>
          {l10n.t('Back')}
        </button>
      </div>
    </Panel>
  );
}

interface GroupProps {
  readonly status: RowStatus;
  readonly rows: readonly Row[];
  readonly form: Form;
}

/** Kept links are folded: what changes is what the question is about. */
function Group({ status, rows, form }: GroupProps) {
  if (rows.length === 0) return null;
  const hidden = rows.length - TOLD;
  return (
    <details class={`group ${status}`} open={status !== 'kept'}>
      <summary>
        <Icon name={ICONS[status]} /> {titleOf(status, formatNumber(rows.length))}
      </summary>
      <ul>
        {rows.slice(0, TOLD).map((row) => (
          <Planned key={row.id} row={row} form={form} />
        ))}
        {hidden > 0 && <li class="hint">{l10n.t('and {0} more', formatNumber(hidden))}</li>}
      </ul>
    </details>
  );
}

function titleOf(status: RowStatus, count: string): string {
  switch (status) {
    case 'removed':
      return l10n.t('Removed ({0})', count);
    case 'changed':
      return l10n.t('Changed ({0})', count);
    case 'added':
      return l10n.t('Added ({0})', count);
    case 'kept':
      return l10n.t('Kept as they are ({0})', count);
  }
}

function Planned({ row, form }: { readonly row: Row; readonly form: Form }) {
  const { target, base, linkTypeId, removed } = row;
  const type = (id: number) => typeNameOf(form.contents.linkTypes, id);
  const now = { ...keyOfRow(row), properties: propertyRecord(row.properties) };
  const marked = removed ? [] : (conflictSideOf(now, base).properties ?? []);
  const told = base ? marked.filter(({ mark }) => mark !== 'same') : marked;
  return (
    <li>
      <bdi class="name">{plainLine(target.path ?? target.name)}</bdi> <span class="hint">#{target.id}</span>{' '}
      <span class="hint">
        {base && base.linkTypeId !== linkTypeId ? (
          withNodes(l10n.t('{0}, was {1}'), <bdi>{type(linkTypeId)}</bdi>, <bdi>{type(base.linkTypeId)}</bdi>)
        ) : (
          <bdi>{type(linkTypeId)}</bdi>
        )}
      </span>
      {told.length > 0 && <PropertyMarks properties={told} withBefore />}
    </li>
  );
}
