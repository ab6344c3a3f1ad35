import type { Mark, MarkedProperty } from '../state/sides';

/** Properties as `name = value`, each with what became of it. */
export function PropertyMarks({ properties }: { readonly properties: readonly MarkedProperty[] }) {
  return (
    <ul class="marks">
      {properties.map(({ name, value, mark }) => (
        <li key={name} class={`mark-${mark}`}>
          <span class="mark" aria-hidden="true">
            {SIGNS[mark]}
          </span>
          <span>
            {mark !== 'same' && <span class="hidden">{mark}: </span>}
            <bdi class="mark-name">{name}</bdi> = <bdi class="mark-value">{value || '(empty)'}</bdi>
          </span>
        </li>
      ))}
    </ul>
  );
}

const SIGNS: Readonly<Record<Mark, string>> = { same: '', added: '+', changed: '~', removed: '−' };
