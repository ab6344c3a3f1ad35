import type { ComponentChildren } from 'preact';
import type { Controller } from '../controller';
import { conflictWords } from '../state/conflicts';
import { isOutdated } from '../state/form';
import type { Form } from '../state/model';
import { warningsOf } from '../state/warnings';
import { Icon } from './Icon';

const CONFLICT_WORDS = 'Nothing was assigned: meanwhile somebody else changed links that you change too.';

/** What the person should know before going on: the outcome of what they did, news from the server, warnings. */
export function Notices({ form, controller }: { readonly form: Form; readonly controller: Controller }) {
  const { notice, disconnected, saving } = form;
  const outdated = !saving && isOutdated(form);
  const failed = notice?.kind === 'failed' ? notice : undefined;
  const rebase = (
    <button type="button" class="secondary" onClick={() => void controller.rebase()}>
      Reload and Keep My Changes
    </button>
  );
  return (
    <div class="notices">
      <div role="alert">
        {failed && (
          <Bar kind="error" onClose={() => controller.dispatch({ type: 'noticeDismissed' })}>
            <p>{failed.conflicts.length > 0 ? CONFLICT_WORDS : failed.text}</p>
            {failed.conflicts.length > 0 && (
              <ul>
                {conflictWords(failed.conflicts, form.rows).map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            )}
            {failed.outdated && rebase}
          </Bar>
        )}
        {disconnected && (
          <Bar kind="error">
            <p>
              The connection of this form was removed. What was typed stays here; add the connection again to
              go on.
            </p>
          </Bar>
        )}
      </div>
      <div role="status">
        {notice?.kind === 'saved' && (
          <Bar kind="success" onClose={() => controller.dispatch({ type: 'noticeDismissed' })}>
            <p>{notice.text}</p>
          </Bar>
        )}
        {notice?.kind === 'info' && (
          <Bar kind="info" onClose={() => controller.dispatch({ type: 'noticeDismissed' })}>
            <p>{notice.text}</p>
            <UndoButton notice={notice} controller={controller} />
          </Bar>
        )}
        {outdated && !failed?.outdated && (
          <Bar kind="info">
            <p>Links changed on the server since you opened this form.</p>
            {rebase}
          </Bar>
        )}
        {warningsOf(form).map((text) => (
          <Bar key={text} kind="warning">
            <p>{text}</p>
          </Bar>
        ))}
      </div>
    </div>
  );
}

interface UndoProps {
  readonly notice: Extract<Form['notice'], { kind: 'info' }>;
  readonly controller: Controller;
}

function UndoButton({ notice: { undo }, controller }: UndoProps) {
  if (!undo) return null;
  return (
    <button
      type="button"
      class="secondary"
      onClick={() => controller.dispatch({ type: 'resetUndone', edits: undo })}
    >
      Undo
    </button>
  );
}

const BAR_ICONS = { error: 'error', warning: 'warning', info: 'info', success: 'pass' } as const;

interface BarProps {
  readonly kind: keyof typeof BAR_ICONS;
  readonly onClose?: () => void;
  readonly children: ComponentChildren;
}

function Bar({ kind, onClose, children }: BarProps) {
  return (
    <div class={`bar ${kind}`}>
      <Icon name={BAR_ICONS[kind]} />
      <div class="bar-text">{children}</div>
      {onClose && (
        <button type="button" class="icon" aria-label="Dismiss" title="Dismiss" onClick={onClose}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
