import { plainLine } from '../../../../domain';
import type { IconName } from '../icons';
import type { Controller } from '../controller';
import { keyOfRow, type Form, type Row, type RowStatus } from '../state/model';
import { propertyRecord, statusOf } from '../state/rows';
import { sideOf, typeNameOf } from '../state/sides';
import { countsOf, formatCounts } from '../state/summary';
import { Icon } from './Icon';
import { Panel } from './Panel';
import { PropertyMarks } from './PropertyMarks';

/** Links told of each kind; the rest is counted. */
const TOLD = 25;
const GROUPS = ['removed', 'changed', 'added', 'kept'] as const;
const TITLES: Readonly<Record<RowStatus, string>> = {
  removed: 'Removed',
  changed: 'Changed',
  added: 'Added',
  kept: 'Kept as they are',
};
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
    <Panel id="confirm" title={`Assign the links of ${plainLine(contents.source.name)}?`} onEscape={back}>
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
          Assign Now
        </button>
        <button type="button" class="secondary" onClick={back}>
          Back
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
        <Icon name={ICONS[status]} /> {TITLES[status]} ({rows.length.toLocaleString('en-US')})
      </summary>
      <ul>
        {rows.slice(0, TOLD).map((row) => (
          <Planned key={row.id} row={row} form={form} />
        ))}
        {hidden > 0 && <li class="hint">and {hidden.toLocaleString('en-US')} more</li>}
      </ul>
    </details>
  );
}

function Planned({ row, form }: { readonly row: Row; readonly form: Form }) {
  const { target, base, linkTypeId, removed } = row;
  const type = (id: number) => typeNameOf(form.contents.linkTypes, id);
  const now = { ...keyOfRow(row), properties: propertyRecord(row.properties) };
  const marked = removed ? [] : (sideOf(now, base).properties ?? []);
  const told = base ? marked.filter(({ mark }) => mark !== 'same') : marked;
  return (
    <li>
      <bdi class="name">{plainLine(target.path ?? target.name)}</bdi> <span class="hint">#{target.id}</span>{' '}
      <span class="hint">
        <bdi>{type(linkTypeId)}</bdi>
        {base && base.linkTypeId !== linkTypeId && (
          <>
            , was <bdi>{type(base.linkTypeId)}</bdi>
          </>
        )}
      </span>
      {told.length > 0 && <PropertyMarks properties={told} withBefore />}
    </li>
  );
}
