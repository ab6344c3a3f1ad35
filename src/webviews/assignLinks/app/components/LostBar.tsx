import { describeLink, type Link, plainLine } from '../../../../domain';
import type { Controller } from '../controller';
import { isRepairable } from '../state/incoming';
import { Bar, BarButton } from './Bar';
import { Icon } from './Icon';

/** Links named at most; the rest is counted. */
const NAMED = 20;

interface Props {
  readonly links: readonly Link[];
  readonly sourceId: number;
  readonly locked: boolean;
  /** They are being put back. */
  readonly restoring: boolean;
  readonly controller: Controller;
}

/** The incoming links that the server dropped with a save, and the way to put them back. */
export function DroppedLinksBar({ links, sourceId, locked, restoring, controller }: Props) {
  if (links.length === 0) return null;
  const hidden = links.length - NAMED;
  const repairable = links.filter(isRepairable).length;
  return (
    <Bar
      kind="warning"
      {...(!restoring && { onClose: () => controller.dispatch({ type: 'lostDismissed' }) })}
    >
      <p>
        {links.length === 1
          ? 'The server dropped 1 incoming link with a change:'
          : `The server dropped ${links.length.toLocaleString('en-US')} incoming links with a change:`}
      </p>
      {restoring && (
        <>
          <p>
            <Icon name="loading" spins /> Putting them back…
          </p>
          <BarButton text="Cancel" onClick={() => controller.cancel('restoreIncoming')} />
        </>
      )}
      {!locked && !restoring && repairable > 0 && (
        <BarButton
          text={repairable === 1 ? 'Restore It' : 'Restore Them'}
          onClick={() => void controller.restoreIncoming()}
        />
      )}
      <ul>
        {links.slice(0, NAMED).map((link) => {
          const { otherId, otherName, otherPath, ownLabel, otherLabel } = describeLink(link, sourceId);
          return (
            <li key={`${otherId} ${otherLabel} ${ownLabel}`}>
              from <bdi>{plainLine(otherPath || otherName)}</bdi> (<bdi>{plainLine(otherLabel)}</bdi> →{' '}
              <bdi>{plainLine(ownLabel)}</bdi>)
              {!isRepairable(link) && (
                <> – can’t be restored from here, since its type or properties can’t be told</>
              )}
            </li>
          );
        })}
        {hidden > 0 && <li>and {hidden.toLocaleString('en-US')} more</li>}
      </ul>
    </Bar>
  );
}
