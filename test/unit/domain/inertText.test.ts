import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inert, inertLines, oneLine, plainLine, unlinked, visibleJson } from '../../../src/domain/inertText';

/** As VS Code reads links out of notifications, prompts and messages. */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** As VS Code reads icons out of labels. */
const ICON = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)|\$\((.*?)\)|\$\([A-Za-z0-9~-]+\)/;
/** Everything that turns the direction of writing around. */
const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
const BREAKS = /[\p{Cc}\u2028\u2029]/u;

/** Names put together from what bites. */
const PIECES = [
  '[',
  ']',
  '(',
  ')',
  '$(',
  '$',
  'sync~spin',
  'Show why',
  'command:laserficheLinks.removeAllLinks?%5B%5D',
  'https://evil.example',
  'file:///etc/passwd',
  '\\',
  ' ',
  '"',
  '\n',
  '\r',
  '\t',
  '\0',
  '\u2028',
  '\u202E',
  '\u2066',
  '\u2069',
  '\u061C',
  '\u200B',
  '\u200C',
  '\u200D',
  '\u2060',
  '\uFEFF',
  '\u00AD',
  '\uFE0F',
  '\u{E0101}',
  '\u{E0062}',
  '\u{1F3F4}',
  '\u115F',
  '\u1100',
  '\u0301',
  '\uD83D',
  '\uDC68',
  '👨',
  'ä',
  '文',
  'ש',
  'می',
  'x'.repeat(180),
];
const hostile = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'binary' })), {
    maxLength: 30,
  })
  .map((pieces) => pieces.join(''));
const property = (check: (text: string) => void) => fc.assert(fc.property(hostile, check), { numRuns: 3000 });

const ORDINARY = [
  'Annual report [v2] (final).pdf',
  '\\Projects\\2024\\Überprüfung (Entwurf)',
  'Straße – “quoted” … 5 € = $5',
  '契約書（最終版）',
  '葛󠄀城市',
  'Ελληνικά, Кириллица',
  '한국어 문서',
  '\u1112\u1161\u11AB',
  'חוזה סופי',
  'العقد النهائي',
  'می‌خواهم',
  'क्‍ष',
  '👨‍👩‍👧 family',
  '❤️ and 1️⃣',
  '👍🏽',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿 England',
  'e\u0301',
  'a & b <c> "d" `e` *f* _g_',
  'Price $5 (net)',
  'C:\\$Recycle.Bin',
];

