interface Props {
  readonly shown: number;
  readonly total: number;
  readonly step: number;
  readonly onMore: (limit: number) => void;
}

/** Drawn at once at most: more would freeze the form for seconds. */
const MOST = 500;

/** What is not drawn yet of a long list. */
export function ShowMore({ shown, total, step, onMore }: Props) {
  const hidden = total - shown;
  if (hidden <= 0) return null;
  return (
    <div class="more">
      <button type="button" class="secondary" onClick={() => onMore(shown + step)}>
        Show {Math.min(step, hidden).toLocaleString('en-US')} more
      </button>
      <span class="hint">
        {Math.min(shown, total).toLocaleString('en-US')} of {total.toLocaleString('en-US')}
      </span>
      {hidden > step && (
        <button type="button" class="link" onClick={() => onMore(shown + Math.min(hidden, MOST))}>
          {hidden > MOST ? `Show ${MOST.toLocaleString('en-US')} more` : 'Show all'}
        </button>
      )}
    </div>
  );
}
