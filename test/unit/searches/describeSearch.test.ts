import assert from 'node:assert/strict';
import { describeCondition, describeSearch } from '../../../src/searches';

const TYPE = { linkTypeId: 7, sourceLabel: 'Message', targetLabel: 'Attachment', linkTypeDescription: '' };

describe('a search in words', () => {
  it('names what its question asks for, in the order of the question', () => {
    const query = { name: 'A*', entryType: 'Document', links: [{ has: false, linkTypeId: 7 }] } as const;
    assert.equal(describeSearch({ query }), 'named “A*” · documents · no link “type 7”');
    assert.equal(describeSearch({ query: {} }), 'all entries');
    assert.equal(describeSearch({ command: '{LF:Name="x"}' }), '{LF:Name="x"}');
  });

  it('names link types by the label of the end that is meant, where they are known', () => {
    const told = (as: 'source' | 'target') =>
      describeCondition({ has: true, linkTypeId: 7, as, with: 3 }, [TYPE]);
    assert.equal(told('source'), 'a link “Message” with entry 3');
    assert.equal(told('target'), 'a link “Attachment” with entry 3');
  });
});
