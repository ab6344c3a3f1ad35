import type { WireRequest } from '../../support/faultServer';

/** The entry that the operations are about. */
export const SOURCE = 5;

const folder = { id: 1, name: 'A folder', entryType: 'Folder' };
const linkTypes = [{ linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment' }];
const before = [{ sourceId: SOURCE, targetId: 7, linkTypeId: 1 }];

/** What a server that works answers; PUT answers what it was sent. */
export function goodBody({ method, path, body }: WireRequest, links: readonly unknown[] = before): string {
  return JSON.stringify(answerTo(method, path.split('?', 1)[0] ?? '', body, links));
}

/** Links as GET lists them, from the body of a PUT. */
export function linksOf(body: string): readonly unknown[] {
  const payload = JSON.parse(body) as readonly { readonly targetId: number; readonly linkTypeId: number }[];
  return payload.map(({ targetId, linkTypeId }) => ({ sourceId: SOURCE, targetId, linkTypeId }));
}

function answerTo(method: string, path: string, body: string, links: readonly unknown[]): unknown {
  if (method === 'PUT') return { value: linksOf(body) };
  if (path.endsWith('/Token')) return { access_token: 'token', expires_in: 900 };
  if (path.endsWith('/links')) return { value: links };
  if (path.endsWith('/LinkDefinitions')) return { value: linkTypes };
  if (path.endsWith('/children')) return { value: [folder] };
  if (path.endsWith('/SimpleSearches')) return { value: [folder] };
  if (path.endsWith('/ByPath')) return { entry: folder };
  if (path.endsWith('/v1/Repositories')) return [{ repoId: 'r-1' }];
  return folder;
}
