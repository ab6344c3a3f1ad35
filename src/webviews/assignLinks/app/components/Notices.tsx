import { useMemo } from 'preact/hooks';
import type { Controller } from '../controller';
import { conflictsWith } from '../state/dispute';
import { isOutdated } from '../state/form';
import { stillLost } from '../state/incoming';
import type { Form } from '../state/model';
import { isDirty } from '../state/rows';
import { isCutOff, lockedBecause } from '../state/summary';
import { describeWarning } from '../state/warnings';
import { Bar, BarButton } from './Bar';
import { CameBackBar } from './CameBackBar';
import { DroppedLinksBar } from './LostBar';
import { SavedBar } from './SavedBar';

/** What the person should know before going on: the outcome of what they did, news from the server, warnings. */
export function Notices({ form, controller }: { readonly form: Form; readonly controller: Controller }) {
  const { notice, failed, disconnected, elsewhere, saving, dispute, rows, base, contents } = form;
  const changeId = failed?.changeId;
  const outdated = !saving && !dispute && isOutdated(form);
  const warnings = useMemo(() => describeWarning({ rows, base, contents }), [rows, base, contents]);
  const locked = lockedBecause(form);
  const cutOff = isCutOff(form);
  /** Nothing that shows here can change anything now. */
  const shut = locked !== undefined || cutOff;
  const dismiss = () => controller.dispatch({ type: 'noticeDismissed' });
  const rebase = (text: string) => <BarButton text={text} onClick={() => void controller.rebase()} />;
  return (
    <div class="notices">
      <div role="alert">
        {failed && (
          <Bar kind="error" onClose={() => controller.dispatch({ type: 'failureDismissed' })}>
            <p>{failed.text}</p>
            {failed.outdated && !cutOff && rebase('Reload and Keep My Changes')}
            {changeId !== undefined && !shut && (
              <BarButton text="Undo" onClick={() => void controller.undo(changeId)} />
            )}
          </Bar>
        )}
        {disconnected && (
          <Bar kind="error">
            <p>
              The connection of this form was removed, so nothing can be sent from here. Add the connection
              again and open this entry there: what was typed comes back.
            </p>
          </Bar>
        )}
        {elsewhere !== undefined && (
          <Bar kind="error">
            <p>{elsewhere}</p>
          </Bar>
        )}
      </div>
      <div role="status">
        {locked !== undefined && (
          <Bar kind="locked">
            <p>{locked}</p>
          </Bar>
        )}
        {form.cameBack && <CameBackBar form={form} controller={controller} />}
        {form.draftNotKept && isDirty(rows) && (
          <Bar kind="warning">
            <p>
              These changes can’t be kept when this form is closed: they are too many, or the disk has no
              room. Assign them before you close it.
            </p>
          </Bar>
        )}
        {notice?.kind === 'saved' && (
          <SavedBar notice={notice} locked={shut} onClose={dismiss} controller={controller} />
        )}
        {notice?.kind === 'info' && (
          <Bar kind="info" onClose={dismiss}>
            <p>{notice.text}</p>
            {notice.undo && (
              <BarButton text="Undo" onClick={() => controller.dispatch({ type: 'resetUndone' })} />
            )}
          </Bar>
        )}
        <DroppedLinksBar
          links={stillLost(form)}
          sourceId={contents.source.id}
          locked={shut}
          restoring={form.restoring}
          controller={controller}
        />
        {outdated && !cutOff && !failed?.outdated && <OutdatedBar form={form} rebase={rebase} />}
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
