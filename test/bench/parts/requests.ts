import { countEditRequests } from '../linkRequests';
import type { Figure } from '../support/figure';
import { countTreeRequests } from '../treeRequests';

/** How many requests things cost. */
export async function countRequests(): Promise<readonly Figure[]> {
  const tree = await countTreeRequests();
  const edits = await countEditRequests();
  const names = (list: readonly string[]) => [...new Set(list)].join(', ');
  return [
    { what: 'requests of opening a folder', value: tree.first.length, unit: '', note: names(tree.first) },
    { what: 'requests of opening it again', value: tree.again.length, unit: '', note: names(tree.again) },
    ...edits.flatMap(({ links, pageSize, pages, server, bar, requests }) =>
      Object.entries(requests).map(([way, value]): Figure => ({
        what: `requests of an edit of ${links} links in ${pages} pages of ${pageSize}, ${server}, ${way}`,
        value,
        unit: '',
        bar: { most: bar },
      })),
    ),
  ];
}
