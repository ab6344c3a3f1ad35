import assert from 'node:assert/strict';
import type { CallOptions } from '../../../src/api';
import type { LinkType } from '../../../src/domain';
import { changeApproved } from '../../support/editing';
import { refused } from './refused';
import { setUp, SOURCE, to } from './setUp';

const [OLD, SWAPPED]: readonly (readonly LinkType[])[] = [
  [
    { linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment' },
    { linkTypeId: 2, sourceLabel: 'Supersedes', targetLabel: 'Superseded by' },
  ],
  [
    { linkTypeId: 1, sourceLabel: 'Supersedes', targetLabel: 'Superseded by' },
    { linkTypeId: 2, sourceLabel: 'Message', targetLabel: 'Attachment' },
  ],
];

/** Link types that were kept before an administrator swapped the labels of two; `fresh` asks the server. */
function open(omitLinkTypeId: boolean) {
  let asked = 0;
  const linkTypes = ({ fresh }: CallOptions = {}) => {
    if (fresh) asked += 1;
    return Promise.resolve(fresh ? SWAPPED! : OLD!);
  };
  const all = setUp({ omitLinkTypeId, types: SWAPPED! }, [to(1, 1), to(2, 2)], { linkTypes });
  return { ...all, asked: () => asked };
}

describe('editing: link types whose labels were swapped since they were read', () => {
  it('leave the types of kept links alone where the server tells none', async () => {
    const { repository, change, journal } = open(true);
    await change({ upsert: [to(15, 1)] });
    assert.deepEqual(repository.of(SOURCE), [to(1, 1), to(2, 2), to(15, 1)]);
    assert.deepEqual(
      journal.items[0]?.before.map(({ targetId, linkTypeId }) => [targetId, linkTypeId]),
      [
        [1, 1],
        [2, 2],
      ],
      'and the before-image has the right ones',
    );
  });

  it('are asked for once before the question and once before the write, and not at all where links tell their own', async () => {
    const untold = open(true);
    const wish = { sourceId: SOURCE, edit: { upsert: [to(15, 1)] }, cause: 'command' } as const;
    await changeApproved(untold.editor, wish);
    assert.equal(untold.asked(), 2);
    const told = open(false);
    await changeApproved(told.editor, wish);
    assert.equal(told.asked(), 0);
  });

  it('never make a link change its type, or vanish, by a wish that was made with the old ones', async () => {
    const { repository, change } = open(true);
    const base = await repository.getLinks(SOURCE);
    await change({ remove: [to(1, 2)] }, base).catch(() => undefined);
    assert.deepEqual(repository.of(SOURCE), [to(1, 1), to(2, 2)]);
  });

  it('a type that is new since is known', async () => {
    const fresh = [...SWAPPED!, { linkTypeId: 7, sourceLabel: 'New', targetLabel: 'Newer' }];
    const { repository, change } = setUp({ types: fresh }, [], {
      linkTypes: ({ fresh: wanted } = {}) => Promise.resolve(wanted ? fresh : OLD!),
    });
    await change({ upsert: [to(15, 7)] });
    assert.deepEqual(repository.of(SOURCE), [to(15, 7)]);
    await refused(change({ upsert: [to(15, 8)] }), 'unknownLinkType');
  });
});
