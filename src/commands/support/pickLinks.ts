import { describeLink, type LinkView } from '../../domain';
import { notify, showQuickPick, showQuickPickOfMany } from '../../ui';
import type { CommandDeps } from './deps';
import { during } from './failure';
import { openSession } from './pickConnection';
import { watched } from './progress';
import type { EntryTarget } from '../targets';

/** Asks for links of an entry. Undefined when the person cancels or there are none (which is said). */
export async function pickLinks(
  deps: CommandDeps,
  { connectionId, linkEntryId, name }: EntryTarget,
  options: { readonly title: string; readonly many: boolean },
): Promise<readonly LinkView[] | undefined> {
  const session = await openSession(deps, connectionId);
  const links = await watched(`Reading the links of ${name}`, ({ signal }) =>
    during(
      `read the links of ${name}`,
      () => session.repository.getLinks(linkEntryId, { signal }),
      connectionId,
    ),
  );
  if (links.length === 0) {
    void notify.info(`${name} has no links.`);
    return undefined;
  }
  const items = links.map((link) => {
    const view = describeLink(link, linkEntryId);
    const arrow = view.direction === 'outgoing' ? '→' : '←';
    return {
      label: view.otherName,
      description: `${arrow} ${view.otherLabel}`,
      detail: view.otherPath,
      view,
    };
  });
  const shared = {
    title: options.title,
    matchOnDescription: true,
    matchOnDetail: true,
    placeHolder: 'Which links?',
  };
  if (options.many) {
    return (await showQuickPickOfMany(items, shared))?.map(({ view }) => view);
  }
  const picked = await showQuickPick(items, { ...shared, placeHolder: 'Which link?' });
  return picked && [picked.view];
}
