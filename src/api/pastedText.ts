/** Characters that nobody sees and nobody types: they come along when a text is copied from a page or a document. */
export const UNSEEN = /(?![\n\r\t])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Pairs of quotes and brackets that people, mails and documents put around an address or a key. */
const AROUND = /^(?:"(.*)"|'(.*)'|“(.*)”|„(.*)[“”]|‘(.*)’|«(.*)»|<(.*)>|`+(.*?)`+)$/su;

/** A text as it was meant: without what can't be seen, and without quotes around it. */
export function pasted(text: string): string {
  let bare = text.replace(UNSEEN, '').trim();
  for (;;) {
    const within = AROUND.exec(bare)
      ?.slice(1)
      .find((one) => one);
    if (within === undefined) break;
    bare = within.trim();
  }
  return bare;
}

/** The text of a file: UTF-8, or UTF-16 as some editors and PowerShell write it, with or without a byte order mark. */
export function textOfFile(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isBigEndian =
    (first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && bytes.length > 1);
  const isLittleEndian =
    (first === 0xff && second === 0xfe) || (second === 0 && first !== 0 && bytes.length > 1);
  if (!isBigEndian && !isLittleEndian) return new TextDecoder().decode(bytes);
  // A byte that is left over, as of a file that was cut, is no character.
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return new TextDecoder(isBigEndian ? 'utf-16be' : 'utf-16le').decode(whole);
}
