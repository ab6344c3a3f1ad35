import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { formatNumber } from '../../shared/language';
import { AddTarget } from './components/AddTarget';
import { ConfirmPanel } from './components/ConfirmPanel';
import { ConflictPanel, UndoConflictPanel } from './components/ConflictPanel';
import { Header } from './components/Header';
import { IncomingTable } from './components/IncomingTable';
import { LinkTable } from './components/LinkTable';
import { HelpButtons, Notices } from './components/Notices';
import { RequestPane } from './components/RequestPane';
import { Button, Icon } from './components/widgets';
import type { Controller } from './controller';
import { ALOUD, focusProblem } from './focus';
import type { Form, FormState } from './state/model';
import { isDirty } from './state/rows';
import { blockedBecause, formatSummary } from './state/summary';
import { problemsOf } from './state/validate';

/** The whole form in each of its states. */
export function App({ state, controller }: { readonly state: FormState; readonly controller: Controller }) {
  switch (state.phase) {
    case 'loading':
      return <Loading controller={controller} />;
    case 'failed':
      return (
        <div class="state" role="alert">
          <Icon name="error" />
          <p>{state.message}</p>
          <Button kind="primary" onClick={() => void controller.load(true)}>
            {l10n.t('Retry')}
          </Button>
          {state.isUnreachable && (
            <div class="buttons">
              <HelpButtons controller={controller} />
            </div>
          )}
        </div>
      );
    case 'ready':
      return <FormView form={state.form} controller={controller} />;
  }
}

function Loading({ controller }: { readonly controller: Controller }) {
  return (
    <main class="skeleton" aria-busy="true" aria-label={l10n.t('Loading links')}>
      <div class="bone title" />
      <div class="bone" />
      <div class="bone" />
      <div class="bone short" />
      <Button kind="secondary late" onClick={() => controller.cancel('open')}>
        {l10n.t('Cancel')}
      </Button>
    </main>
  );
}

/** A loaded form. */
function FormView({ form, controller }: { readonly form: Form; readonly controller: Controller }) {
  const { rows, contents, confirming } = form;
  const problems = useMemo(() => problemsOf({ rows, contents }), [rows, contents]);
  const summary = useMemo(() => formatSummary(rows), [rows]);
  const dirty = isDirty(rows);
  const blocked = blockedBecause(form, dirty, problems);
  const [firstProblem] = problems.keys();

  return (
    <main aria-busy={form.saving}>
      <Header
        form={form}
        summary={summary}
        dirty={dirty}
        blocked={blocked}
        onShowProblem={firstProblem === undefined ? undefined : () => focusProblem(firstProblem)}
        controller={controller}
      />
      <Notices form={form} controller={controller} />
      {form.undoConflicts ? (
        <UndoConflictPanel form={form} conflicts={form.undoConflicts} controller={controller} />
      ) : (
        form.mergeConflicts && <ConflictPanel form={form} controller={controller} />
      )}
      {confirming && <ConfirmPanel form={form} controller={controller} />}
      <div class="panes">
        <div class="links">
          <section aria-labelledby="outgoing-title">
            <h2 id="outgoing-title">{l10n.t('Outgoing links ({0})', formatNumber(rows.length))}</h2>
            <AddTarget form={form} controller={controller} />
            <LinkTable form={form} problems={problems} controller={controller} />
          </section>
          <IncomingTable form={form} controller={controller} />
        </div>
        <RequestPane form={form} controller={controller} />
      </div>
      <div id={ALOUD} class="hidden" role="status" />
    </main>
  );
}
