import assert from 'node:assert/strict';
import { textOfFile } from '../../../src/api';

describe('the text of a file that somebody chose', () => {
  const text = 'eyJjdXN0b21lcklkIjoiMSJ9 ä';
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();

  for (const [what, bytes] of [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, as PowerShell writes it', Buffer.concat([Buffer.of(0xff, 0xfe), little])],
    ['UTF-16 without a mark', little],
    ['UTF-16 of the other order', Buffer.concat([Buffer.of(0xfe, 0xff), big])],
    ['UTF-16 of the other order without a mark', big],
    ['UTF-16 with a byte left over', Buffer.concat([Buffer.of(0xff, 0xfe), little, Buffer.of(0x41)])],
    ['nothing', Buffer.of()],
  ] as const)
    it(`is read from ${what}`, () => {
      assert.equal(textOfFile(bytes), what === 'nothing' ? '' : text);
    });
});
