// The words that the house is searched for.

/**
 * Words of V1 that only its wire has, from Laserfiche's published API description: fields of entries, links, link types
 * and repositories, paths, and names of schemas. Words that are the field's own as well do not count: ids
 * (`linkTypeId`, `targetId`, `sourceId`, `parentId`, `repoId`), labels of a link type, `entryType`, `targetType`,
 * `templateName`, `creator`, `extension`, `isRecord`, `isCheckedOut`, `pageCount`.
 */
export const WIRE_NAMES: ReadonlySet<string> = new Set([
  ...['fullPath', 'folderPath', 'creationTime', 'lastModifiedTime', 'elecDocumentSize', 'volumeName'],
  ...['isContainer', 'isLeaf', 'templateFieldNames', 'isElectronicDocument', 'isUnderVersionControl'],
  ...['linkId', 'sourceFullPath', 'targetFullPath', 'sourceLink', 'targetLink', 'linkTypeDescription'],
  ...['linkProperties', 'customProperties', 'repoName', 'webclientUrl', 'ancestorEntry', 'searchCommand'],
  ...['nextLink', 'fallbackToClosestAncestor', 'groupByEntryType', 'errorSource', 'traceId'],
  ...['WEntryLinkInfo', 'EntryLinkTypeInfo', 'PutLinksRequest', 'LinkToUpdate', 'FindEntryResult'],
  ...['SimpleSearchRequest', 'ODataValueContextOfIListOfEntry', 'AdvancedSearchRequest'],
]);

/** The same within texts: paths and annotations. */
export const WIRE_TEXTS =
  /@odata\.|\/v[12]\/|Laserfiche\.Repository\.|\bByPath\b|\bSimpleSearches\b|\bLinkDefinitions\b|\bTemplateDefinitions\b|\/Entries\b|\/links\/?$/;

/** Types that have the shape of V1's answers as long as `api` is where they come from. */
export const WIRE_TYPES: ReadonlySet<string> = new Set([
  ...['Entry', 'EntryType', 'Link', 'LinkType', 'LinkAssignment', 'RepositoryInfo'],
]);

/** How a private word is looked for. */
export interface Word {
  readonly word: string;
  /**
   * `name`: a declared name, whatever its first letter, or the name of a file or folder. `part`: a part of such a
   * name as well (`fileTurn`). `end`: its end. `member`: a property of an object only. `path`: a file or folder only. `folder`: a folder only.
   */
  readonly as: 'name' | 'part' | 'end' | 'member' | 'path' | 'folder';
}

const words = (as: Word['as'], list: string): Word[] =>
  list
    .trim()
    .split(/\s+/)
    .map((word) => ({ word, as }));

/** Private words of the table in the design, which the house should no longer speak. */
export const PRIVATE_WORDS: readonly Word[] = [
  ...words('part', 'turn holdup gate upkeep whereabouts dispute overtaken steadily unsteady lostIncoming'),
  ...words('name', 'isHeld stillness gates calmHoldups onHoldup'),
  ...words('name', 'reach createReach ways createWays wayIn sameWay keeping createKeeping wanted'),
  ...words('name', 'proving createProving changing createChanging laterEditor linksEditor watchedApi'),
  ...words('name', 'onceRefused secretTraces atMost AT_ONCE lanes lanesOf forSoMany guardedWrite'),
  ...words('name', 'ifMissing wish wishOf elsewhere unresolved'),
  ...words('name', 'sharing share endedBy overall openOverall sendGroup settles asking'),
  ...words('name', 'tellLost tellDone lostBar explain doing buildParts later'),
  ...words('path', 'parts'),
  ...words('folder', 'host'),
  ...words('part', 'PATIENCE LIFE GRACE TICK'),
  ...words('member', 'put repeat'),
  ...words('end', 'Words'),
];

/** Words that stay, by file: what commands have always answered with, and what earlier versions stored. */
export const KEPT_WORDS: Readonly<Record<string, readonly string[]>> = {
  'ui/ids.ts': ['lostIncoming'],
  'changeFlow/results.ts': ['lostIncoming'],
  'changes/journal/lines.ts': ['lostIncoming'],
  'webviews/assignLinks/storedDrafts.ts': ['lostIncoming', 'dispute'],
};