describe('inert text', () => {
  it('never holds a link of VS Code', () => property((text) => assert.doesNotMatch(inert(text), LINK)));
  it('never holds an icon of VS Code', () => property((text) => assert.doesNotMatch(inert(text), ICON)));
  it('holds neither marks of direction nor line breaks', () =>
    property((text) => {
      assert.doesNotMatch(inert(text), BIDI);
      assert.doesNotMatch(inert(text), BREAKS);
    }));
  it('is well-formed', () => property((text) => assert.doesNotMatch(inert(text), /\p{Surrogate}/u)));
  it('stays as it is when made inert again', () =>
    property((text) => {
      for (const make of [inert, oneLine, inertLines, plainLine]) assert.equal(make(make(text)), make(text));
    }));
  it('is inert in whatever sentence its names stand', () =>
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const sentence = inert(`Linked ${one}](${other}) and $(${one}).`);
        assert.doesNotMatch(sentence, LINK);
        assert.doesNotMatch(sentence, ICON);
      }),
      { numRuns: 1000 },
    ));
  it('has no more characters than there is room, joiners apart', () =>
    property((text) => {
      const long = `${text}${text}${text}`;
      assert.ok(inert(long, 100).replaceAll('\u2060', '').length <= 100);
    }));

  for (const name of ORDINARY) {
    it(`leaves ${name} as it is`, () => {
      assert.equal(plainLine(name), name);
      assert.equal(inert(name), name);
      assert.equal(inert(`Opened ${name}: done.`), `Opened ${name}: done.`);
    });
  }

  it('shows what would be a link, letter by letter', () => {
    const name = '[Show why](command:laserficheLinks.removeAllLinks?%5B%5D)';
    assert.equal(inert(name).replaceAll('\u2060', ''), name);
  });

  it('shows what would be an icon, letter by letter', () =>
    assert.equal(inert('$(sync~spin) \\$(x)').replaceAll('\u2060', ''), '$(sync~spin) \\$(x)'));

  it('lets nothing that falls away bring together what stood apart', () => {
    assert.doesNotMatch(inert('[a]\u200D(command:x)'), LINK);
    assert.doesNotMatch(inert('$\u202E(zap)'), ICON);
  });

  it('makes two names that look the same equal', () => {
    for (const hidden of [
      '\u200B',
      '\u200C',
      '\u200D',
      '\u2060',
      '\uFEFF',
      '\u00AD',
      '\u034F',
      '\u{E0041}',
      '\uFE0F',
    ])
      assert.equal(inert(`pay${hidden}ment`), 'payment');
  });

  it('reads lone halves of characters as a sign for what can’t be read', () =>
    assert.equal(inert('a\uD83Db'), 'a\uFFFDb'));

  it('cuts a long name in its middle', () => {
    const shown = oneLine(`\\Start\\${'x'.repeat(10_000)}\\end.pdf`);
    assert.match(shown, /^\\Start\\x+…x+\\end\.pdf$/);
    assert.ok(shown.length <= 300);
  });

  it('does not cut a character in half', () => {
    const emoji = '👨‍👩‍👧'.repeat(2000);
    for (const most of [50, 51, 52, 53, 54, 55, 56, 57]) assert.doesNotMatch(inert(emoji, most), /\uFFFD/);
  });

  it('keeps the words around a long name', () => {
    const sentence = inert(`Removed 3 links of ${'y'.repeat(10_000)}. Undo brings them back.`);
    assert.match(sentence, /^Removed 3 links of y+…y+\. Undo brings them back\.$/);
  });

  it('does not let blanks push words out of sight', () =>
    assert.equal(inert(`a${'\u00A0'.repeat(400)}b`), 'a b'));

  it('does not let marks pile up', () => {
    const piled = inert(`z${'\u0301'.repeat(500)}!`);
    assert.equal(piled, `z${'\u0301'.repeat(8)}!`);
  });

  it('takes no longer for what is made to take long', () => {
    for (const piece of ['\u{E0062}', '\u200D', ']', '[', '$', '\u0301', '\u00A0', '\uD83D', '\n']) {
      const start = performance.now();
      inert(piece.repeat(200_000));
      assert.ok(performance.now() - start < 1000, JSON.stringify(piece));
    }
  });
});

describe('JSON that shows', () => {
  it('means what it meant', () =>
    fc.assert(
      fc.property(fc.oneof(hostile, fc.jsonValue()), (value) => {
        const json = JSON.stringify(value);
        assert.equal(JSON.stringify(JSON.parse(visibleJson(json))), json);
        assert.doesNotMatch(visibleJson(json), BIDI);
      }),
    ));

  it('writes out what turns the direction around', () =>
    assert.equal(visibleJson('"a\u202Eb\u200Bc ä 👨‍👩‍👧"'), '"a\\u202eb\\u200bc ä 👨‍👩‍👧"'));
});

describe('addresses in Markdown', () => {
  it('are no links', () => {
    const text = unlinked('https://a.example www.b.example c@d.example');
    assert.equal(text.replaceAll('\u2060', ''), 'https://a.example www.b.example c@d.example');
    assert.doesNotMatch(text, /:\/\/|www\.|\w@/);
  });
});

describe('lines of a dialog', () => {
  it('stay lines, each of them inert', () =>
    assert.equal(
      inertLines('Add:\n  [a](command:x)\n\n  $(zap)').replaceAll('\u2060', ''),
      'Add:\n  [a](command:x)\n\n  $(zap)',
    ));

  it('hold no link', () => assert.doesNotMatch(inertLines('a\n[a](command:x)'), LINK));
  it('hold no link over two lines', () => assert.doesNotMatch(inertLines('[a\n](command:x)'), LINK));
});
