import { wildcards } from './search';

/** Where a pattern stands in a text: from the first place on, and no longer than it has to be. */
export function highlightOf(
  pattern: string,
  text: string,
): { readonly start: number; readonly length: number } | undefined {
  if (pattern === '' || !wildcards(pattern)(text)) return undefined;
  const core = pattern.replaceAll(/^\*+|\*+$/g, '');
  if (core === '') return { start: 0, length: text.length };
  const [matches, begins] = [wildcards(core), wildcards(`${core}*`)];
  const firsts = pattern.startsWith('*') ? text.length : 1;
  for (let start = 0; start < firsts; start++) {
    if (!begins(text.slice(start))) continue;
    for (let end = pattern.endsWith('*') ? start + 1 : text.length; end <= text.length; end++)
      if (matches(text.slice(start, end))) return { start, length: end - start };
  }
  return undefined;
}
