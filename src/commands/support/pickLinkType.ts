import { type LinkType, linkTypeTitle } from '../../domain';
import { createQuickPick, type PickItem } from '../../ui';

/** Asks for a link type, shown with both labels and its id. Undefined when the person cancels. */
export async function pickLinkType(
  types: readonly LinkType[],
  options: {
    readonly title: string;
    readonly placeholder?: string;
    readonly step?: readonly [number, number];
  },
): Promise<LinkType | undefined> {
  const pick = createQuickPick<PickItem & { type: LinkType }>();
  pick.title = options.title;
  pick.placeholder = options.placeholder ?? 'Type of the link: source → target';
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  if (options.step) [pick.step, pick.totalSteps] = options.step;
  pick.items = types.map((type) => ({
    label: linkTypeTitle(type),
    description: `type ${type.linkTypeId}`,
    ...(type.description && { detail: type.description }),
    type,
  }));
  try {
    return await new Promise((resolve) => {
      pick.onDidAccept(() => resolve(pick.selectedItems[0]?.type));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}
