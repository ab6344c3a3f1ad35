import * as l10n from '@vscode/l10n';
import { describeLink, type Link, plainLine } from '../../../../domain';
import { byCount, formatNumber } from '../../../shared/language';
import type { Controller } from '../controller';
import { TARGET_FIELD } from '../focus';
import { conflictsWith } from '../state/conflicts';
import { isRepairable, stillDropped } from '../state/droppedLinks';
import { isOutdated } from '../state/form';
import type { Form, Notice } from '../state/model';
import { isDirty } from '../state/rows';
import { isCutOff, lockedBecause } from '../state/summary';
import { Bar, BarButton, Icon, withNodes } from './widgets';

/** What the person should know before going on: the outcome of what they did, news from the server, warnings. */
export function Notices({ form, controller }: { readonly form: Form; readonly controller: Controller }) {
  const {
    notice,
    failed,
    disconnected,
    otherRepository,
    saving,
    mergeConflicts,
    undoConflicts,
    rows,
    contents,
  } = form;
  const changeId = failed?.changeId;
  const outdated = !saving && !mergeConflicts && !undoConflicts && isOutdated(form);
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
            {failed.unreachable === 'reading' && (
              <BarButton text={l10n.t('Retry')} onClick={() => void controller.retry()} />
            )}
            {failed.unreachable && <HelpButtons controller={controller} />}
            {failed.outdated && !cutOff && rebase(l10n.t('Reload and Keep My Changes'))}
            {changeId !== undefined && !shut && (
              <BarButton text={l10n.t('Undo')} onClick={() => void controller.undo(changeId)} />
            )}
          </Bar>
        )}
        {disconnected && (
          <Bar kind="error">
            <p>
              {l10n.t(
                'The connection of this form was removed, so nothing can be sent from here. Add the connection again and open this entry there: what you typed is kept.',
              )}
            </p>
          </Bar>
        )}
        {otherRepository !== undefined && (
          <Bar kind="error">
            <p>{otherRepository}</p>
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
              {l10n.t(
                'These changes can’t be kept when this form is closed: they are too large, or the disk is full. Assign them before you close it.',
              )}
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
              <BarButton text={l10n.t('Undo')} onClick={() => controller.dispatch({ type: 'resetUndone' })} />
            )}
          </Bar>
        )}
        <DroppedLinksBar
          links={stillDropped(form)}
          sourceId={contents.source.id}
          locked={shut}
          restoring={form.restoring}
          controller={controller}
        />
        {outdated && !cutOff && !failed?.outdated && <OutdatedBar form={form} rebase={rebase} />}
        {form.described?.warnings.map((text) => (
          <Bar key={text} kind="warning">
            <p>{text}</p>
          </Bar>
        ))}
      </div>
    </div>
  );
}

/** Where a server does not answer: ways to find out why. */
export function HelpButtons({ controller }: { readonly controller: Controller }) {
  return (
    <>
      <BarButton text={l10n.t('Diagnose')} onClick={() => void controller.help('diagnosis')} />
      <BarButton text={l10n.t('Show Log')} onClick={() => void controller.help('log')} />
    </>
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
          ? l10n.t('Someone else also changed links that you changed.')
          : l10n.t('Links changed on the server since you opened this form.')}
      </p>
      {rebase(overlaps ? l10n.t('Compare and Choose') : l10n.t('Reload and Keep My Changes'))}
    </Bar>
  );
}

/** Tells that rows are those of a form that was closed: nobody shall send them without knowing. */
function CameBackBar({ form, controller }: { readonly form: Form; readonly controller: Controller }) {
  const discard = () => {
    controller.dispatch({ type: 'discarded' });
    // The button is gone: the next thing to do is to choose a target.
    document.getElementById(TARGET_FIELD)?.focus();
  };
  return (
    <Bar kind="info" onClose={() => controller.dispatch({ type: 'cameBackDismissed' })}>
      <p>
        {isDirty(form.rows)
          ? l10n.t(
              'This form was closed with unsent changes. They are back in the rows below and are sent when you assign them.',
            )
          : l10n.t('This form was closed before what you typed was added. It is back in Add target.')}
      </p>
      <BarButton text={l10n.t('Discard')} onClick={discard} />
    </Bar>
  );
}

interface SavedProps {
  readonly notice: Extract<Notice, { readonly kind: 'saved' }>;
  readonly locked: boolean;
  readonly onClose: () => void;
  readonly controller: Controller;
}

/** What a save did, with the way back. */
function SavedBar({ notice, locked, onClose, controller }: SavedProps) {
  const { text, changeId, incomingUnchecked } = notice;
  return (
    <>
      <Bar kind="success" onClose={onClose}>
        <p>{text}</p>
        {changeId !== undefined && !locked && (
          <BarButton text={l10n.t('Undo')} onClick={() => void controller.undo(changeId)} />
        )}
        {changeId !== undefined && (
          <BarButton text={l10n.t('History')} onClick={() => void controller.showHistory()} />
        )}
      </Bar>
      {incomingUnchecked && (
        <Bar kind="warning">
          <p>
            {l10n.t(
              'The links could not be read again, so it is unknown whether the incoming links are all there.',
            )}
          </p>
        </Bar>
      )}
    </>
  );
}

/** Links named at most; the rest is counted. */
const NAMED = 20;

interface DroppedProps {
  readonly links: readonly Link[];
  readonly sourceId: number;
  readonly locked: boolean;
  /** They are being put back. */
  readonly restoring: boolean;
  readonly controller: Controller;
}

/** The incoming links that the server dropped with a save, and the way to put them back. */
function DroppedLinksBar({ links, sourceId, locked, restoring, controller }: DroppedProps) {
  if (links.length === 0) return null;
  const hidden = links.length - NAMED;
  const repairable = links.filter(isRepairable).length;
  return (
    <Bar
      kind="warning"
      {...(!restoring && { onClose: () => controller.dispatch({ type: 'droppedLinksDismissed' }) })}
    >
      <p>
        {byCount(
          links.length,
          l10n.t('The server dropped 1 incoming link with a change:'),
          l10n.t('The server dropped {0} incoming links with a change:', formatNumber(links.length)),
        )}
      </p>
      {restoring && (
        <>
          <p>
            <Icon name="loading" spins /> {l10n.t('Restoring…')}
          </p>
          <BarButton text={l10n.t('Cancel')} onClick={() => controller.cancel('restoreIncoming')} />
        </>
      )}
      {!locked && !restoring && repairable > 0 && (
        <BarButton
          text={byCount(repairable, l10n.t('Restore It'), l10n.t('Restore Them'))}
          onClick={() => void controller.restoreIncoming()}
        />
      )}
      <ul>
        {links.slice(0, NAMED).map((link) => {
          const { otherId, otherName, otherPath, ownLabel, otherLabel } = describeLink(link, sourceId);
          return (
            <li key={`${otherId} ${otherLabel} ${ownLabel}`}>
              {withNodes(
                isRepairable(link)
                  ? l10n.t('from {0} ({1} → {2})')
                  : l10n.t(
                      'from {0} ({1} → {2}) – can’t be restored from here, since its type or properties are unknown',
                    ),
                <bdi>{plainLine(otherPath || otherName)}</bdi>,
                <bdi>{plainLine(otherLabel)}</bdi>,
                <bdi>{plainLine(ownLabel)}</bdi>,
              )}
            </li>
          );
        })}
        {hidden > 0 && <li>{l10n.t('and {0} more', formatNumber(hidden))}</li>}
      </ul>
    </Bar>
  );
}
