import { toCurl } from '../../api';
import { copyText } from '../support/clipboard';
import type { Handler } from '../support/deps';
import { currentPayload } from '../support/payload';
import { resolveEntries } from '../support/targets';

/** Copies the request that would assign an entry's links as they are, as a cURL command without the token. */
export const copyAsCurl: Handler = async (deps, first, selected) => {
  const entries = await resolveEntries(deps, first, selected, { title: 'Copy as cURL' });
  if (!entries) return;
  const commands: string[] = [];
  for (const entry of entries) {
    const { session, payload } = await currentPayload(deps, entry);
    commands.push(toCurl(session.repository.requestFor({ sourceId: entry.linkEntryId, links: payload })));
  }
  await copyText(commands.join('\n'), 'cURL command; the token is left out');
};
