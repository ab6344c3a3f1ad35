import type { Controller } from '../controller';
import type { Notice } from '../state/model';
import { Bar, BarButton } from './Bar';

interface Props {
  readonly notice: Extract<Notice, { readonly kind: 'saved' }>;
  readonly locked: boolean;
  readonly onClose: () => void;
  readonly controller: Controller;
}

/** What a save did, with the way back. */
export function SavedBar({ notice, locked, onClose, controller }: Props) {
  const { text, changeId, incomingUnchecked } = notice;
  return (
    <>
      <Bar kind="success" onClose={onClose}>
        <p>{text}</p>
        {changeId !== undefined && !locked && (
          <BarButton text="Undo" onClick={() => void controller.undo(changeId)} />
        )}
        {changeId !== undefined && <BarButton text="History" onClick={() => void controller.showHistory()} />}
      </Bar>
      {incomingUnchecked && (
        <Bar kind="warning">
          <p>The links could not be read again, so nobody knows whether the incoming ones are all there.</p>
        </Bar>
      )}
    </>
  );
}
