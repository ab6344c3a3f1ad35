import { createQuickPick, type PickItem } from '.';

export interface Choice<T> extends PickItem {
  readonly value: T;
}

/** Asks for one of a few answers, in a box that stays open while the person looks elsewhere. Undefined when they cancel. */
export async function pickOne<T>(
  title: string,
  choices: readonly Choice<T>[],
  options: { readonly placeholder?: string; readonly step?: readonly [step: number, of: number] } = {},
): Promise<T | undefined> {
  const pick = createQuickPick<Choice<T>>();
  pick.title = title;
  pick.placeholder = options.placeholder;
  pick.ignoreFocusOut = true;
  pick.items = choices;
  if (options.step) [pick.step, pick.totalSteps] = options.step;
  try {
    return await new Promise((resolve) => {
      pick.onDidAccept(() => {
        const [chosen] = pick.selectedItems;
        if (chosen) resolve(chosen.value);
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
