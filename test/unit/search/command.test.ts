import assert from 'node:assert/strict';
import type { LinkType } from '../../../src/domain';
import { type LinkCondition, type SearchQuery, toCommand } from '../../../src/search';

const MESSAGE: LinkType = { linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment' };
const SUPERSEDES: LinkType = { linkTypeId: 2, sourceLabel: 'Supersedes', targetLabel: 'Superseded by' };

const textOf = (query: SearchQuery): string => toCommand(query).text;
const about = (links: readonly LinkCondition[], linkTypes: readonly LinkType[]) => {
  const { text, unsure } = toCommand({ links }, { linkTypes });
  return { text, unsure };
};

describe('the command for a question', () => {
  describe('takes the meaning from', () => {
    it('a quote, which is doubled', () => {
      assert.equal(textOf({ text: 'say "x"' }), '({LF:Basic~="say ""x"""})');
      assert.equal(textOf({ name: 'a"b' }), '({LF:Name="a""b", Type="DFS"})');
    });

    it('brackets, braces and control characters, which stand for any one', () => {
      assert.equal(textOf({ name: '[a-z]{b}\n\u0007*' }), '({LF:Name="?a-z??b???*", Type="DFS"})');
      assert.equal(textOf({ template: 'P[1]' }), '({LF:TemplateName="P?1?"})');
    });

    it('wildcards, but in a name', () => {
      assert.equal(textOf({ name: 'a*b?' }), '({LF:Name="a*b?", Type="DFS"})');
      assert.equal(textOf({ template: 'a*', creator: 'b?' }), '({LF:TemplateName="a?"} & {LF:Creator="b?"})');
    });

    it('what would end the name of a field', () => {
      assert.equal(
        textOf({ field: { name: 'A]="x"} | {LF:ID=1', value: 'v' } }),
        '({[]:[A?=?x?? | ?LF:ID=1]="v"})',
      );
    });

    it('a path', () => {
      const { text } = toCommand({ in: 7, subfolders: false }, { lookIn: '\\say "x" {y}' });
      assert.equal(text, '({LF:LookIn="\\say ""x"" {y}", Subfolders=N})');
    });
  });

  it('finds everything where nothing is asked for', () => {
    assert.equal(textOf({}), '({LF:Name="*", Type="DFS"})');
    assert.equal(toCommand({ in: 1 }, { lookIn: '\\', isRoot: true }).text, '({LF:Name="*", Type="DFS"})');
  });

  it('takes record series for folders', () => {
    assert.equal(textOf({ entryType: 'RecordSeries' }), '({LF:Name="*", Type="F"})');
    assert.equal(textOf({ entryType: 'Document', name: 'a' }), '({LF:Name="a", Type="D"})');
  });

  describe('about times', () => {
    it('asks for a day more on either side, since midnight on the server is not known', () => {
      const zone = process.env['TZ'];
      try {
        for (const TZ of ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/New_York']) {
          process.env['TZ'] = TZ;
          const text = textOf({ createdAfter: '2026-03-08', createdBefore: '2026-03-08' });
          const [, from = '', until = ''] = /Created>="(.*?)".*Created<="(.*?)"/.exec(text) ?? [];
          // The day as it is here must lie within what is asked for, wherever the server counts its days.
          const [start, end] = [new Date(2026, 2, 8), new Date(2026, 2, 9)];
          assert.ok(Date.parse(`${from}T14:00:00Z`) <= start.getTime(), `${TZ}: ${from}`);
          assert.ok(Date.parse(`${until}T10:00:00Z`) >= end.getTime() - 86_400_000, `${TZ}: ${until}`);
        }
      } finally {
        if (zone === undefined) delete process.env['TZ'];
        else process.env['TZ'] = zone;
      }
    });

    it('reads a moment with its zone', () => {
      assert.equal(
        textOf({ modifiedAfter: '2026-01-01T00:00:00Z', modifiedBefore: '2026-01-01T01:00:00+14:00' }),
        '({LF:Modified>="2025-12-31"} & {LF:Modified<="2026-01-01"})',
      );
      assert.equal(textOf({ createdBefore: '2026-12-31T23:59:59.999Z' }), '({LF:Created<="2027-01-01"})');
    });
  });

  describe('about links', () => {
    const types = [MESSAGE, SUPERSEDES];

    it('asks for either end, for the source by its label, for the target by the other', () => {
      assert.deepEqual(about([{ has: true, linkTypeId: 1 }], types), {
        text: '(({LF:RelationSRC="Message"} | {LF:RelationDST="Attachment"}))',
        unsure: [],
      });
      assert.equal(
        about([{ has: true, linkTypeId: 1, as: 'source' }], types).text,
        '(({LF:RelationSRC="Message"}))',
      );
      assert.equal(
        about([{ has: true, linkTypeId: 1, as: 'target' }], types).text,
        '(({LF:RelationDST="Attachment"}))',
      );
    });

    it('names every type where any is meant', () => {
      assert.equal(
        about([{ has: true, as: 'source' }], types).text,
        '(({LF:RelationSRC="Message"} | {LF:RelationSRC="Supersedes"}))',
      );
    });

    it('leaves out those of several types at once, in one place', () => {
      const { text, unsure } = about(
        [
          { has: false, linkTypeId: 1 },
          { has: false, linkTypeId: 2, as: 'source' },
          { has: false, linkTypeId: 1, as: 'target' },
        ],
        types,
      );
      assert.equal(
        text,
        '(({LF:Name="*", Type="DFS"})) - ({LF:RelationSRC="Message"} | {LF:RelationDST="Attachment"} | {LF:RelationSRC="Supersedes"})',
      );
      assert.deepEqual(unsure, []);
    });

    it('finds more where two types share a label, and says that links must be read', () => {
      const other: LinkType = { linkTypeId: 3, sourceLabel: 'MESSAGE', targetLabel: 'Reply' };
      const has: LinkCondition = { has: true, linkTypeId: 1, as: 'source' };
      assert.deepEqual(about([has], [MESSAGE, other]), {
        text: '(({LF:RelationSRC="Message"}))',
        unsure: [has],
      });
      const hasNot: LinkCondition = { has: false, linkTypeId: 1, as: 'source' };
      // Leaving out what the shared label finds would lose entries that have a link of the other type only.
      assert.deepEqual(about([hasNot], [MESSAGE, other]), {
        text: '({LF:Name="*", Type="DFS"})',
        unsure: [hasNot],
      });
      assert.deepEqual(about([{ has: true, linkTypeId: 1, as: 'target' }], [MESSAGE, other]).unsure, []);
      assert.deepEqual(
        about([{ has: true, as: 'source' }], [MESSAGE, other]).unsure,
        [],
        'any type is meant',
      );
    });

    it('can’t ask for a type without a label: all that may have one are found, and read', () => {
      const bare: LinkType = { linkTypeId: 4, sourceLabel: '', targetLabel: 'Part' };
      const condition: LinkCondition = { has: true, linkTypeId: 4 };
      assert.deepEqual(about([condition], [MESSAGE, bare]), {
        text: '({LF:Name="*", Type="DFS"})',
        unsure: [condition],
      });
      const anyNot: LinkCondition = { has: false };
      assert.deepEqual(about([anyNot], [MESSAGE, bare]).unsure, [anyNot]);
      assert.deepEqual(about([{ has: true, linkTypeId: 4, as: 'target' }], [MESSAGE, bare]).unsure, []);
    });

    it('takes no number for a label: a server may take it for the id of another type', () => {
      const numbered: LinkType = { linkTypeId: 6, sourceLabel: '1', targetLabel: 'One' };
      const condition: LinkCondition = { has: true, linkTypeId: 6, as: 'source' };
      assert.deepEqual(about([condition], [MESSAGE, numbered]), {
        text: '({LF:Name="*", Type="DFS"})',
        unsure: [condition],
      });
    });

    it('takes no label for a pattern', () => {
      const odd: LinkType = { linkTypeId: 5, sourceLabel: 'M*', targetLabel: 'say "x" [y]' };
      const condition: LinkCondition = { has: true, linkTypeId: 5 };
      const { text, unsure } = about([condition], [MESSAGE, odd]);
      assert.equal(text, '(({LF:RelationSRC="M?"} | {LF:RelationDST="say ""x"" ?y?"}))');
      assert.deepEqual(unsure, [condition]);
    });

    it('asks for nothing about links where the repository has no link types', () => {
      assert.deepEqual(about([{ has: false }], []), { text: '({LF:Name="*", Type="DFS"})', unsure: [] });
    });

    it('leaves a certain entry at the other end to the links of that one', () => {
      assert.equal(about([{ has: true, with: 10 }], types).text, '({LF:Name="*", Type="DFS"})');
    });
  });
});
