import * as l10n from '@vscode/l10n';
import { useMemo, useState } from 'preact/hooks';
import { byCount, formatNumber } from '../../shared/language';
import { EXPORT_FORMATS, type AppMessage, type ReportView } from '../protocol';
import { Findings } from './Findings';
import { countsOf, type PageState, shownRows } from './view';

interface Props {
  readonly state: PageState;
  readonly look: (view: ReportView) => void;
  readonly post: (message: AppMessage) => void;
}

export function App({ state, look, post }: Props) {
  const { head, rows, mended, progress, view } = state;
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const shown = useMemo(() => shownRows(rows, view), [rows, view]);
  const toMend = shown.filter(({ id, mend }) => ticked.has(id) && mend !== undefined && !mended.has(id));
  if (!head) return <main class="report" aria-busy="true" />;

  const tick = (ids: readonly number[], isOn: boolean): void => {
    const next = new Set(ticked);
    for (const id of ids)
      if (isOn) next.add(id);
      else next.delete(id);
    setTicked(next);
  };
  const mendAll = (): void => {
    if (toMend.length > 0) post({ type: 'mend', ids: toMend.map(({ id }) => id) });
  };

  return (
    <main class="report">
      <header>
        <h1>
          <bdi>{head.title}</bdi>
        </h1>
        <p class="detail">
          <bdi>{head.subtitle}</bdi>
        </p>
        <Progress progress={progress} post={post} />
      </header>
      <Tools state={state} look={look} post={post} />
      <div class="deeds">
        <span role="status">{describeShown(shown.length, rows.length)}</span>
        <button class="primary" aria-disabled={toMend.length === 0} onClick={mendAll}>
          {toMend.length === 0
            ? l10n.t('Mend Findings…')
            : byCount(
                toMend.length,
                l10n.t('Mend 1 Finding…'),
                l10n.t('Mend {0} Findings…', formatNumber(toMend.length)),
              )}
        </button>
      </div>
      <Findings
        head={head}
        rows={shown}
        mended={mended}
        ticked={ticked}
        view={view}
        look={look}
        tick={tick}
        open={(id) => post({ type: 'open', id })}
      />
    </main>
  );
}

function describeShown(shown: number, all: number): string {
  if (shown !== all) return l10n.t('{0} of {1} shown', formatNumber(shown), formatNumber(all));
  return byCount(all, l10n.t('1 finding'), l10n.t('{0} findings', formatNumber(all)));
}

function Progress({ progress, post }: Pick<Props, 'post'> & { readonly progress: PageState['progress'] }) {
  if (!progress) return null;
  const { state, looked, of, message } = progress;
  const control = (action: 'pause' | 'goOn' | 'cancel', label: string) => (
    <button class="secondary" onClick={() => post({ type: 'control', action })}>
      {label}
    </button>
  );
  return (
    <div class={`progress ${state}`}>
      {state === 'running' && (
        <progress
          aria-label={l10n.t('Progress of the audit')}
          {...(of !== undefined && { value: looked, max: of })}
        />
      )}
      <span role="status">{message}</span>
      {state === 'running' && control('pause', l10n.t('Pause'))}
      {(state === 'paused' || state === 'cancelled' || state === 'failed') &&
        control('goOn', l10n.t('Go On'))}
      {(state === 'running' || state === 'paused') && control('cancel', l10n.t('Cancel'))}
    </div>
  );
}

const FORMATS = { csv: 'CSV', json: 'JSON', md: 'Markdown' } as const;

function Tools({ state: { head, rows, view }, look, post }: Props) {
  const counts = countsOf(rows);
  const toggle = (id: string): void => {
    const isOff = view.hidden.includes(id);
    look({ ...view, hidden: isOff ? view.hidden.filter((one) => one !== id) : [...view.hidden, id] });
  };
  return (
    <div class="tools">
      <input
        type="search"
        aria-label={l10n.t('Filter findings')}
        placeholder={l10n.t('Filter by name, path, type or reason')}
        value={view.text}
        onInput={({ currentTarget }) => look({ ...view, text: currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || view.text === '') return;
          event.preventDefault();
          look({ ...view, text: '' });
        }}
      />
      <div class="chips" role="group" aria-label={l10n.t('Checks')}>
        {head?.checks.map(({ id, title }) => (
          <button key={id} class="chip" aria-pressed={!view.hidden.includes(id)} onClick={() => toggle(id)}>
            {title} <span class="count">{formatNumber(counts.get(id) ?? 0)}</span>
          </button>
        ))}
      </div>
      <div class="exports" role="group" aria-label={l10n.t('Export')}>
        {EXPORT_FORMATS.map((format) => (
          <button key={format} class="quiet" onClick={() => post({ type: 'export', format })}>
            {l10n.t('Export as {0}…', FORMATS[format])}
          </button>
        ))}
        <button class="quiet" onClick={() => post({ type: 'copy' })}>
          {l10n.t('Copy as Markdown')}
        </button>
      </div>
    </div>
  );
}
