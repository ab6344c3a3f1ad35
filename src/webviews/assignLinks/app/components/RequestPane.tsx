import { useMemo, useState } from 'preact/hooks';
import type { Controller } from '../controller';
import type { Form } from '../state/model';
import { bodyLength, bodyLines, payloadOf } from '../state/request';
import { Icon } from './Icon';
import { ShowMore } from './ShowMore';

/** Lines of the body drawn at first: more would slow typing down. */
const STEP = 250;

/** Strings stand apart from what is around them, so that one read from right to left can't turn the line about. */
const JSON_STRING = /("(?:[^"\\]|\\.)*")/;

/** The request that Assign would send, as it stands now. */
export function RequestPane({ form, controller }: { readonly form: Form; readonly controller: Controller }) {
  const { rows, contents } = form;
  const [limit, setLimit] = useState(STEP);
  const payload = useMemo(() => payloadOf({ rows }), [rows]);
  const lines = useMemo(() => bodyLines(payload, limit), [payload, limit]);
  return (
    <section class="request" aria-labelledby="request-title">
      <div class="section-head">
        <h2 id="request-title">Request</h2>
        <CopyButton label="Copy body" title="Copy request body" onCopy={() => controller.copy('body')} />
        <CopyButton
          label="Copy as cURL"
          title="Copy as cURL, token left out"
          onCopy={() => controller.copy('curl')}
        />
      </div>
      <pre class="http" dir="ltr" tabIndex={0} aria-label="Method, address and headers">
        <b>PUT</b> {contents.requestUrl}
        {'\nContent-Type: application/json'}
      </pre>
      <pre class="body" dir="ltr" tabIndex={0} aria-label="Request body">
        {lines.map((line, index) => (
          <span class="line" key={index}>
            {line.split(JSON_STRING).map((part, at) => (at % 2 === 1 ? <bdi key={at}>{part}</bdi> : part))}
          </span>
        ))}
      </pre>
      <ShowMore shown={limit} total={bodyLength(payload)} step={STEP} onMore={setLimit} />
    </section>
  );
}

interface CopyProps {
  readonly label: string;
  readonly title: string;
  readonly onCopy: () => Promise<boolean>;
}

/** Milliseconds that a copy is confirmed for. */
const CONFIRMED = 1500;

function CopyButton({ label, title, onCopy }: CopyProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await onCopy())) return;
    setCopied(true);
    window.setTimeout(() => setCopied(false), CONFIRMED);
  };
  return (
    <button type="button" class="quiet" title={title} onClick={() => void copy()}>
      <Icon name={copied ? 'check' : 'copy'} />
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </button>
  );
}
