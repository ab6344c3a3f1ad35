import type { Mark, MarkedProperty } from '../state/sides';

interface Props {
  readonly properties: readonly MarkedProperty[];
  /** Also tells what a changed value was. */
  readonly withBefore?: boolean;
}

/** Properties as `name = value`, each with what became of it. */
export function PropertyMarks({ properties, withBefore = false }: Props) {
  return (
    <ul class="marks">
      {properties.map(({ name, value, mark, was }) => (
        <li key={name} class={`mark-${mark}`}>
          <span class="mark" aria-hidden="true">
            {SIGNS[mark]}
          </span>
          <span>
            {mark !== 'same' && <span class="hidden">{mark}: </span>}
            <bdi class="mark-name">{name || NO_NAME}</bdi> = <bdi class="mark-value">{value || EMPTY}</bdi>
            {withBefore && was !== undefined && (
              <span class="hint">
                {' '}
                was <bdi>{was || EMPTY}</bdi>
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

const EMPTY = '(empty)';
const NO_NAME = '(no name)';
const SIGNS: Readonly<Record<Mark, string>> = { same: '', added: '+', changed: '~', removed: '−' };
