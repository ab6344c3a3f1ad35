import * as vscode from 'vscode';
import { type LinkType, linkTypeTitle } from '../../domain';
import { createQuickPick, type PickItem } from '../../ui';

export interface DirectedType {
  readonly type: LinkType;
  /** The dropped entries are the sources. */
  readonly reversed: boolean;
}

interface Item extends PickItem {
  readonly type?: LinkType;
}

/** Asks for the type of links between an entry and those dropped onto it, with their direction told and changeable. */
export async function pickDirectedType(
  types: readonly LinkType[],
  { onto, dropped }: { readonly onto: string; readonly dropped: string },
): Promise<DirectedType | undefined> {
  const pick = createQuickPick<Item>();
  let reversed = false;
  const show = () => {
    const [source, target] = reversed ? [dropped, onto] : [onto, dropped];
    pick.title = `Link from ${source} to ${target}`;
    pick.value = '';
    pick.items = [
      {
        icon: 'arrow-swap',
        label: `Link from ${target} to ${source} instead`,
        alwaysShow: true,
      },
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      ...types.map((type) => ({
        label: linkTypeTitle(type),
        description: `type ${type.linkTypeId}`,
        detail: `${source} (${type.sourceLabel}) → ${target} (${type.targetLabel})`,
        type,
      })),
    ];
    const first = pick.items.find(({ type }) => type);
    if (first) pick.activeItems = [first];
  };
  pick.placeholder = 'Type of the link: source → target';
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  show();
  try {
    return await new Promise((resolve) => {
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item?.type) {
          resolve({ type: item.type, reversed });
        } else if (item) {
          reversed = !reversed;
          show();
        }
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
