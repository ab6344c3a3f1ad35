/** What stands below a repository. `*` is whatever a caller puts there, and stays as it is. */
const ROUTES = [
  'Token',
  'Entries/ByPath',
  'Entries/*/fields/GetDynamicFieldLogicValue',
  'Entries/*/tags',
  'Entries/*/template',
  'Entries/*/links',
  'Entries/*/Laserfiche.Repository.Folder/children',
  'Entries/*/Laserfiche.Repository.Folder/CopyAsync',
  'LinkDefinitions',
  'TagDefinitions',
  'FieldDefinitions',
  'TemplateDefinitions/Fields',
  'TemplateDefinitions/*/Fields',
  'SimpleSearches',
  'Searches/*/Results/*/ContextHits',
  'Tasks',
  'Attributes',
  'AuditReasons',
  'ServerSession/Create',
  'ServerSession/Refresh',
  'ServerSession/Invalidate',
];

interface Place {
  readonly spelling: string;
  readonly below: Map<string, Place>;
}

const ROOT: Place = { spelling: '', below: new Map() };
for (const route of ROUTES) {
  let at = ROOT;
  for (const segment of `LFRepositoryAPI/v1/Repositories/*/${route}`.split('/')) {
    const key = segment.toLowerCase();
    const next = at.below.get(key) ?? { spelling: segment, below: new Map<string, Place>() };
    at.below.set(key, next);
    at = next;
  }
}

/** A path as the routes spell it: letter case counts for nothing in what the API names, and stays in all else. */
export function spelled(path: string): string {
  let at: Place | undefined = ROOT;
  return path
    .split('/')
    .map((segment, index) => {
      if (index === 0) return segment;
      const named: Place | undefined = at?.below.get(segment.toLowerCase());
      // A star in a path is a segment like any other.
      const known: Place | undefined = named?.spelling === '*' ? undefined : named;
      at = known ?? at?.below.get('*');
      return known?.spelling ?? segment;
    })
    .join('/');
}
