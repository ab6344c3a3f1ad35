import { readableBody } from '../../api';
import { copyText } from '../support/clipboard';
import type { Handler } from '../support/deps';
import { currentPayload } from '../support/payload';
import { resolveEntries } from '../support/targets';

/** Copies the body that would assign an entry's links as they are; several entries: one body after the other. */
export const copyLinkPayload: Handler = async (deps, first, selected) => {
  const entries = await resolveEntries(deps, first, selected, { title: 'Copy Link Payload' });
  if (!entries) return;
  const bodies: string[] = [];
  for (const entry of entries) {
    const { session, payload } = await currentPayload(deps, entry);
    const request = session.repository.requestFor({ sourceId: entry.linkEntryId, links: payload });
    bodies.push(readableBody(request));
  }
  await copyText(bodies.join('\n'), 'link payload');
};
