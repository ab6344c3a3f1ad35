import type { LinkType } from '../../domain';
import type { Session } from '../../connections';
import { during } from './failure';
import { watched } from './progress';

/** The link types of a connection's repository; who waits for them may cancel. */
export function readLinkTypes(session: Session): Promise<readonly LinkType[]> {
  return watched('Reading the link types', ({ signal }) =>
    during('read the link types', () => session.linkTypes({ signal }), session.connection.id),
  );
}
