import { ApiError } from '../errors';
import type { Entry } from '../../domain';

/** What decides which page of the web client shows an entry. */
export type WebClientEntry = Pick<Entry, 'id' | 'entryType' | 'targetId' | 'targetType'>;

/**
 * The address of an entry in the web client: a folder's content, or a document in its viewer. A shortcut leads to
 * its target where that is known.
 * @param webclientUrl as the server lists it: `…/laserfiche`, `…/laserfiche?repo=…` or `…/laserfiche/index.aspx…`
 * @throws ApiError `unexpectedAnswer` when that is no web address (it is going to be opened).
 */
export function webClientEntryUrl(webclientUrl: string, repoId: string, entry: WebClientEntry): string {
  const url = URL.canParse(webclientUrl) ? new URL(webclientUrl) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new ApiError('unexpectedAnswer', "The repository's webclientUrl is not a web address.");
  }
  const { id, entryType } = shown(entry);
  const page = entryType === 'Folder' || entryType === 'RecordSeries' ? 'Browse.aspx' : 'DocView.aspx';
  const folder = url.pathname.replace(/\/[^/]*\.aspx$/i, '').replace(/(?<!\/)\/+$/, '');
  url.pathname = `${folder}/${page}`;
  url.hash = '';
  // Other parameters stay: a cloud address may carry the account.
  for (const name of new Set(url.searchParams.keys())) {
    if (/^(repo|db|id)$/i.test(name)) url.searchParams.delete(name);
  }
  url.searchParams.append('repo', repoId);
  url.searchParams.append('id', String(id));
  return url.href;
}

function shown(entry: WebClientEntry): Pick<Entry, 'id' | 'entryType'> {
  const { entryType, targetId, targetType } = entry;
  if (entryType !== 'Shortcut' || targetId === undefined) return entry;
  return { id: targetId, entryType: targetType ?? 'Document' };
}
