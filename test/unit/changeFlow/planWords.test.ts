import assert from 'node:assert/strict';
import { formatCounts, describePlan, describeProperties } from '../../../src/changeFlow/describePlan';
import { link, review, to } from './support';

describe('review: a plan in words', () => {
  it('names the one link that goes, and folds what stays', () => {
    const { question, detail, verb } = describePlan([review({ remove: [to(1)] }, [link(1), link(2)])]);
    assert.equal(question, 'Remove the link Message → Attachment from Email to Entry-1?');
    assert.equal(verb, 'Remove Link');
    assert.equal(detail, '\\Entry-1 (Message → Attachment)\n\n1 other link stays.');
  });

  it('asks for what is done, in the number that it is done', () => {
    const ask = (...args: Parameters<typeof review>) => {
      const { question, verb } = describePlan([review(...args)]);
      return [question, verb];
    };
    const both = [link(1), link(2)];
    const { targetId, linkTypeId } = to(1);
    const properties = { note: 'b' };
    assert.deepEqual(ask({ upsert: [to(1), to(2)] }, []), ['Add 2 links to \\Email?', 'Add 2 Links']);
    assert.deepEqual(ask({ remove: [to(1), to(2)] }, both), ['Remove 2 links of \\Email?', 'Remove 2 Links']);
    assert.deepEqual(ask({ upsert: [{ targetId, linkTypeId, properties }] }, [link(1)]), [
      'Change the properties of the link Message → Attachment from Email to Entry-1?',
      'Change Properties',
    ]);
    assert.deepEqual(ask({ upsert: [to(3)], remove: [to(1)] }, [link(1)]), [
      'Move the link Message → Attachment of Email to entry 3?',
      'Move Link',
    ]);
    assert.deepEqual(ask({ upsert: [to(3), to(4)], remove: [to(1), to(2)] }, both), [
      'Change 4 links of \\Email?',
      'Change 4 Links',
    ]);
    const retyped = { upsert: [to(1, 2), to(2, 2)], remove: [to(1), to(2)] };
    assert.deepEqual(ask(retyped, both), [
      'Change the type of 2 links of \\Email?',
      'Change Type of 2 Links',
    ]);
    assert.match(
      describePlan([review(retyped, both)]).detail,
      /\\Entry-1: Message → Attachment becomes Supersedes → Superseded by\n/,
    );
  });

  it('tells what is done of each kind below its own heading', () => {
    const edit = { upsert: [to(3), { ...to(2), properties: { note: 'b' } }], remove: [to(1)] };
    const { detail } = describePlan([review(edit, [link(1, { a: 'b' }), link(2), link(9)])]);
    assert.equal(
      detail,
      [
        'To be removed:\n    \\Entry-1 (Message → Attachment)',
        'To be given other properties:\n    \\Entry-2 (Message → Attachment): note “b” added',
        'To be added:\n    entry 3 (Message → Attachment)',
        '1 other link stays.',
      ].join('\n\n'),
    );
  });

  it('tells warnings before the links', () => {
    const { detail } = describePlan([review({ remove: [to(1)] }, [link(1)])]);
    assert.match(detail, /^This removes the only outgoing link of \\Email\.\n\n\\Entry-1/);
  });

  it('calls an entry that nobody knows by its id, and a type that is gone by its', () => {
    const { question, detail } = describePlan([review({ upsert: [to(99, 7)] }, [])]);
    assert.equal(question, 'Add the link type 7 from Email to entry 99?');
    assert.match(detail, /entry 99 \(type 7\)/);
  });

  it('counts what is too much to list', () => {
    const links = Array.from({ length: 1300 }, (_, index) => link(index + 1));
    const remove = links.slice(0, 20).map(({ targetId }) => to(targetId));
    const { detail } = describePlan([review({ remove }, links)]);
    assert.match(detail, /Entry-8 [^\n]*\n… and 12 more\n\n1,280 other links stay\.$/);
  });

  it('tells several entries one by one, and leaves out those without a change', () => {
    const one = review({ remove: [to(1)] }, [link(1), link(2)], '\\A');
    const other = review({ remove: [to(2)] }, [link(2), link(3)], '\\B');
    const none = review({ remove: [to(9)] }, [link(2)], '\\C');
    const { question, detail, verb } = describePlan([one, none, other]);
    assert.equal(question, 'Remove 2 links of 2 entries?');
    assert.equal(verb, 'Remove 2 Links');
    assert.match(detail, /^\\A:\n\\Entry-1 \(Message → Attachment\)\n1 other link stays\.\n\n\\B:\n/);
    assert.doesNotMatch(detail, /\\C/);
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
