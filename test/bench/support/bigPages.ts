/** Entries and links without end, made by number. */

/** Ids of folders: their number of children times ten, and a last digit to tell equals apart. */
export const folderId = (children: number, digit = 0): number => children * 10 + digit;
export const childrenOf = (id: number): number => Math.floor(id / 10);
export const folderName = (children: number, digit = 0): string => `Folder of ${children} (${digit})`;
/** Children of folders have ids above those of all folders. */
const FIRST_CHILD = 100_000_000;

/** Sent whatever is selected. */
const ALWAYS = ['id', 'name', 'entryType', 'rowNumber'];
/** Sent only where they are selected. */
const OF_DOCUMENTS = ['extension', 'isRecord', 'isCheckedOut'];

/**
 * One page of a folder, the numbers from `from` on, with the properties that a server sends for this `$select`.
 * `version` stands in the names, so that it shows which was read.
 */
export function childRows(
  folder: number,
  from: number,
  size: number,
  version: number,
  selected: readonly string[],
): object[] {
  const isSent = (name: string): boolean =>
    selected.length > 0 ? [...selected, ...ALWAYS].includes(name) : !OF_DOCUMENTS.includes(name);
  return Array.from({ length: size }, (_, index) => {
    const properties = Object.entries(child(folder, from + index, version));
    return Object.fromEntries(properties.filter(([name]) => isSent(name)));
  });
}

function child(folder: number, number: number, version: number): object {
  const name = childName(number, version);
  const folderPath = `\\Archive\\Invoices\\${folderName(childrenOf(folder), folder % 10)}`;
  return {
    id: FIRST_CHILD + folder * 100 + number,
    name,
    parentId: folder,
    fullPath: `${folderPath}\\${name}`,
    folderPath,
    creator: 'accounting.import',
    creationTime: new Date(Date.UTC(2019, 0, 1) + number * 61_000).toISOString(),
    lastModifiedTime: new Date(Date.UTC(2024, 0, 1) + number * 59_000).toISOString(),
    entryType: 'Document',
    isContainer: false,
    isLeaf: true,
    templateName: number % 3 === 0 ? 'Invoice' : null,
    templateId: number % 3 === 0 ? 4 : 0,
    volumeName: 'DEFAULT',
    rowNumber: number + 1,
    extension: 'pdf',
    isRecord: false,
    isCheckedOut: false,
  };
}

export const childName = (number: number, version: number): string =>
  `Invoice ${String(number + 1).padStart(6, '0')} v${version}`;

/** The folders of a repository, as a folder row each. */
export function folderRows(counts: readonly number[], digits: number): object[] {
  return counts.flatMap((children) =>
    Array.from({ length: digits }, (_, digit) => ({
      id: folderId(children, digit),
      name: folderName(children, digit),
      parentId: 1,
      fullPath: `\\${folderName(children, digit)}`,
      entryType: 'Folder',
      isContainer: true,
      isLeaf: false,
      rowNumber: 1,
    })),
  );
}

/** Links of an entry, from it to others. */
export function linkRows(sourceId: number, from: number, size: number): object[] {
  return Array.from({ length: size }, (_, index) => ({
    linkId: from + index + 1,
    sourceId,
    sourceFullPath: '\\Email\\Status report.eml',
    sourceLabel: 'Message',
    targetId: FIRST_CHILD + from + index,
    targetFullPath: `\\Email\\Attachments\\${childName(from + index, 1)}`,
    targetLabel: 'Attachment',
    description: null,
    linkTypeId: 1,
    linkTypeDescription: 'A message and what came with it',
    linkProperties: null,
    sourceLink: null,
    targetLink: null,
  }));
}
