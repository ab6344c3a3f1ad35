import type { Entry } from '../domain';

/** The most different texts that are remembered; a repository has few creators, templates and extensions. */
const MOST_TEXTS = 5_000;

/** Equal texts as one object: a folder of 100,000 entries names the same few people again and again. */
export class Texts {
  readonly #known = new Map<string, string>();

  one<T extends string | null | undefined>(text: T): T {
    if (typeof text !== 'string') return text;
    const known = this.#known.get(text);
    if (known !== undefined) return known as T;
    if (this.#known.size < MOST_TEXTS) this.#known.set(text, text);
    return text;
  }
}

/**
 * What the tree keeps of an entry of a folder. A path that follows from the folder's and the name is left out (see
 * `pathOfEntry`), and so is what no row shows.
 */
export function compact(entry: Entry, parentPath: string | undefined, texts: Texts): Entry {
  const { path, hasUnknownType, isRecord, isCheckedOut, targetId, targetType, modifiedAt, createdAt } = entry;
  const below = parentPath === undefined ? undefined : pathBelow(parentPath, entry.name);
  const follows = below !== undefined && (path === undefined || path === below);
  // Written out in one go: objects of one shape without room to grow take half of the memory.
  const kept = {
    id: entry.id,
    name: entry.name,
    entryType: entry.entryType,
    creator: texts.one(entry.creator),
    createdAt,
    modifiedAt: modifiedAt === createdAt ? createdAt : modifiedAt,
    templateName: texts.one(entry.templateName),
    extension: texts.one(entry.extension),
    ...(follows ? {} : { path }),
    ...(hasUnknownType && { hasUnknownType }),
    ...(isRecord && { isRecord }),
    ...(isCheckedOut && { isCheckedOut }),
    ...(targetId !== undefined && { targetId }),
    ...(targetType !== undefined && { targetType }),
  };
  return kept as Entry;
}

/** The path of a child of a folder; undefined where its name is not told. */
export function pathBelow(parentPath: string, name: string): string | undefined {
  if (name.trim() === '') return undefined;
  return parentPath.endsWith('\\') ? parentPath + name : `${parentPath}\\${name}`;
}
