import type { Controller } from '../controller';
import type { Form } from '../state/model';
import { EntryIcon, Icon } from './Icon';

interface Props {
  readonly form: Form;
  /** Added, changed, removed and kept, in words. */
  readonly summary: string;
  readonly dirty: boolean;
  /** Why Assign does nothing now. */
  readonly blocked: string | undefined;
  readonly onShowProblem: (() => void) | undefined;
  readonly controller: Controller;
}

/** Id of the button that sends the links. */
export const ASSIGN = 'assign';

/** The source entry, what would change, and the two buttons. */
export function Header({ form, summary, dirty, blocked, onShowProblem, controller }: Props) {
  const { source, connectionName } = form.contents;
  return (
    <header>
      <div class="source">
        <EntryIcon entry={source} />
        <div>
          <h1 title={source.name}>
            <bdi>{source.name}</bdi>
          </h1>
          <p class="detail">
            {source.path && <bdi>{source.path} · </bdi>}#{source.id} · <bdi>{connectionName}</bdi>
          </p>
        </div>
      </div>
      <div class="assign">
        <p class="summary">
          <span role="status">{summary}</span>
          {blocked !== undefined && (
            <span id="blocked" class="hint">
              {onShowProblem ? (
                <button type="button" class="link" onClick={onShowProblem}>
                  {blocked}
                </button>
              ) : (
                blocked
              )}
            </span>
          )}
        </p>
        <button
          type="button"
          class="secondary"
          aria-disabled={!dirty || form.saving}
          onClick={() => dirty && !form.saving && controller.dispatch({ type: 'reset' })}
        >
          Reset
        </button>
        <button
          type="button"
          class="secondary"
          aria-disabled={blocked !== undefined}
          title={blocked ?? 'Compare the request before and after in an editor'}
          onClick={() => void controller.preview()}
        >
          Preview Change
        </button>
        <button
          type="button"
          id={ASSIGN}
          class="primary"
          aria-disabled={blocked !== undefined}
          aria-describedby={blocked === undefined ? undefined : 'blocked'}
          title={blocked ?? 'Send the links to the server (Ctrl+Enter)'}
          onClick={() => void controller.assign()}
        >
          {form.saving && <Icon name="loading codicon-modifier-spin" />}
          {form.saving ? 'Assigning…' : 'Assign'}
        </button>
      </div>
    </header>
  );
}
