import { plainLine } from '../../../../domain';
import type { Controller } from '../controller';
import type { Form } from '../state/model';
import { EntryIcon, Icon } from './Icon';

interface Props {
  readonly form: Form;
  /** Added, changed, removed and kept, in words. */
  readonly summary: string;
  readonly dirty: boolean;
  /** Why nothing can be sent now. */
  readonly blocked: string | undefined;
  readonly onShowProblem: (() => void) | undefined;
  readonly controller: Controller;
}

/** Id of the button that sends the links. */
export const ASSIGN = 'assign';

/** The source entry, what would change, and the two buttons. */
export function Header({ form, summary, dirty, blocked, onShowProblem, controller }: Props) {
  const { source, connectionName } = form.contents;
  const [name, path] = [plainLine(source.name), plainLine(source.path ?? '')];
  const assignBlocked = form.confirming ? 'Answer the question below.' : blocked;
  return (
    <header>
      <div class="source">
        <EntryIcon entry={source} />
        <div>
          <h1 title={name}>
            <bdi>{name}</bdi>
          </h1>
          <p class="detail">
            {path !== '' && <bdi>{path} · </bdi>}#{source.id} · <bdi>{plainLine(connectionName)}</bdi>
          </p>
        </div>
      </div>
      <div class="assign">
        <p class="summary">
          <span role="status">{summary}</span>
          {assignBlocked !== undefined && (
            <span id="blocked" class="hint">
              {onShowProblem ? (
                <button type="button" class="link" onClick={onShowProblem}>
                  {assignBlocked}
                </button>
              ) : (
                assignBlocked
              )}
            </span>
          )}
        </p>
        {form.saving ? (
          <button
            key="cancel"
            type="button"
            class="secondary late"
            title="Stop waiting; what became of the links is looked at"
            onClick={() => controller.cancel('save')}
          >
            Cancel
          </button>
        ) : (
          <button
            key="reset"
            type="button"
            class="secondary"
            aria-disabled={!dirty}
            onClick={() => dirty && controller.dispatch({ type: 'reset' })}
          >
            Reset
          </button>
        )}
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
          aria-disabled={assignBlocked !== undefined}
          aria-describedby={assignBlocked === undefined ? undefined : 'blocked'}
          title={assignBlocked ?? 'Send the links to the server (Ctrl+Enter)'}
          onClick={() => assignBlocked === undefined && void controller.assign()}
        >
          {form.saving && <Icon name="loading" spins />}
          {form.saving ? 'Assigning…' : 'Assign'}
        </button>
      </div>
    </header>
  );
}
