import { l10n } from 'vscode';
import { type LinkAssignment, readLinks, toPayload } from '../../domain';
import { failingAs, openSession, watched } from '../../changeFlow';
import type { Session } from '../../connections';
import { EditError } from '../../changes';
import type { EntryTarget } from '../targets';
import type { CommandDeps } from './deps';

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
      ...(untyped[0] && { why: untyped[0].why }),
    });
  };
  const payload = await watched(l10n.t('Reading the links of {0}', name), ({ signal }) =>
    failingAs(l10n.t('Could not make the payload of {0}', name), () => read(signal), connectionId),
  );
  return { session, payload };
}
