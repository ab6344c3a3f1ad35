import { render } from 'preact';
import { App } from './App';
import { LostHost } from './components/LostHost';
import { Controller } from './controller';
import { followFocus, giveFocus } from './focus';
import { Host } from './host';
import { assignOnKeys } from './keys';
import type { FormState } from './state/model';

const root = document.getElementById('app');
if (!root) throw new Error('The page has no element for the form.');

const controller = new Controller(new Host(), draw);
followFocus();
assignOnKeys(controller);
draw(controller.state);
controller.start();

function draw(state: FormState): void {
  if (!root) return;
  const { isLost } = controller;
  render(
    <>
      {isLost && <LostHost reload={controller.reload} />}
      <div class="form" inert={isLost}>
        <App state={state} controller={controller} />
      </div>
    </>,
    root,
  );
  if (!isLost) giveFocus();
}
