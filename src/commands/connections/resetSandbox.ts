import { askModal, COMMANDS } from '../../ui';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { during } from '../support/failure';
import { busy } from '../support/progress';

/** Puts the demo repository back to its first state, after asking; a call with an argument object is not asked: it is a demo. */
export const resetSandbox: Handler = async ({ connections, view }, first) => {
  const fields = asArguments(first);
  if (fields) readArguments(COMMANDS.resetSandbox, fields);
  if (!fields) {
    const reset = 'Reset Sandbox';
    const answer = await askModal(
      {
        question: 'Reset the sandbox repository?',
        detail: 'All links and entries changed in it go back to the demo. Other connections are not touched.',
      },
      reset,
    );
    if (answer !== reset) return;
  }
  await busy(() => during('reset the sandbox repository', () => connections.resetSandbox()));
  view.tree.refresh();
};
