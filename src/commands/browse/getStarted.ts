import * as vscode from 'vscode';
import { failingAs, reportFailure } from '../../changeFlow';
import { COMMANDS, setContext, UserError, WALKTHROUGH } from '../../ui';
import { defineCommand } from '../define';
import { form, text, wrongArguments } from '../schema';
import type { CommandServices } from '../support/deps';

/** What the buttons of the walkthrough show in the sandbox, by step: the demo has the same ids at each start. */
const SHOWN: ReadonlyMap<string, readonly [command: string, args: object]> = new Map([
  ['seeLinks', [COMMANDS.revealEntry, { entryId: 254 }]],
  ['assignLink', [COMMANDS.assignLinks, { sourceId: 10, links: [{ targetId: 15, linkTypeId: 1 }] }]],
]);

/** Opens the walkthrough, or does what a step of it is about: in the sandbox, which is opened for it. */
export const getStarted = defineCommand({
  id: 'laserficheLinks.getStarted',
  title: vscode.l10n.t('Get Started'),
  args: form({ step: text() }, { note: '`seeLinks` or `assignLink`: shows it in the sandbox' }),
  ask: () => Promise.resolve({}),
  run: async (args: { readonly step?: string }, services) => {
    if (args.step !== undefined) {
      await showStep(args.step, services);
      return;
    }
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false);
    await tickWhatWasDone(services);
  },
});

/** Nobody but us tells what fails: the walkthrough drops the errors of its buttons. */
async function showStep(step: string, services: CommandServices): Promise<void> {
  const shown = SHOWN.get(step);
  if (!shown) throw wrongArguments('laserficheLinks.getStarted', 'step must be seeLinks or assignLink');
  const [command, args] = shown;
  try {
    const { id: connectionId } = await failingAs(vscode.l10n.t('Could not open the sandbox repository'), () =>
      services.connections.openSandbox(),
    );
    await run(command, { connectionId, ...args });
  } catch (error) {
    await reportFailure(error, vscode.l10n.t('Get Started'), services, () => showStep(step, services));
  }
}

/** A command's failure is a sentence already. */
async function run(command: string, args: object): Promise<void> {
  try {
    await vscode.commands.executeCommand(command, args);
  } catch (error) {
    throw new UserError(
      vscode.l10n.t(
        '{0} If demo entries were deleted, Reset Sandbox brings them back.',
        error instanceof Error ? error.message : String(error),
      ),
      { cause: error },
    );
  }
}

/** Steps that were taken before this window was opened are told by the history. */
async function tickWhatWasDone({ connections, log }: CommandServices): Promise<void> {
  try {
    const made = (await connections.journal.list()).filter(({ outcome }) => outcome === 'written');
    if (made.length > 0) setContext('hasChangedLinks', true);
    if (made.some(({ cause }) => cause === 'undo')) setContext('hasTakenBack', true);
  } catch (error) {
    log.failure(error, vscode.l10n.t('Could not read the link history'));
  }
}
