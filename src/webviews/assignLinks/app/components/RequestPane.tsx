import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import type { Controller } from '../controller';
import { BODY_LINES } from '../state/form';
import type { Form } from '../state/model';
import { Button, Icon, ShowMore } from './widgets';

/** Strings stand apart from what is around them, so that one read from right to left can't turn the line about. */
const JSON_STRING = /("(?:[^"\\]|\\.)*")/;

/** The request that Assign would send, as it stands now: the host makes it, a moment after the rows change. */
export function RequestPane({ form, controller }: { readonly form: Form; readonly controller: Controller }) {
  const { rows, contents, described, bodyLines } = form;
  const request = described?.request;
  return (
    <section class="request" aria-labelledby="request-title" aria-busy={described?.rows !== rows}>
      <div class="section-head">
        <h2 id="request-title">{l10n.t('Request')}</h2>
        <CopyButton
          label={l10n.t('Copy body')}
          title={l10n.t('Copy request body')}
          onCopy={() => controller.copy('body')}
        />
        <CopyButton
          label={l10n.t('Copy as cURL')}
          title={l10n.t('Copy as cURL, token left out')}
          onCopy={() => controller.copy('curl')}
        />
      </div>
      <pre class="http" dir="ltr" tabIndex={0} aria-label={l10n.t('Method, address and headers')}>
        {request ? (
          <>
            <b>{request.method}</b> {[request.url, ...request.headers].join('\n')}
          </>
        ) : (
          contents.requestUrl
        )}
      </pre>
      <pre class="body" dir="ltr" tabIndex={0} aria-label={l10n.t('Request body')}>
        {request?.body.map((line, index) => (
          <span class="line" key={index}>
            {line.split(JSON_STRING).map((part, at) => (at % 2 === 1 ? <bdi key={at}>{part}</bdi> : part))}
          </span>
        ))}
      </pre>
      {request && (
        <ShowMore
          shown={bodyLines}
          total={request.bodyLength}
          step={BODY_LINES}
          onMore={(lines) => controller.dispatch({ type: 'bodyLinesChosen', lines })}
        />
      )}
    </section>
  );
}

interface CopyProps {
  readonly label: string;
  readonly title: string;
  readonly onCopy: () => Promise<boolean>;
}

const COPIED_MS = 1500;

function CopyButton({ label, title, onCopy }: CopyProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await onCopy())) return;
    setCopied(true);
    window.setTimeout(() => setCopied(false), COPIED_MS);
  };
  return (
    <Button kind="quiet" title={title} onClick={() => void copy()}>
      <Icon name={copied ? 'check' : 'copy'} />
      <span aria-live="polite">{copied ? l10n.t('Copied') : label}</span>
    </Button>
  );
}
