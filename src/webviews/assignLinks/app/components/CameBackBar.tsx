import type { Controller } from '../controller';
import type { Form } from '../state/model';
import { isDirty } from '../state/rows';
import { Bar, BarButton } from './Bar';
import { TARGET_FIELD } from './LinkTable';

/** Tells that rows are those of a form that was closed: nobody shall send them without knowing. */
export function CameBackBar({ form, controller }: { readonly form: Form; readonly controller: Controller }) {
  const discard = () => {
    controller.dispatch({ type: 'discarded' });
    // The button is gone: the next thing to do is to choose a target.
    document.getElementById(TARGET_FIELD)?.focus();
  };
  return (
    <Bar kind="info" onClose={() => controller.dispatch({ type: 'cameBackDismissed' })}>
      <p>
        {isDirty(form.rows)
          ? 'This form was closed with changes that were not sent. They are back in the rows below, and are sent when you assign them.'
          : 'This form was closed before what you typed was added. It is back in the field for a new target.'}
      </p>
      <BarButton text="Discard" onClick={discard} />
    </Bar>
  );
}
