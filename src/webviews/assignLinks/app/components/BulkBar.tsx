import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import { byCount, formatNumber } from '../../../shared/language';
import type { Controller } from '../controller';
import type { BulkChange } from '../state/bulk';
import type { Form, Row } from '../state/model';
import type { Ticked } from '../state/view';
import { TARGET_FIELD } from '../focus';
import { TypeSelect } from './TypeSelect';
import { Button, Icon } from './widgets';

interface Props {
  readonly form: Form;
  readonly ticked: Ticked;
  readonly controller: Controller;
}

type Asked = 'type' | 'property';

const UNDO = 'undo-step';
const opener = (asked: Asked) => `bulk-${asked}`;
const ACTIONS = 'bulk-actions';

/** Goes from the rows to what can be done with them. */
export function focusBulk(): boolean {
  const button = document.querySelector<HTMLElement>(`#${ACTIONS} button`);
  button?.focus();
  return button !== null;
}

/** What can be done with ticked rows, and the way back. It stays in sight below the rows, and moves none of them. */
export function BulkBar({ form, ticked, controller }: Props) {
  const [asked, setAsked] = useState<Asked>();
  const step = form.steps.at(-1);
  const locked = form.contents.readOnly !== 'no';
  const isShown = !locked && (step !== undefined || ticked.all.length + ticked.hidden > 0);
  if (!isShown) return null;

  const change = (rows: readonly Row[], what: BulkChange) => {
    controller.dispatch({ type: 'rowsChanged', rowIds: rows.map(({ id }) => id), change: what });
    setAsked(undefined);
    document.getElementById(UNDO)?.focus();
  };
  const ask = (what: Asked) => setAsked(asked === what ? undefined : what);
  const close = () => {
    if (asked) document.getElementById(opener(asked))?.focus();
    setAsked(undefined);
  };
  const undo = () => {
    controller.dispatch({ type: 'stepUndone' });
    if (form.steps.length > 1) return;
    const [first] = step?.changes ?? [];
    document.getElementById(first?.before.id ?? TARGET_FIELD)?.focus();
  };
  const { live, removed } = ticked;
  return (
    <section
      class="bulk"
      aria-label={l10n.t('Selected links')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        if (asked) close();
        else document.getElementById(ticked.all[0]?.id ?? TARGET_FIELD)?.focus();
      }}
    >
      <div class="bulk-line" hidden={!step}>
        <span role="status">{step?.text}</span>
        {step && (
          <>
            <Button id={UNDO} onClick={undo}>
              {l10n.t('Undo')}
            </Button>
            <Button
              kind="icon"
              aria-label={l10n.t('Dismiss')}
              title={l10n.t('Dismiss')}
              onClick={() => controller.dispatch({ type: 'stepsDismissed' })}
            >
              <Icon name="close" />
            </Button>
          </>
        )}
      </div>
      {ticked.all.length + ticked.hidden > 0 && (
        <div class="bulk-line" id={ACTIONS}>
          <span>
            <span role="status">{describeTicked(ticked)}</span>
            {ticked.all.length > 1 && (
              <span class="hint keys">
                {' '}
                {l10n.t('In the rows, Enter leads here and Delete removes them')}
              </span>
            )}
          </span>
          {live.length > 0 && (
            <>
              <Button id={opener('type')} aria-expanded={asked === 'type'} onClick={() => ask('type')}>
                {l10n.t('Change Type…')}
              </Button>
              <Button
                id={opener('property')}
                aria-expanded={asked === 'property'}
                onClick={() => ask('property')}
              >
                {l10n.t('Set Property…')}
              </Button>
              <Button onClick={() => change(live, { kind: 'remove' })}>
                {byCount(
                  live.length,
                  l10n.t('Remove 1 Link'),
                  l10n.t('Remove {0} Links', formatNumber(live.length)),
                )}
              </Button>
            </>
          )}
          {removed.length > 0 && (
            <Button onClick={() => change(removed, { kind: 'restore' })}>
              {byCount(
                removed.length,
                l10n.t('Restore 1 Link'),
                l10n.t('Restore {0} Links', formatNumber(removed.length)),
              )}
            </Button>
          )}
          <Button
            kind="link"
            onClick={() => controller.dispatch({ type: 'ticked', rowIds: [...form.view.ticked], on: false })}
          >
            {l10n.t('Clear Selection')}
          </Button>
        </div>
      )}
      {asked && live.length > 0 && (
        <div class="bulk-line">
          {asked === 'type' ? (
            <AskType rows={live} form={form} onChange={(what) => change(live, what)} />
          ) : (
            <AskProperty rows={live} onChange={(what) => change(live, what)} />
          )}
        </div>
      )}
    </section>
  );
}

