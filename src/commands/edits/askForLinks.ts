import { type LinkType, linkTypeTitle } from '../../domain';
import type { Session } from '../../connections';
import { BACK, pickEntries } from '../support/pickEntries';
import { pickLinkType } from '../support/pickLinkType';
import { targetOf, type EntryTarget } from '../targets';
import { namesOf } from './linking';
import { readLinkTypes } from '../support/readLinkTypes';

/** Asks which links entries shall get: type, then targets; Back returns to the type. */
export async function askForLinks(
  session: Session,
  sources: readonly EntryTarget[],
  command: string,
): Promise<{ readonly type: LinkType; readonly targets: readonly EntryTarget[] } | undefined> {
  const title = `${command} from ${namesOf(sources)}`;
  const { id } = session.connection;
  const types = await readLinkTypes(session);
  for (;;) {
    const type = await pickLinkType(types, { title, step: [1, 2] });
    if (!type) return undefined;
    const picked = await pickEntries(session, {
      title: `${title}: ${linkTypeTitle(type)}`,
      many: true,
      step: [2, 2],
    });
    if (picked === BACK) continue;
    return picked && { type, targets: picked.map((entry) => targetOf(id, entry)) };
  }
}
