import * as l10n from '@vscode/l10n';
import { useEffect, useRef } from 'preact/hooks';
import { Bar } from './widgets';

/** Stands above a form that nobody answers any more. VS Code itself follows the link: a button would reach nobody. */
export function LostHost({ reload }: { readonly reload: string | undefined }) {
  const link = useRef<HTMLAnchorElement>(null);
  // Looked at before the form is made inert, which takes the keyboard from it.
  const before = useRef(document.activeElement);
  useEffect(() => {
    link.current?.focus();
    // It was only busy: the person goes on where they were, once the form can have the keyboard again.
    return () => void window.setTimeout(() => (before.current as HTMLElement | null)?.focus());
  }, []);
  return (
    <div class="lost" role="alert">
      <Bar kind="error">
        <p>
          {reload === undefined
            ? l10n.t('Laserfiche Links was restarted and can’t answer this form. Close it and open it again.')
            : l10n.t(
                'Laserfiche Links was restarted and can’t answer this form. Reload it to go on; unsent changes are kept.',
              )}
        </p>
        {reload !== undefined && (
          <a ref={link} href={reload}>
            {l10n.t('Reload')}
          </a>
        )}
      </Bar>
    </div>
  );
}