function describeTicked({ all, hidden }: Ticked): string {
  const selected = l10n.t('{0} selected', formatNumber(all.length));
  if (hidden === 0) return selected;
  return byCount(
    hidden,
    l10n.t('{0} selected; 1 more is hidden by the filter and stays as it is', formatNumber(all.length)),
    l10n.t(
      '{0} selected; {1} more are hidden by the filter and stay as they are',
      formatNumber(all.length),
      formatNumber(hidden),
    ),
  );
}

interface AskProps {
  /** The links that would be changed. */
  readonly rows: readonly Row[];
  readonly onChange: (change: BulkChange) => void;
}

const focusOnce = (element: HTMLElement | null) => {
  if (element && !element.dataset['focused']) {
    element.dataset['focused'] = '';
    element.querySelector<HTMLElement>('select, input')?.focus();
  }
};

function AskType({ rows, form, onChange }: AskProps & { readonly form: Form }) {
  const { linkTypes } = form.contents;
  const same = rows.every(({ linkTypeId }) => linkTypeId === rows[0]?.linkTypeId);
  const proposed = linkTypes.find((type) => !same || type.linkTypeId !== rows[0]?.linkTypeId);
  const [chosen, choose] = useState(proposed?.linkTypeId);
  const count = rows.filter(({ linkTypeId }) => linkTypeId !== chosen).length;
  const apply = () => {
    if (count > 0 && chosen !== undefined) onChange({ kind: 'type', linkTypeId: chosen });
  };
  return (
    <form
      class="bulk-ask"
      ref={focusOnce}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <TypeSelect
        id="bulk-new-type"
        label={l10n.t('New link type')}
        types={linkTypes}
        value={chosen}
        onChoose={choose}
      />
      <button type="submit" class="primary" aria-disabled={count === 0}>
        {count === 0
          ? l10n.t('All Have This Type')
          : byCount(
              count,
              l10n.t('Change Type of 1 Link'),
              l10n.t('Change Type of {0} Links', formatNumber(count)),
            )}
      </button>
    </form>
  );
}

function AskProperty({ rows, onChange }: AskProps) {
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const names = [...new Set(rows.flatMap(({ properties }) => properties.map((one) => one.name)))];
  const having = rows.filter(({ properties }) => properties.some((one) => one.name === name)).length;
  const isNamed = name.trim() !== '';
  return (
    <form
      class="bulk-ask"
      ref={focusOnce}
      onSubmit={(event) => {
        event.preventDefault();
        if (isNamed) onChange({ kind: 'setProperty', name, value });
      }}
    >
      <input
        aria-label={l10n.t('Property name')}
        placeholder={l10n.t('Name')}
        dir="auto"
        list="bulk-names"
        autocomplete="off"
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <datalist id="bulk-names">
        {names.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <input
        aria-label={l10n.t('Property value')}
        placeholder={l10n.t('Value')}
        dir="auto"
        value={value}
        onInput={(event) => setValue(event.currentTarget.value)}
      />
      <button type="submit" class="primary" aria-disabled={!isNamed}>
        {byCount(rows.length, l10n.t('Set on 1 Link'), l10n.t('Set on {0} Links', formatNumber(rows.length)))}
      </button>
      {having > 0 && (
        <Button onClick={() => onChange({ kind: 'removeProperty', name })}>
          {byCount(
            having,
            l10n.t('Remove from 1 Link'),
            l10n.t('Remove from {0} Links', formatNumber(having)),
          )}
        </Button>
      )}
    </form>
  );
}
