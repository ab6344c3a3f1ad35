import * as l10n from '@vscode/l10n';
import { plainLine } from '../../../../domain';
import { byCount, formatNumber } from '../../../shared/language';
import type { Controller } from '../controller';
import type { IconName } from '../icons';
import { conflictSideOf, typeNameOf } from '../state/conflicts';
import { keyOfRow, type Form, type Row } from '../state/model';
import { propertyRecord } from '../state/rows';
import { countsOf, fateOf, formatCounts, type Counts, type Fate } from '../state/summary';
import { Button, Icon, Panel, PropertyMarks, withNodes } from './widgets';

/** Links told of each kind; the rest is counted. */
const TOLD = 25;
const GROUPS = ['removed', 'undescribed', 'changed', 'added', 'kept'] as const;
const ICONS: Readonly<Record<Fate, IconName>> = {
  undescribed: 'warning',
  removed: 'diff-removed',
  changed: 'diff-modified',
  added: 'diff-added',
  kept: 'check',
};

/** Asks before links are sent where something goes with them, with all that would become of them. Enter is yes. */
export function ConfirmPanel({ form, controller }: { readonly form: Form; readonly controller: Controller }) {
  const { rows, contents, described } = form;
  const counts = countsOf(rows);
  const yes = () => void controller.assign(true);
  const back = () => controller.dispatch({ type: 'confirmDismissed' });
  return (
    <Panel
      id="confirm"
      title={l10n.t('Assign the links of {0}?', plainLine(contents.source.name))}
      onEnter={yes}
      onEscape={back}
    >
      <p class="hint">{formatCounts(counts)}</p>
      <Planned rows={rows} form={form} />
      <div class="panel-foot">
        <Button kind="primary" data-default onClick={yes}>
          {verbOf(counts, described !== undefined && described.warnings.length > 0)}
        </Button>
        <Button onClick={back}>{l10n.t('Back')}</Button>
      </div>
    </Panel>
  );
}

/** The deed that the question is about. */
function verbOf({ removed, added, changed }: Counts, isWarned: boolean): string {
  if (removed === 0) return isWarned ? l10n.t('Assign Anyway') : l10n.t('Assign Now');
  const count = formatNumber(removed);
  return added + changed > 0
    ? byCount(removed, l10n.t('Assign and Remove 1 Link'), l10n.t('Assign and Remove {0} Links', count))
    : byCount(removed, l10n.t('Remove 1 Link'), l10n.t('Remove {0} Links', count));
}

interface PlannedProps {
  readonly rows: readonly Row[];
  readonly form: Form;
}

/** What becomes of rows, what goes first. */
export function Planned({ rows, form }: PlannedProps) {
  return GROUPS.map((fate) => (
    <Group key={fate} fate={fate} rows={rows.filter((row) => fateOf(row) === fate)} form={form} />
  ));
}

interface GroupProps {
  readonly fate: Fate;
  readonly rows: readonly Row[];
  readonly form: Form;
}

/** Kept links are folded: what changes is what the question is about. */
function Group({ fate, rows, form }: GroupProps) {
  if (rows.length === 0) return null;
  const hidden = rows.length - TOLD;
  return (
    <details class={`group ${fate}`} open={fate !== 'kept'}>
      <summary>
        <Icon name={ICONS[fate]} /> {titleOf(fate, formatNumber(rows.length))}
      </summary>
      <ul>
        {rows.slice(0, TOLD).map((row) => (
          <PlannedRow key={row.id} row={row} form={form} />
        ))}
        {hidden > 0 && <li class="hint">{l10n.t('and {0} more', formatNumber(hidden))}</li>}
      </ul>
    </details>
  );
}

function titleOf(fate: Fate, count: string): string {
  switch (fate) {
    case 'removed':
      return l10n.t('Will be removed ({0})', count);
    case 'changed':
      return l10n.t('Will be changed ({0})', count);
    case 'added':
      return l10n.t('Will be added ({0})', count);
    case 'kept':
      return l10n.t('Will be kept as they are ({0})', count);
    case 'undescribed':
      return l10n.t('Will lose their description ({0})', count);
  }
}

function PlannedRow({ row, form }: { readonly row: Row; readonly form: Form }) {
  const { target, base, linkTypeId, removed, description } = row;
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
      {fateOf(row) === 'undescribed' && (
        <div class="hint">
          <bdi>{plainLine(description ?? '')}</bdi>
        </div>
      )}
      {told.length > 0 && <PropertyMarks properties={told} withBefore />}
    </li>
  );
}
