import * as l10n from '@vscode/l10n';
import { byCount, formatNumber } from '../../../shared/language';
import { typeNameOf } from '../state/conflicts';
import type { Form } from '../state/model';
import { isFiltered, type Shown, typesIn, type ViewPart } from '../state/view';
import { Button } from './widgets';

interface Props {
  readonly form: Form;
  readonly shown: Shown;
  readonly onView: (view: ViewPart) => void;
}

/** Leaves rows out of the table, by text, type and change; says how many, and which of them are sent all the same. */
export function TableFilter({ form: { rows, view, contents }, shown, onView }: Props) {
  const types = typesIn(rows, contents.linkTypes);
  const hidden = shown.hiddenChanges;
  return (
    <div class="filter">
      <input
        type="search"
        aria-label={l10n.t('Filter links')}
        placeholder={l10n.t('Filter by name, path, id or property')}
        value={view.text}
        onInput={(event) => onView({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || view.text === '') return;
          event.preventDefault();
          onView({ text: '' });
        }}
      />
      {(types.length > 1 || view.typeId !== undefined) && (
        <select
          aria-label={l10n.t('Filter by link type')}
          value={view.typeId === undefined ? '' : String(view.typeId)}
          onChange={({ currentTarget: { value } }) =>
            onView({ typeId: value === '' ? undefined : Number(value) })
          }
        >
          <option value="">{l10n.t('All types')}</option>
          {types.map(({ linkTypeId, count }) => (
            <option key={linkTypeId} value={String(linkTypeId)}>
              {l10n.t('{0} ({1})', typeNameOf(contents.linkTypes, linkTypeId), formatNumber(count))}
            </option>
          ))}
        </select>
      )}
      <label>
        <input
          type="checkbox"
          checked={view.changesOnly}
          onChange={(event) => onView({ changesOnly: event.currentTarget.checked })}
        />
        {l10n.t('Changes only')}
      </label>
      <p class="hint" role="status">
        {isFiltered(view) &&
          l10n.t('{0} of {1} rows shown', formatNumber(shown.matching.length), formatNumber(rows.length))}
        {hidden > 0 && (
          <>
            {' · '}
            <span class="hidden-changes">
              {byCount(
                hidden,
                l10n.t('1 change is hidden and will be sent as well'),
                l10n.t('{0} changes are hidden and will be sent as well', formatNumber(hidden)),
              )}
            </span>
          </>
        )}
        {isFiltered(view) && ' '}
        {isFiltered(view) && (
          <Button kind="link" onClick={() => onView({ text: '', typeId: undefined, changesOnly: false })}>
            {l10n.t('Show All')}
          </Button>
        )}
      </p>
    </div>
  );
}
