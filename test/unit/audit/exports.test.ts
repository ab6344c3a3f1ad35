import assert from 'node:assert/strict';
import { type ReportRow, type ReportWords, toCsv, toJson, toMarkdown } from '../../../src/audit';

const row = (path: string, message = 'Found'): ReportRow => ({
  check: 'selfLink',
  entryId: 7,
  path,
  message,
});
const WORDS: ReportWords = {
  title: 'Audit',
  summary: ['2 entries'],
  columns: {
    check: 'Check',
    entryId: 'Entry',
    path: 'Path',
    targetId: 'Target',
    linkTypeId: 'Type',
    message: 'Finding',
  },
  nameOf: () => 'Self',
};

describe('a report of an audit', () => {
  it('as CSV has a mark of UTF-8, a line of names, and lines that end as RFC 4180 says', () => {
    const text = toCsv([{ ...row('\\A\\B'), targetId: 8, linkTypeId: 1 }, row('\\C')]);
    assert.equal(
      text,
      '\uFEFFcheck,entryId,path,targetId,linkTypeId,message\r\nselfLink,7,\\A\\B,8,1,Found\r\nselfLink,7,\\C,,,Found\r\n',
    );
  });

  it('as CSV quotes what needs it', () => {
    assert.ok(toCsv([row('\\A, "B"\nC')]).includes(',"\\A, ""B""\nC",'));
    assert.ok(toCsv([row('a;b')]).includes(',"a;b",'));
  });

  it('as CSV holds no formula, whatever stands before its sign', () => {
    const formulas = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '\n=1',
      ' =1',
      '＝1',
      '\u200B=1',
      '\uFEFF-1',
    ];
    for (const text of formulas)
      for (const column of [row(text), row('\\A', text)])
        assert.match(toCsv([column]), /,"?'/, JSON.stringify(text));
    for (const text of ['\\A=1', 'a-b', '1', 'x@y']) assert.doesNotMatch(toCsv([row(text)]), /'/, text);
  });

  it('as JSON is what the command answers', () => {
    const report = { looked: 2, complete: true, findings: [row('\\A')] };
    assert.deepEqual(JSON.parse(toJson(report)), report);
  });

  it('as Markdown keeps names from being markup', () => {
    const names = [
      '[x](command:y)',
      '![x](http://a.b/c.png)',
      '<script>alert(1)</script>',
      'a|b',
      '`code`',
      '**bold** _it_ ~~no~~',
      '&lt;b&gt;',
      'https://example.com www.example.com a@b.c',
      'line\nbreak\r\n# head',
      '\\Email\\x',
      '\u202Eevil',
    ];
    for (const name of names) {
      const line =
        toMarkdown([row(name)], WORDS)
          .trimEnd()
          .split('\n')
          .at(-1) ?? '';
      // Six cells, and every sign that could mean something is escaped.
      assert.equal(line.replaceAll(/\\./gu, '').match(/\|/g)?.length, 7, line);
      const bare = line.replaceAll(/\\./gu, '').replaceAll('|', '');
      assert.doesNotMatch(bare, /[[\]()<>`*_~&!#:@\\\u202E]/, line);
      assert.doesNotMatch(line, /www\./);
    }
    assert.match(toMarkdown([row('\\Email\\x-y.pdf')], WORDS), /\| \\\\Email\\\\x-y\.pdf \|/);
    assert.equal(toMarkdown([], WORDS), '# Audit\n\n2 entries\n');
  });
});
