import type { Controller } from '../controller';
import { conflictsWith } from '../state/dispute';
import { isOutdated } from '../state/form';
import type { Form } from '../state/model';
import { lockedBecause } from '../state/summary';
import { warningWords } from '../state/warnings';
import { Bar, BarButton } from './Bar';
import { SavedBar } from './SavedBar';

/** What the person should know before going on: the outcome of what they did, news from the server, warnings. */
export function Notices({ form, controller }: { readonly form: Form; readonly controller: Controller }) {
  const { notice, disconnected, saving, dispute } = form;
  const outdated = !saving && !dispute && isOutdated(form);
  const failed = notice?.kind === 'failed' ? notice : undefined;
  const locked = lockedBecause(form);
  const dismiss = () => controller.dispatch({ type: 'noticeDismissed' });
  const rebase = (text: string) => <BarButton text={text} onClick={() => void controller.rebase()} />;
  return (
    <div class="notices">
      <div role="alert">
        {failed && (
          <Bar kind="error" onClose={dismiss}>
            <p>{failed.text}</p>
            {failed.outdated && rebase('Reload and Keep My Changes')}
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
        {locked !== undefined && (
          <Bar kind="locked">
            <p>{locked}</p>
          </Bar>
        )}
        {notice?.kind === 'saved' && <SavedBar notice={notice} form={form} controller={controller} />}
        {notice?.kind === 'info' && (
          <Bar kind="info" onClose={dismiss}>
            <p>{notice.text}</p>
            {notice.undo && (
              <BarButton text="Undo" onClick={() => controller.dispatch({ type: 'resetUndone' })} />
            )}
          </Bar>
        )}
        {outdated && !failed?.outdated && <OutdatedBar form={form} rebase={rebase} />}
        {warningWords(form).map(({ text }) => (
          <Bar key={text} kind="warning">
            <p>{text}</p>
          </Bar>
        ))}
      </div>
    </div>
  );
}

interface OutdatedProps {
  readonly form: Form;
  readonly rebase: (text: string) => preact.JSX.Element;
}

function OutdatedBar({ form, rebase }: OutdatedProps) {
  const overlaps = conflictsWith(form, form.contents.links).length > 0;
  return (
    <Bar kind="info">
      <p>
        {overlaps
          ? 'Meanwhile somebody else changed links that you change too.'
          : 'Links changed on the server since you opened this form.'}
      </p>
      {rebase(overlaps ? 'Compare and Choose' : 'Reload and Keep My Changes')}
    </Bar>
  );
}
