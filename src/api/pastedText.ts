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

/** What can't be seen as addresses have it once it was encoded, and blanks that do not break a line. */
const UNSEEN_IN_ADDRESS =
  /[\u00A0\u2007\u202F\u3000]|%(?:E2%80%8[B-F]|E2%81%A0|EF%BB%BF|EF%B8%8F|C2%A0|C2%AD|CD%8F)/gi;
/** Each takes one thing away that people, mails and settings put around an address; tried again until none does. */
const AROUND_ADDRESS: readonly (readonly [RegExp, string])[] = [
  [/[\s.,;…]+$/, ''],
  [/^!?\[[^\]]*\]\(\s*<?([^\s<>]+?)>?(?:\s+"[^"]*")?\s*\)$/, '$1'],
  // Not an address of IPv6, which stands in brackets by itself.
  [/^(?:\((.*)\)|\[(.*[./].*)\]|‹(.*)›|\{(.*)\})$/, '$1$2$3$4'],
  [/^["']?[\w .-]{1,30}(?:["']?\s*(?:=>?|:=)\s*|["']?\s*:\s+|["']\s*:)(?=["'<([“‘„«‹`]*https?:)/i, ''],
  [/^(?:https?:[/\\]+)+(?=https?:[/\\])/i, ''],
];

/** An address as it was meant: without what can't be seen, and without what stands around it. */
export function pastedAddress(text: string): string {
  let address = pasted(text.replaceAll(/(?<=\w[:=])\u00A0/g, ' ').replaceAll(UNSEEN_IN_ADDRESS, ''));
  for (;;) {
    let bare = address;
    for (const [around, instead] of AROUND_ADDRESS) bare = bare.replace(around, instead).trim();
    bare = pasted(bare);
    if (bare === address) return bare;
    address = bare;
  }
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
