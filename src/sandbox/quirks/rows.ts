import { eachRow, isJson, type Json, problem, type Quirk } from './quirk';

const ROOT = 1;
const OTHER_ROOT = 250_000;

/** Every fifth entry is odd, so that plain ones stand beside it. */
const isOdd = ({ id }: Json): boolean => typeof id === 'number' && id % 5 === 0;

const isEntry = (row: Json): boolean => 'entryType' in row && 'id' in row;
const isLink = (row: Json): boolean => 'sourceId' in row && 'targetId' in row && 'linkId' in row;

const entries = (change: (row: Json) => Json): Quirk => ({
  change: eachRow((row) => (isEntry(row) ? change(row) : row)),
});
const links = (change: (row: Json) => Json): Quirk => ({
  change: eachRow((row) => (isLink(row) ? change(row) : row)),
});

const withoutPaths = (row: Json): Json => ({
  ...row,
  ...('fullPath' in row && { fullPath: '' }),
  ...('folderPath' in row && { folderPath: '' }),
});

const propertiesAs =
  (odd: unknown) =>
  (row: Json): Json => {
    const properties = row['linkProperties'];
    if (!isJson(properties)) return row;
    return { ...row, linkProperties: Object.fromEntries(Object.keys(properties).map((name) => [name, odd])) };
  };

const seconds = (value: unknown): unknown => (typeof value === 'string' ? Date.parse(value) : value);

/** Ids of the root as the server tells them. */
const renumbered = (row: Json): Json =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      /^(?:id|parentId|sourceId|targetId)$/.test(name) && value === ROOT ? OTHER_ROOT : value,
    ]),
  );

const ENTRY = /\/Entries\/(\d+)(?=\/|$)/;

const otherRoot = (closed: ReturnType<typeof problem>): Quirk => ({
  refuse: ({ url }) => (ENTRY.exec(url.pathname)?.[1] === String(ROOT) ? closed : undefined),
  path: ({ url }) =>
    ENTRY.exec(url.pathname)?.[1] === String(OTHER_ROOT)
      ? url.pathname.replace(ENTRY, `/Entries/${ROOT}`)
      : undefined,
  change: (body) => ofOtherRoot(eachRow(renumbered)(body)),
});

/** The next page has the id of the root in its address. */
function ofOtherRoot(body: unknown): unknown {
  const next = isJson(body) ? body['@odata.nextLink'] : undefined;
  if (!isJson(body) || typeof next !== 'string') return body;
  const isOfRoot = ENTRY.exec(next)?.[1] === String(ROOT);
  return isOfRoot ? { ...body, '@odata.nextLink': next.replace(ENTRY, `/Entries/${OTHER_ROOT}`) } : body;
}

/** Rows and answers that are not as the description has them. */
export const ROW_QUIRKS = {
  rootIsAnother: otherRoot(problem(404, 'Entry not found. [9001]', 9001)),
  rootIsClosed: otherRoot(problem(403, 'Access denied. [9010]', 9010)),
  repositoryWithoutId: {
    change: (body, { url }) =>
      Array.isArray(body) && /\/Repositories\/?$/i.test(url.pathname)
        ? [{ repoId: null, repoName: 'Attached', webclientUrl: '' }, ...(body as unknown[])]
        : body,
  },
  repositoriesInObject: {
    change: (body, { url }) =>
      Array.isArray(body) && /\/Repositories\/?$/i.test(url.pathname) ? { value: body } : body,
  },
  repositoryInOtherCase: {
    change: eachRow((row) =>
      typeof row['repoId'] === 'string' ? { ...row, repoId: row['repoId'].toUpperCase() } : row,
    ),
  },
  webClientUrlEmpty: {
    change: eachRow((row) => ('webclientUrl' in row ? { ...row, webclientUrl: '' } : row)),
  },
  unknownEntryType: entries((row) => (isOdd(row) ? { ...row, entryType: 'Briefcase' } : row)),
  entryTypeAsSubtype: entries(({ entryType, ...row }) => ({
    '@odata.type': `#Laserfiche.Repository.${String(entryType)}`,
    ...row,
    entryType: null,
  })),
  shortcutTypeNull: entries(({ '@odata.type': subtype, ...row }) => {
    if (row['entryType'] === 'Shortcut')
      return { ...row, entryType: null, ...('targetType' in row && { targetType: '' }) };
    return subtype === undefined ? row : { '@odata.type': subtype, ...row };
  }),
  targetTypeEmpty: entries((row) => ('targetType' in row ? { ...row, targetType: '' } : row)),
  nullProperties: links(propertiesAs(null)),
  numberProperties: links(propertiesAs(7)),
  timesAsNumbers: entries((row) => ({
    ...row,
    ...('creationTime' in row && { creationTime: seconds(row['creationTime']) }),
    ...('lastModifiedTime' in row && { lastModifiedTime: seconds(row['lastModifiedTime']) }),
  })),
  pathsEmpty: { change: eachRow((row) => (isEntry(row) ? withoutPaths(row) : row)) },
  linkPathsEmpty: links((row) => ({ ...row, sourceFullPath: '', targetFullPath: '' })),
  targetsNotTold: links((row) => ({ ...row, targetId: 0 })),
  idsAsText: {
    change: eachRow((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          /^(?:id|parentId|sourceId|targetId|linkTypeId)$/.test(name) && typeof value === 'number'
            ? String(value)
            : value,
        ]),
      ),
    ),
  },
  rowsOfNull: {
    change: (body) =>
      isJson(body) && Array.isArray(body['value']) && body['value'].some((row) => isJson(row) && isEntry(row))
        ? { ...body, value: [null, ...(body['value'] as unknown[])] }
        : body,
  },
  lifetimeAsText: {
    change: (body) =>
      isJson(body) && 'expires_in' in body ? { ...body, expires_in: String(body['expires_in']) } : body,
  },
} as const satisfies Readonly<Record<string, Quirk>>;
