import assert from 'node:assert/strict';
import {
  anyOf,
  byKind,
  flag,
  form,
  id,
  ids,
  linkKeys,
  links,
  optional,
  pairs,
  place,
  port,
  properties,
  readArguments,
  text,
  texts,
  type Arguments,
  type Fields,
} from '../../../src/commands/schema';

const LINK = { targetId: 15, linkTypeId: 1 };
const SOURCES = anyOf(
  form({ connectionId: text(), pairs: pairs() }),
  form({ connectionId: text(), sourceId: id(), links: links() }),
  form({ connectionId: text(), sourceIds: ids(), links: links() }),
);
const KINDS = byKind({ key: form({ key: text() }), password: form({ password: text('orEmpty') }) });

describe('an argument object', () => {
  const read = <T>(args: Arguments<T>, given: Fields): T => readArguments('command', args, given);
  const refused: readonly (readonly [string, Arguments<unknown>, Fields, string])[] = [
    ['a text that is none', form({ a: text() }), { a: 1 }, '"a" must be a text'],
    ['an empty text', form({ a: text() }), { a: '' }, '"a" must be a text'],
    ['what is missing', form({ a: text() }), {}, '"a" must be a text'],
    ['an optional text that is none', form({ a: optional(text()) }), { a: 1 }, '"a" must be a text'],
    ['an id of 0', form({ a: id() }), { a: 0 }, '"a" must be a whole number above 0'],
    ['an id above 31 bits', form({ a: id() }), { a: 2 ** 31 }, '"a" must be a whole number above 0'],
    ['no ids', form({ a: ids() }), { a: [] }, '"a" must be a list of whole numbers above 0'],
    ['a place below 0', form({ a: place() }), { a: -1 }, '"a" must be a whole number from 0 on'],
    ['a port that is none', form({ a: port() }), { a: 65_536 }, '"a" must be below 65536'],
    ['a flag that is a text', form({ a: flag() }), { a: 'true' }, '"a" must be true or false'],
    ['texts that are none', form({ a: texts() }), { a: [1] }, '"a" must be a list of texts'],
    ['properties that are null', form({ a: properties() }), { a: null }, '"a" must map names to texts'],
    ['an unknown name', form({ a: id() }), { b: 1 }, '"b" is not known; known are "a"'],
    ['any name where none is known', form({}), { b: 1 }, '"b" is not known; nothing can be named'],
    [
      'what the fields together must not be',
      form({ a: id() }, { check: ({ a }) => (a === 7 ? 'never 7' : undefined) }),
      { a: 7 },
      'never 7',
    ],
    ['links that are no list', form({ a: links() }), { a: 5 }, '"a" must be a list'],
    ['a link that is no object', form({ a: links() }), { a: [5] }, '"a[0]" must be an object'],
    [
      'an unknown name in a link',
      form({ a: links() }),
      { a: [{ ...LINK, b: 1 }] },
      '"a[0].b" is not known; known are "targetId", "linkTypeId", "properties"',
    ],
    [
      'a link to nowhere',
      form({ a: links() }),
      { a: [{ ...LINK, targetId: '15' }] },
      '"targetId" must be a whole number above 0',
    ],
    [
      'properties of a link that are none',
      form({ a: links() }),
      { a: [LINK, { ...LINK, properties: null }] },
      '"a[1].properties" must map names to texts',
    ],
    [
      'a link twice, with other properties',
      form({ a: links() }),
      { a: [LINK, { ...LINK, properties: {} }] },
      '"a" has the link to entry 15 of type 1 twice, with other properties',
    ],
    ['no pairs', form({ a: pairs() }), { a: [] }, '"a" must not be empty'],
    [
      'two forms at once',
      SOURCES,
      { connectionId: 'c', sourceId: 1, sourceIds: [1], links: [] },
      '"sourceId" and "sourceIds" can\'t be given together',
    ],
    [
      'what only two forms have together',
      SOURCES,
      { links: [], pairs: [] },
      '"pairs" and "links" can\'t be given together',
    ],
    [
      'a form that is not whole',
      SOURCES,
      { connectionId: 'c', links: [] },
      '"sourceId" must be a whole number above 0',
    ],
    ['an unknown kind', KINDS, { kind: 'toString' }, '"kind" must be "key" or "password"'],
    ['a kind that is not whole', KINDS, { kind: 'key' }, '"key" must be a text'],
  ];
  for (const [what, args, given, sentence] of refused) {
    it(`is refused with ${what}`, () =>
      assert.throws(() => read(args, given), {
        message: `command was called with wrong arguments: ${sentence}.`,
      }));
  }

  it('has what was given, and nothing for what was left out', () => {
    const args = form({ a: text(), b: optional(id()), c: optional(id()) });
    assert.deepEqual(read(args, { a: 'x', b: 2, c: undefined }), { a: 'x', b: 2 });
  });

  it('has each link and each id once', () => {
    const args = form({ links: links(), ids: ids() });
    assert.deepEqual(read(args, { links: [LINK, LINK], ids: [3, 3] }), { links: [LINK], ids: [3] });
  });

  it('may name links with all that belongs to them where only ends and type count', () =>
    assert.deepEqual(read(form({ a: linkKeys() }), { a: [{ ...LINK, label: 'x' }] }), { a: [LINK] }));

  it('is of the form that is whole', () => {
    const pair = { sourceId: 3, ...LINK };
    assert.deepEqual(read(SOURCES, { connectionId: 'c', pairs: [pair] }), {
      connectionId: 'c',
      pairs: [pair],
    });
    assert.deepEqual(read(SOURCES, { connectionId: 'c', sourceIds: [3], links: [] }), {
      connectionId: 'c',
      sourceIds: [3],
      links: [],
    });
  });

  it('tells its kind', () =>
    assert.deepEqual(read(KINDS, { kind: 'password', password: '' }), { kind: 'password', password: '' }));

  it('is shown as callers write it', () => {
    const shown = ({ rows }: Arguments<unknown>) => rows.map((row) => row.shown);
    assert.deepEqual(shown(form({})), ['{}']);
    assert.deepEqual(shown(form({ a: text(), b: optional(flag()) })), ['{ a, b?: true or false }']);
    assert.deepEqual(shown(form({ a: links() })), ['{ a: [{ targetId, linkTypeId, properties? }] }']);
    assert.deepEqual(shown(KINDS), ['{ kind: "key", key }', '{ kind: "password", password }']);
  });
});
