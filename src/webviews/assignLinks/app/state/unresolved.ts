/** What a link is that can't be written back as it is, and why, for each code of `EntryLinks.unresolved`. */
export function whyUnresolved(why: string): { readonly state: string; readonly text: string } {
  switch (why) {
    case 'unknown':
      return {
        state: 'Type unknown',
        text: 'The server does not tell the type of this link. Links can’t be assigned without losing it.',
      };
    case 'ambiguous':
      return {
        state: 'Type ambiguous',
        text: 'Several types have these labels. Links can’t be assigned without guessing.',
      };
    case 'oddProperty':
      return {
        state: 'Not only text',
        text: 'A property of this link is not text on the server. It can’t be sent back as it is, so links can’t be assigned without changing it.',
      };
    case 'contradictory':
      return {
        state: 'Told twice',
        text: 'The server tells this link twice, each time otherwise. Links can’t be assigned without guessing which one is right.',
      };
    default:
      return {
        state: 'Can’t be kept',
        text: 'This link can’t be sent back as it is. Links can’t be assigned without losing or changing it.',
      };
  }
}
