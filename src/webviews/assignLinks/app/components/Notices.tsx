import { useMemo } from 'preact/hooks';
import type { Controller } from '../controller';
import { conflictsWith } from '../state/dispute';
import { isOutdated } from '../state/form';
import { stillLost } from '../state/incoming';
import type { Form } from '../state/model';
import { lockedBecause } from '../state/summary';
import { warningWords } from '../state/warnings';
import { Bar, BarButton } from './Bar';
import { LostBar } from './LostBar';
import { SavedBar } from './SavedBar';

/** What the person should know before going on: the outcome of what they did, news from the server, warnings. */
export function Notices({ form, controller }: { readonly form: Form; readonly controller: Controller }) {
  const { notice, failed, disconnected, saving, dispute, rows, base, contents } = form;
  const outdated = !saving && !dispute && isOutdated(form);
  const warnings = useMemo(() => warningWords({ rows, base, contents }), [rows, base, contents]);
  const locked = lockedBecause(form);
  const dismiss = () => controller.dispatch({ type: 'noticeDismissed' });
  const rebase = (text: string) => <BarButton text={text} onClick={() => void controller.rebase()} />;
  return (
    <div class="notices">
      <div role="alert">
        {failed && (
          <Bar kind="error" onClose={() => controller.dispatch({ type: 'failureDismissed' })}>
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
        {notice?.kind === 'saved' && (
          <SavedBar notice={notice} locked={locked !== undefined} onClose={dismiss} controller={controller} />
        )}
        {notice?.kind === 'info' && (
          <Bar kind="info" onClose={dismiss}>
            <p>{notice.text}</p>
            {notice.undo && (
              <BarButton text="Undo" onClick={() => controller.dispatch({ type: 'resetUndone' })} />
            )}
          </Bar>
        )}
        <LostBar
          links={stillLost(form)}
          sourceId={contents.source.id}
          locked={locked !== undefined}
          restoring={form.restoring}
          controller={controller}
        />
        {outdated && !failed?.outdated && <OutdatedBar form={form} rebase={rebase} />}
        {warnings.map(({ text }) => (
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
