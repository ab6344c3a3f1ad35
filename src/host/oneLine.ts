/**
 * Names come from a server: line breaks and other control characters would break a row, and characters that
 * override the direction of writing would turn around what stands beside it.
 */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .trim();
}
