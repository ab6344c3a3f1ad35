import { describeLink } from '../../../../links';
import type { Controller } from '../controller';
import type { Form, Notice } from '../state/model';
import { Bar, BarButton } from './Bar';

/** Lost links named at most; the rest is counted. */
const NAMED = 20;

interface Props {
  readonly notice: Extract<Notice, { readonly kind: 'saved' }>;
  readonly form: Form;
  readonly controller: Controller;
}

/** What a save did, with the ways back; and the incoming links that the server dropped with it. */
export function SavedBar({ notice: { text, saved }, form, controller }: Props) {
  const { changeId, lostIncoming: lost, incomingUnchecked } = saved;
  const locked = form.contents.readOnly !== 'no';
  return (
    <>
      <Bar kind="success" onClose={() => controller.dispatch({ type: 'noticeDismissed' })}>
        <p>{text}</p>
        {changeId !== undefined && !locked && (
          <BarButton text="Undo" onClick={() => void controller.undo(changeId)} />
        )}
        {changeId !== undefined && <BarButton text="History" onClick={() => void controller.showHistory()} />}
      </Bar>
      {lost.length > 0 && (
        <Bar kind="warning">
          <p>
            {lost.length === 1
              ? 'The server dropped 1 incoming link with this:'
              : `The server dropped ${lost.length.toLocaleString('en-US')} incoming links with this:`}
          </p>
          {!locked && (
            <BarButton
              text={lost.length === 1 ? 'Restore It' : 'Restore Them'}
              onClick={() => void controller.restoreIncoming()}
            />
          )}
          <ul>
            {lost.slice(0, NAMED).map((link) => {
              const { otherId, otherName, otherPath, ownLabel, otherLabel } = describeLink(
                link,
                form.contents.source.id,
              );
              return (
                <li key={`${otherId} ${otherLabel} ${ownLabel}`}>
                  from <bdi>{otherPath || otherName}</bdi> (<bdi>{otherLabel}</bdi> → <bdi>{ownLabel}</bdi>)
                </li>
              );
            })}
            {lost.length > NAMED && <li>and {(lost.length - NAMED).toLocaleString('en-US')} more</li>}
          </ul>
        </Bar>
      )}
      {incomingUnchecked && (
        <Bar kind="warning">
          <p>Whether the incoming links are all there could not be seen: they could not be read again.</p>
        </Bar>
      )}
    </>
  );
}
