import assert from 'node:assert/strict';
import { parseSearch } from '../../../src/sandbox/repository/searchCommand';
import { Refusal } from '../../../src/sandbox/repository/refusal';
import { assertProblem, idsOf, namesOf, openSandbox, type SandboxUnderTest } from './support';

describe('sandbox: search syntax', () => {
  it('reads clauses with their options', () => {
    assert.deepEqual(parseSearch('{LF:Name="*plan*", Type="DFS"}'), {
      kind: 'name',
      pattern: '*plan*',
      types: 'DFS',
    });
    assert.deepEqual(parseSearch('({LF:Basic ~= "search text", option="DFANLT"})'), {
      kind: 'basic',
      text: 'search text',
    });
    assert.deepEqual(parseSearch('{ lf : basic ~= "a ""b"" } & {" }'), {
      kind: 'basic',
      text: 'a "b" } & {',
    });
    assert.deepEqual(parseSearch('{LF:LOOKIN="\\A\\B\\", Subfolders=N}'), {
      kind: 'lookIn',
      path: '\\A\\B\\',
      subfolders: false,
    });
    assert.deepEqual(parseSearch('{LF:RelationSRC=1}'), { kind: 'relation', end: 'source', type: '1' });
  });

  it('combines from left to right, parentheses first', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((text) => ({ kind: 'basic', text }));
    const command = (between: string) => between.replaceAll(/[abc]/g, (text) => `{LF:Basic~="${text}"}`);
    assert.deepEqual(parseSearch(command('a | b & c')), {
      kind: 'and',
      left: { kind: 'or', left: a, right: b },
      right: c,
    });
    assert.deepEqual(parseSearch(command('a | (b & c)')), {
      kind: 'or',
      left: a,
      right: { kind: 'and', left: b, right: c },
    });
  });

  it('takes what is left of a minus without what is right of it, in either precedence', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((text) => ({ kind: 'basic', text }));
    const command = (between: string) => between.replaceAll(/[abc]/g, (text) => `{LF:Basic~="${text}"}`);
    assert.deepEqual(parseSearch(command('a | b - c')), {
      kind: 'without',
      left: { kind: 'or', left: a, right: b },
      right: c,
    });
    assert.deepEqual(parseSearch(command('a | b - c'), 'notAndOr'), {
      kind: 'or',
      left: a,
      right: { kind: 'without', left: b, right: c },
    });
    assert.deepEqual(parseSearch(command('a | b & c'), 'notAndOr'), {
      kind: 'or',
      left: a,
      right: { kind: 'and', left: b, right: c },
    });
    assert.deepEqual(
      parseSearch(command('(a | b) - c'), 'notAndOr'),
      parseSearch(command('(a | b) - c'), 'leftToRight'),
    );
  });

  it('says when it cannot read a command', () => {
    for (const command of [
      'contract',
      '{LF:Basic~="open}',
      '{LF:Basic~="a"',
      '{LF:Basic~="a"} {LF:Basic~="b"}',
      '{LF:Basic~="a"} &',
      '({LF:Basic~="a"}',
      '{LF:Basic~="a" "b"}',
      '{LF:Basic~="a",}',
      '{LF:Colour="red"}',
      '{[]}:[Vendor]="Bright Glass"',
      '{[]:[Vendor]}',
      '{[]:Vendor="Bright Glass"}',
      '{LF:Name>"a"}',
      '{LF:Created>="soon"}',
      '{LF:Basic~="a"} - ',
      '- {LF:Basic~="a"}',
      '{}',
    ]) {
      assert.throws(
        () => parseSearch(command),
        (error) => error instanceof Refusal && error.kind === 'invalid',
        command,
      );
    }
  });

  it('is done at once, however long the command and whatever it repeats', () => {
    const repeated = [
      ...[
        '"',
        '""',
        '{',
        '}',
        '{"',
        '"}',
        '(',
        '()',
        '{LF:Name=a}',
        '{LF:Name=a}&',
        '({LF:Name=a}&',
        '&',
        ' ',
      ],
      ...['{LF:', '{LF:Name="', '{LF:Name="a" ', 'a=b,', 'a="",', 'a', '\n', '='],
    ];
    /** What is wrong with the command; empty where nothing is: quotes may be doubled as often as one likes. */
    const wrong = (command: string): string => {
      try {
        parseSearch(command);
        return '';
      } catch (error) {
        assert.ok(error instanceof Refusal && error.kind === 'invalid', String(error));
        return error.message;
      }
    };
    for (const head of ['', '{', '{"', '{LF:Name=', '{LF:Name="', '{LF:Name="a"', '{LF:Name="a",'])
      for (const text of repeated)
        for (const tail of ['', '}', '"', '"}', 'x}', '"x']) {
          const message = wrong(head + text.repeat(90_000 / text.length) + tail);
          assert.ok(message.length < 300, message);
          assert.match(wrong(head + text.repeat(4_900_000 / text.length) + tail), /it is too long\.$/);
          if (!tail.endsWith('}') && !text.endsWith('}')) assert.notEqual(message, '');
        }
  });

  it('reads doubled quotes wherever they stand', () => {
    for (const count of [2, 4, 10, 1000]) {
      const text = '"'.repeat(count / 2 - 1);
      assert.deepEqual(parseSearch(`{LF:Basic~=${'"'.repeat(count)}}`), { kind: 'basic', text });
    }
    assert.deepEqual(parseSearch('{LF:Basic~="a""}""b"}'), { kind: 'basic', text: 'a"}"b' });
  });
});

