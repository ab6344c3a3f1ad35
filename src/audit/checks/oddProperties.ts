import { aboutLink, fold, groupBy, indexOf, type TypedLink } from '../linkIndex';
import type { Check, CheckOptions } from '../types';

/**
 * Links whose properties are not as they should be: a name that the type requires is missing or empty, a value is no
 * text, or a name differs from the usual one of its type in nothing but letter case and blanks. The usual one is the
 * required one, else the one that most links of the type have; where two are as frequent, nobody can tell.
 */
export const oddProperties: Check = {
  id: 'oddProperties',
  needs: 'outgoing',
  find(model, options) {
    const index = indexOf(model);
    const byType = groupBy(index.outgoing, ({ linkTypeId }) => linkTypeId);
    const rules = new Map(
      [...byType].map(([linkTypeId, links]) => [linkTypeId, ruleOf(linkTypeId, links, options)] as const),
    );
    return index.outgoing.flatMap((link) => {
      const rule = rules.get(link.linkTypeId);
      const names = Object.keys(link.properties ?? {});
      const misspelt = names.filter((name) => (rule?.usual.get(fold(name)) ?? name) !== name);
      const filled = new Set(names.filter((name) => link.properties?.[name]?.trim() !== '').map(fold));
      const missing = (rule?.required ?? []).filter((name) => !filled.has(fold(name)));
      const isOdd = link.hasOddProperties === true;
      if (misspelt.length + missing.length === 0 && !isOdd) return [];
      const usual = misspelt.map((name) => rule?.usual.get(fold(name)) ?? name);
      const facts = {
        ...(missing.length > 0 && { missing }),
        ...(misspelt.length > 0 && { misspelt, usual }),
        ...(isOdd && { oddValue: 1 }),
      };
      return [aboutLink('oddProperties', link, index, { facts })];
    });
  },
};

interface Rule {
  readonly required: readonly string[];
  /** The usual spelling of a name, by its folded form. */
  readonly usual: ReadonlyMap<string, string>;
}

function ruleOf(linkTypeId: number, links: readonly TypedLink[], options: CheckOptions): Rule {
  const required = options.requiredProperties?.[linkTypeId] ?? [];
  const all = links.flatMap(({ properties }) => Object.keys(properties ?? {}));
  const usual = new Map<string, string>();
  for (const [folded, spellings] of groupBy(all, fold)) {
    const counts = [...groupBy(spellings, (name) => name)].map(([name, { length }]) => ({ name, length }));
    const [first, second] = counts.toSorted((a, b) => b.length - a.length);
    if (first && first.length > (second?.length ?? 0)) usual.set(folded, first.name);
  }
  for (const name of required) usual.set(fold(name), name);
  return { required, usual };
}
