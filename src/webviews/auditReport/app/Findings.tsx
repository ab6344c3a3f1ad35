import * as l10n from '@vscode/l10n';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ReportHead, ReportRow, ReportView } from '../protocol';
import { windowOf } from './view';

/** As in the style sheet. Pixels. */
const ROW_HEIGHT = 52;

interface Props {
  readonly head: ReportHead;
  readonly rows: readonly ReportRow[];
  readonly mended: ReadonlySet<number>;
  readonly ticked: ReadonlySet<number>;
  readonly view: ReportView;
  readonly look: (view: ReportView) => void;
  readonly tick: (ids: readonly number[], isOn: boolean) => void;
  readonly open: (id: number) => void;
}

/** The findings as a grid with one Tab stop: arrows go from row to row, Space ticks, Enter opens the entry. */
export function Findings({ head, rows, mended, ticked, view, look, tick, open }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ scrollTop: 0, height: 600 });
  const [at, setAt] = useState(0);
  const wantsFocus = useRef(false);
  const active = Math.min(at, Math.max(0, rows.length - 1));
  const { from, to } = windowOf(seen, ROW_HEIGHT, rows.length);
  const titles = new Map(head.checks.map(({ id, title }) => [id, title]));
  const mendable = rows.filter(({ id, mend }) => mend !== undefined && !mended.has(id)).map(({ id }) => id);
  const areAllTicked = mendable.length > 0 && mendable.every((id) => ticked.has(id));

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => setSeen({ scrollTop: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    box.current?.querySelector<HTMLElement>('[data-active]')?.focus({ preventScroll: true });
  });

  const go = (index: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    const element = box.current;
    if (element) {
      const top = next * ROW_HEIGHT;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + ROW_HEIGHT > element.scrollTop + element.clientHeight)
        element.scrollTop = top + ROW_HEIGHT - element.clientHeight;
      setSeen({ scrollTop: element.scrollTop, height: element.clientHeight });
    }
    wantsFocus.current = true;
    setAt(next);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[active];
    const page = Math.max(1, Math.floor(seen.height / ROW_HEIGHT) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: rows.length - 1,
    };
    const target = moves[event.key];
    if (target !== undefined) go(target);
    else if (event.key === ' ' && row) tick([row.id], !ticked.has(row.id));
    else if (event.key === 'Enter' && row) open(row.id);
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) tick(mendable, true);
    else return;
    event.preventDefault();
  };

  return (
    <div
      class="findings"
      role="grid"
      aria-label={l10n.t('Findings')}
      aria-rowcount={rows.length + 1}
      aria-colcount={4}
      aria-multiselectable="true"
    >
      <div role="row" aria-rowindex={1} class="row head">
        <span role="columnheader" class="tick">
          <input
            type="checkbox"
            aria-label={l10n.t('Tick all findings that can be mended')}
            checked={areAllTicked}
            disabled={mendable.length === 0}
            onChange={() => tick(mendable, !areAllTicked)}
          />
        </span>
        <SortHeader column="entry" label={l10n.t('Entry')} view={view} look={look} />
        <SortHeader column="check" label={l10n.t('Check')} view={view} look={look} />
        <SortHeader column="why" label={l10n.t('Why')} view={view} look={look} />
      </div>
      <div class="body" role="rowgroup" ref={box} onKeyDown={onKeyDown}>
        {rows.length === 0 && <p class="empty">{l10n.t('No findings to show.')}</p>}
        <div role="presentation" class="all" style={{ height: `${rows.length * ROW_HEIGHT}px` }}>
          {rows.slice(from, to).map((row, offset) => {
            const index = from + offset;
            const isActive = index === active;
            const isMended = mended.has(row.id);
            return (
              <div
                key={row.id}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={ticked.has(row.id)}
                class={`row${isMended ? ' mended' : ''}`}
                style={{ transform: `translateY(${index * ROW_HEIGHT}px)` }}
                tabIndex={isActive ? 0 : -1}
                {...(isActive && { 'data-active': true })}
                onFocus={() => setAt(index)}
                onDblClick={() => open(row.id)}
              >
                <span role="gridcell" class="tick">
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    aria-label={l10n.t('Tick this finding')}
                    checked={ticked.has(row.id)}
                    disabled={row.mend === undefined || isMended}
                    onChange={() => tick([row.id], !ticked.has(row.id))}
                  />
                </span>
                <span role="gridcell" class="entry">
                  <button class="link" tabIndex={-1} onClick={() => open(row.id)}>
                    <bdi>{row.entryName}</bdi>
                  </button>
                  <span class="detail">
                    <bdi>{row.path}</bdi> #{row.entryId}
                  </span>
                </span>
                <span role="gridcell" class="check">
                  {titles.get(row.check) ?? row.check}
                  {row.link !== '' && (
                    <span class="detail">
                      <bdi>{row.link}</bdi>
                    </span>
                  )}
                </span>
                <span role="gridcell" class="why">
                  <bdi>{row.why}</bdi>
                  {row.mend !== undefined && (
                    <span class="detail">
                      <bdi>{isMended ? l10n.t('Mended') : row.mend}</bdi>
                    </span>
                  )}
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface SortProps extends Pick<Props, 'view' | 'look'> {
  readonly column: ReportView['sort'];
  readonly label: string;
}

function SortHeader({ column, label, view, look }: SortProps) {
  const isSorted = view.sort === column;
  const direction = view.isDescending ? 'descending' : 'ascending';
  return (
    <span role="columnheader" class={column} aria-sort={isSorted ? direction : 'none'}>
      <button
        class="quiet"
        onClick={() => look({ ...view, sort: column, isDescending: isSorted && !view.isDescending })}
      >
        {label}
        {isSorted && <span aria-hidden="true">{view.isDescending ? ' ↓' : ' ↑'}</span>}
      </button>
    </span>
  );
}