describe('sandbox: simple searches', () => {
  let server: SandboxUnderTest;

  before(async () => {
    server = await openSandbox();
  });
  after(() => server.sandbox.close());

  const search = (searchCommand: unknown, query = {}) =>
    server.call('POST', '/SimpleSearches', { body: { searchCommand }, query });

  it('finds by name: 200 with all, 206 with the first hundred, 204 with none', async () => {
    const some = await search('{LF:Basic~="emailATT"}');
    assert.equal(some.status, 200);
    assert.deepEqual(namesOf(some.rows), ['EmailAttachment']);
    const many = await search('{LF:Name="Scan 2019-*", Type="D"}', { $count: 'true' });
    assert.equal(many.status, 206);
    assert.equal(many.rows.length, 100);
    assert.equal((await search('{LF:Basic~="no such thing"}')).status, 204);
  });

  it('understands wildcards and entry types', async () => {
    assert.deepEqual(namesOf((await search('{LF:Name="e?ail"}')).rows), ['Email']);
    assert.deepEqual(namesOf((await search('{LF:Name="Code of Conduct", Type="S"}')).rows), [
      'Code of Conduct',
    ]);
    assert.deepEqual(namesOf((await search('{LF:Name="(final)*"} | {LF:Name="<script>*"}')).rows), [
      '<script>alert(1)</script>',
    ]);
    assert.equal((await search('{LF:Name="*", Type="F"} & {LF:LookIn="\\Samples"}')).rows.length, 2);
  });

  it('finds by path, with and without folders below', async () => {
    const [all, direct] = await Promise.all([
      search('{LF:LOOKIN="\\Contracts\\Clients"}'),
      search('{LF:LOOKIN="Alder Street Builders\\Contracts", Subfolders=N}'),
    ]);
    assert.equal(all.rows.length, 18);
    assert.deepEqual(namesOf(direct.rows).sort(), [
      'Clients',
      'Master Agreement Index',
      'Office Lease',
      'Subcontractors',
      'Work Orders',
    ]);
    assert.equal((await search('{LF:LOOKIN="\\Nowhere"}')).status, 204);
  });

  it('finds by link, at either end', async () => {
    await server.call('PUT', '/Entries/10/links', { body: [{ targetId: 15, linkTypeId: 1 }] });
    const near = ' & {LF:Name="Email*"}';
    const found = async (clause: string) => idsOf((await search(clause + near)).rows);
    assert.deepEqual(await found('{LF:Relation="1"}'), [10, 15]);
    assert.deepEqual(await found('{LF:RelationSRC="Message"}'), [10]);
    assert.deepEqual(await found('{LF:RelationDST="*"}'), [15]);
    assert.deepEqual(await found('{LF:RelationDST="2"}'), []);
    await server.sandbox.reset();
  });

  it('never finds what the user may not open', async () => {
    assert.equal((await search('{LF:Basic~="Compensation"}')).status, 204);
    assert.equal((await search('{LF:Basic~="Executive Session"}')).status, 204);
  });

  it('selects and sorts, but does not page', async () => {
    const { rows } = await search('{LF:LOOKIN="\\Contracts\\Clients"}', {
      $select: 'extension',
      $orderby: 'name desc',
    });
    assert.deepEqual(Object.keys(rows[0] ?? {}), ['id', 'name', 'entryType', 'rowNumber', 'extension']);
    assert.equal(rows[0]?.['name'], 'St Brigid Library Amendment 2');
    assertProblem(await search('{LF:Basic~="a"}', { $top: '5' }), 400);
  });

  it('refuses commands that it cannot read', async () => {
    assertProblem(await search('contract'), 400);
    assertProblem(await search(undefined), 400);
    assertProblem(await search(7), 400);
    assertProblem(
      await server.call('POST', '/SimpleSearches', { body: '{}', headers: { 'content-type': undefined } }),
      415,
    );
  });

  it('runs two searches of a session at a time', async () => {
    server.sandbox.setBehaviour({ searchDelayMs: 40 });
    const answers = await Promise.all([1, 2, 3].map(() => search('{LF:Basic~="Email"}')));
    server.sandbox.setBehaviour({ searchDelayMs: 0 });
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 429]);
    assert.equal((await search('{LF:Basic~="Email"}')).status, 200);
  });
});
