import { useEffect, useMemo } from 'preact/hooks';
import type { Controller } from '../controller';
import type { Form } from '../state/model';
import { isDirty } from '../state/rows';
import { blockedBecause, countsOf, formatCounts } from '../state/summary';
import { problemsOf } from '../state/validate';
import { AddTarget } from './AddTarget';
import { ConfirmPanel } from './ConfirmPanel';
import { ConflictPanel } from './DisputePanel';
import { Header } from './Header';
import { IncomingList } from './IncomingList';
import { LinkTable } from './LinkTable';
import { Notices } from './Notices';
import { RequestPane } from './RequestPane';

/** A loaded form. */
export function FormView({ form, controller }: { readonly form: Form; readonly controller: Controller }) {
  const { rows, contents, incoming, confirming } = form;
  const problems = useMemo(() => problemsOf({ rows, contents }), [rows, contents]);
  const counts = useMemo(() => countsOf(rows), [rows]);
  const dirty = isDirty(rows);
  const blocked = blockedBecause(form, dirty, problems);
  const [firstProblem] = problems.keys();

  useEffect(() => {
    const assignOnShortcut = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      // A key that is held down must not answer the question that it brings up.
      if (!event.repeat) void controller.assign(confirming);
    };
    document.addEventListener('keydown', assignOnShortcut);
    return () => document.removeEventListener('keydown', assignOnShortcut);
  }, [controller, confirming]);

  return (
    <main aria-busy={form.saving}>
      <Header
        form={form}
        summary={formatCounts(counts)}
        dirty={dirty}
        blocked={blocked}
        onShowProblem={firstProblem === undefined ? undefined : () => focusProblem(firstProblem)}
        controller={controller}
      />
      <Notices form={form} controller={controller} />
      {form.dispute && <ConflictPanel form={form} controller={controller} />}
      {confirming && <ConfirmPanel form={form} controller={controller} />}
      <div class="panes">
        <div class="links">
          <section aria-labelledby="outgoing-title">
            <h2 id="outgoing-title">Outgoing links ({rows.length.toLocaleString('en-US')})</h2>
            <AddTarget form={form} controller={controller} />
            <LinkTable form={form} problems={problems} controller={controller} />
          </section>
          <IncomingList links={incoming} sourceId={contents.source.id} controller={controller} />
        </div>
        <RequestPane form={form} controller={controller} />
      </div>
    </main>
  );
}

function focusProblem(rowId: string): void {
  const row = document.getElementById(rowId);
  const field = row?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? row?.querySelector('select');
  row?.scrollIntoView({ block: 'center' });
  field?.focus();
}
