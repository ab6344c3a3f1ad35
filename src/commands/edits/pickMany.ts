import * as vscode from 'vscode';

import { type Choice, createQuickPick } from '../../ui';
import { BACK } from '../support/pickEntries';

/** Asks which of several are meant; those with `picked` are ticked at first. Undefined when the person cancels. */
export async function pickMany<T>(
  choices: readonly Choice<T>[],
  options: {
    readonly title: string;
    readonly placeholder: string;
    readonly step: readonly [step: number, of: number];
  },
): Promise<readonly T[] | typeof BACK | undefined> {
  const pick = createQuickPick<Choice<T>>();
  pick.title = options.title;
  pick.placeholder = options.placeholder;
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  [pick.step, pick.totalSteps] = options.step;
  if (options.step[0] > 1) pick.buttons = [vscode.QuickInputButtons.Back];
  pick.items = choices;
  pick.selectedItems = choices.filter(({ picked }) => picked);
  try {
    return await new Promise((resolve) => {
      pick.onDidTriggerButton(() => resolve(BACK));
      pick.onDidAccept(() => resolve(pick.selectedItems.map(({ value }) => value)));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
