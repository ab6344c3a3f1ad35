import * as l10n from '@vscode/l10n';
import { plainLine } from '../../../../domain';
import type { Controller } from '../controller';
import { ASSIGN } from '../focus';
import { ASSIGN_KEY, ASSIGN_SHORTCUTS, assignOrTellWhy, OTHER_ASSIGN_KEY } from '../keys';
import type { Form } from '../state/model';
import { Button, EntryIcon, Icon } from './widgets';

interface Props {
  readonly form: Form;
  /** Added, changed, removed and kept, as a text. */
  readonly summary: string;
  readonly dirty: boolean;
  /** Why nothing can be sent now. */
  readonly blocked: string | undefined;
  readonly onShowProblem: (() => void) | undefined;
  readonly controller: Controller;
}

/** The source entry, what would change, and the buttons. */
export function Header({ form, summary, dirty, blocked, onShowProblem, controller }: Props) {
  const { source, connectionName } = form.contents;
  const [name, path] = [plainLine(source.name), plainLine(source.path ?? '')];
  const assignBlocked = form.confirming ? l10n.t('Answer the question below.') : blocked;
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
                <Button kind="link" onClick={onShowProblem}>
                  {assignBlocked}
                </Button>
              ) : (
                assignBlocked
              )}
            </span>
          )}
        </p>
        {form.saving ? (
          <Button
            key="cancel"
            kind="secondary late"
            title={l10n.t('Stop waiting; the outcome is checked')}
            onClick={() => controller.cancel('apply')}
          >
            {l10n.t('Cancel')}
          </Button>
        ) : (
          <Button
            key="reset"
            aria-disabled={!dirty}
            onClick={() => dirty && controller.dispatch({ type: 'reset' })}
          >
            {l10n.t('Reset')}
          </Button>
        )}
        <Button
          aria-disabled={blocked !== undefined}
          title={blocked ?? l10n.t('Compare the request before and after in an editor')}
          onClick={() => void controller.preview()}
        >
          {l10n.t('Preview Change')}
        </Button>
        <Button
          id={ASSIGN}
          kind="primary"
          aria-disabled={assignBlocked !== undefined}
          aria-describedby={assignBlocked === undefined ? undefined : 'blocked'}
          aria-keyshortcuts={ASSIGN_SHORTCUTS}
          title={
            assignBlocked ?? l10n.t('Send the links to the server ({0} or {1})', ASSIGN_KEY, OTHER_ASSIGN_KEY)
          }
          onClick={() => assignOrTellWhy(controller, false)}
        >
          {form.saving && <Icon name="loading" spins />}
          {form.saving ? l10n.t('Assigning…') : l10n.t('Assign')}
        </Button>
        <kbd class="hint" aria-hidden="true">
          {ASSIGN_KEY}
        </kbd>
      </div>
    </header>
  );
}
