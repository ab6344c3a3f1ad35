import assert from 'node:assert/strict';
import { formatCounts, describePlan, describeProperties } from '../../../src/changeFlow/describePlan';
import { link, review, to } from './support';

describe('review: a plan in words', () => {
  it('names the links that are removed and kept, with both labels of their type', () => {
    const { question, detail, verb } = describePlan([review({ remove: [to(1)] }, [link(1), link(2)])]);
    assert.equal(question, 'Remove 1 link of \\Email?');
    assert.equal(verb, 'Remove Link');
    assert.equal(
      detail,
      [
        '1 removed, 1 kept.',
        'Remove:\n    \\Entry-1 (Message → Attachment)',
        'Keep:\n    \\Entry-2 (Message → Attachment)',
      ].join('\n\n'),
    );
  });

  it('asks for what is done, in the number that it is done', () => {
    const ask = (...args: Parameters<typeof review>) => {
      const { question, verb } = describePlan([review(...args)]);
      return [question, verb];
    };
    const { targetId, linkTypeId } = to(1);
    const properties = { note: 'b' };
    assert.deepEqual(ask({ upsert: [to(1), to(2)] }, []), ['Add 2 links to \\Email?', 'Add 2 Links']);
    assert.deepEqual(ask({ upsert: [{ targetId, linkTypeId, properties }] }, [link(1)]), [
      'Change 1 link of \\Email?',
      'Change Link',
    ]);
    assert.deepEqual(ask({ upsert: [to(2)], remove: [to(1)] }, [link(1)]), [
      'Change the links of \\Email?',
      'Apply Changes',
    ]);
  });

  it('tells warnings before the links', () => {
    const { detail } = describePlan([review({ remove: [to(1)] }, [link(1)])]);
    assert.match(
      detail,
      /^1 removed, 0 kept\.\n\nWarning: This removes the only outgoing link of \\Email\.\n\nRemove:/,
    );
  });

  it('calls an entry that nobody knows by its id, and a type that is gone by its', () => {
    const { detail } = describePlan([review({ upsert: [to(99, 7)] }, [])]);
    assert.match(detail, /Add:\n {4}entry 99 \(type 7\)/);
  });

  it('counts what is too much to list', () => {
    const links = Array.from({ length: 30 }, (_, index) => link(index + 1));
    const remove = links.slice(0, 20).map(({ targetId }) => to(targetId));
    const { detail } = describePlan([review({ remove }, links)]);
    assert.match(detail, /Entry-8 [^\n]*\n {4}… and 12 more/);
    assert.match(detail, /Entry-24 [^\n]*\n {4}… and 6 more$/);
  });

  it('tells several entries one by one after what they are in all, and leaves out those without a change', () => {
    const one = review({ remove: [to(1)] }, [link(1), link(2)], '\\A');
    const other = review({ remove: [to(2)] }, [link(2), link(3)], '\\B');
    const none = review({ remove: [to(9)] }, [link(2)], '\\C');
    const { question, detail, verb } = describePlan([one, none, other]);
    assert.equal(question, 'Remove 2 links of 2 entries?');
    assert.equal(verb, 'Remove 2 Links');
    assert.match(detail, /^In all: 2 removed, 2 kept\.\n\n\\A: 1 removed, 1 kept\.\nRemove:/);
    assert.doesNotMatch(detail, /\\C|Keep:/);
    assert.match(describePlan(Array.from({ length: 7 }, () => one)).detail, /… and 2 more entries\.$/);
  });

  it('counts in the order of a plan, and leaves out what is none', () => {
    assert.equal(formatCounts({ added: 0, removed: 0, changed: 0, kept: 0 }), '0 kept');
    assert.equal(
      formatCounts({ added: 1, removed: 2, changed: 3, kept: 1234 }),
      '1 added, 2 removed, 3 changed, 1,234 kept',
    );
  });

  it('tells what became of properties, long values cut and on one line', () => {
    const before = { same: '1', change: 'a\n b', drop: 'x' };
    const after = { same: '1', change: 'c'.repeat(70), ['new']: '' };
    assert.equal(
      describeProperties(before, after),
      `change “a b” → “${'c'.repeat(60)}…”, drop removed, new “” added`,
    );
    assert.equal(describeProperties(before, before), '');
    assert.equal(
      describeProperties({}, JSON.parse('{"__proto__": "x"}') as object as Record<string, string>),
      '__proto__ “x” added',
    );
  });
});
