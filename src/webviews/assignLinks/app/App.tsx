import type { Controller } from './controller';
import { FormView } from './components/FormView';
import { Icon } from './components/Icon';
import type { FormState } from './state/model';

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
          <button type="button" class="primary" onClick={() => void controller.load(true)}>
            Retry
          </button>
        </div>
      );
    case 'ready':
      return <FormView form={state.form} controller={controller} />;
  }
}

function Loading({ controller }: { readonly controller: Controller }) {
  return (
    <main class="skeleton" aria-busy="true" aria-label="Loading links">
      <div class="bone title" />
      <div class="bone" />
      <div class="bone" />
      <div class="bone short" />
      <button type="button" class="secondary late" onClick={() => controller.cancel('load')}>
        Cancel
      </button>
    </main>
  );
}
