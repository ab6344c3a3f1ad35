import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ASSIGN } from './Header';

interface Props {
  readonly id: string;
  readonly title: string;
  readonly onEscape?: () => void;
  readonly children: ComponentChildren;
}

/** A question that must be answered before anything is sent. It takes the focus, and gives it back to Assign. */
export function Panel({ id, title, onEscape, children }: Props) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    panel.current?.focus();
    // Its head is what the person must see; the header stays above it.
    panel.current?.scrollIntoView({ block: 'nearest' });
    return () => document.getElementById(ASSIGN)?.focus();
  }, []);
  return (
    <section
      class={`panel ${id}`}
      ref={panel}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !onEscape) return;
        event.preventDefault();
        onEscape();
      }}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}
