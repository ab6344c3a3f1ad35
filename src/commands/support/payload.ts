import { type LinkAssignment, readLinks, toPayload } from '../../domain';
import type { Session } from '../../connections';
import { EditError } from '../../changes';
import type { CommandDeps } from './deps';
import { during } from './failure';
import { openSession } from './pickConnection';
import { watched } from './progress';
import type { EntryTarget } from '../targets';

/** The payload that would assign an entry's links as they are, with the session to send it. */
export async function currentPayload(
  deps: CommandDeps,
  { connectionId, linkEntryId, name }: EntryTarget,
): Promise<{ readonly session: Session; readonly payload: readonly LinkAssignment[] }> {
  const session = await openSession(deps, connectionId);
  const read = async (signal: AbortSignal) => {
    const [links, types] = await Promise.all([
      session.repository.getLinks(linkEntryId, { signal }),
      session.linkTypes({ signal }),
    ]);
    const { outgoing, untyped } = readLinks(links, linkEntryId, types);
    if (untyped.length === 0) return toPayload(outgoing);
    throw new EditError('unresolvedLinks', {
      sourceId: linkEntryId,
      links: untyped.map(({ link }) => link),
    });
  };
  const payload = await watched(`Reading the links of ${name}`, ({ signal }) =>
    during(`make the payload of ${name}`, () => read(signal), connectionId),
  );
  return { session, payload };
}
