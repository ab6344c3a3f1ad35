import type { ComponentChildren } from 'preact';
import { Icon } from './Icon';

const ICONS = { error: 'error', warning: 'warning', info: 'info', success: 'pass', locked: 'lock' } as const;

interface Props {
  readonly kind: keyof typeof ICONS;
  readonly onClose?: () => void;
  readonly children: ComponentChildren;
}

/** A message above the rows. */
export function Bar({ kind, onClose, children }: Props) {
  return (
    <div class={`bar ${kind}`}>
      <Icon name={ICONS[kind]} />
      <div class="bar-text">{children}</div>
      {onClose && (
        <button type="button" class="icon" aria-label="Dismiss" title="Dismiss" onClick={onClose}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}

/** A button in a message. */
export function BarButton({ text, onClick }: { readonly text: string; readonly onClick: () => void }) {
  return (
    <button type="button" class="secondary" onClick={onClick}>
      {text}
    </button>
  );
}
