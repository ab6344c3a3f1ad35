import assert from 'node:assert/strict';
import type { RepositoryApi } from '../../../src/api';
import type { Link, LinkType } from '../../../src/domain';
import { withTypedLinks } from '../../../src/connections/session';

describe('links whose types the server does not tell', () => {
  const TYPES: readonly LinkType[] = [
    { linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment' },
    { linkTypeId: 2, sourceLabel: 'Supersedes', targetLabel: 'Superseded by' },
  ];
  const untold: Link = { sourceId: 10, targetId: 15, sourceLabel: 'Message', targetLabel: 'Attachment' };

  function open(links: readonly Link[]) {
    let types = TYPES;
    let asked = 0;
    let time = 0;
    const api = {
      getLinks: () => Promise.resolve(links),
      listLinkTypes: ({ fresh }: { fresh?: boolean } = {}) => {
        assert.ok(fresh, 'nothing that was kept');
        asked += 1;
        return Promise.resolve(types);
      },
    } as unknown as RepositoryApi;
    return {
      api: withTypedLinks(api, () => time),
      asked: () => asked,
      pass: (milliseconds: number) => (time += milliseconds),
      swapLabels: () =>
        (types = TYPES.map((type, index) => ({ ...TYPES[1 - index]!, linkTypeId: type.linkTypeId }))),
    };
  }

  it('have them as the labels meant them when they were read', async () => {
    const { api, swapLabels, pass } = open([untold]);
    const [before] = await api.getLinks(10);
    swapLabels();
    pass(60_000);
    const [after] = await api.getLinks(10);
    assert.deepEqual([before?.linkTypeId, after?.linkTypeId], [1, 2]);
  });

  it('cost one question for all that is read within half a minute, unless it must be fresh', async () => {
    const { api, asked, pass } = open([untold]);
    await Promise.all([api.getLinks(10), api.getLinks(11)]);
    pass(29_000);
    await api.getLinks(10);
    assert.equal(asked(), 1);
    await api.getLinks(10, { fresh: true });
    assert.equal(asked(), 2);
  });

  it('cost nothing where each link tells its own', async () => {
    const { api, asked } = open([{ ...untold, linkTypeId: 2 }]);
    assert.equal((await api.getLinks(10))[0]?.linkTypeId, 2);
    assert.equal(asked(), 0);
  });
});
