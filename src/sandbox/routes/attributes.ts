import type { ApiRoutes } from '../http/context';
import { answerListing, listOptions, project, sortRows, type ListingKind } from '../http/listing';
import { HttpProblem } from '../http/problems';
import { readFlag } from '../http/requests';

const ATTRIBUTE_LISTING: ListingKind = {
  type: 'Attribute',
  defaultPageSize: 100,
  properties: ['key', 'value'],
};

/** What client programs keep of a user, and of everybody: read-only over REST. */
const OWN = { '[Settings]ColumnLayout': 'name,modified', '[Settings]StartFolder': '1' };
const EVERYONE = { '[Settings]DateFormat': 'yyyy-MM-dd', '[Settings]Notice': 'Records week is in May' };

const AUDIT_REASONS = {
  deleteEntry: [
    { id: 1, name: 'Retention is over' },
    { id: 2, name: 'Filed twice' },
  ],
  exportDocument: [{ id: 3, name: 'Asked for by a customer' }],
};

const attributesOf = (everyone: boolean) =>
  Object.entries(everyone ? EVERYONE : OWN).map(([key, value]) => ({ key, value }));

/** `GET …/Attributes` and `…/Attributes/{key}`, the audit reasons, and the calls that keep a session: there is none to keep. */
export function attributeRoutes(app: ApiRoutes): void {
  app.get('/:repoId/Attributes', (c) => {
    const options = listOptions(c, ATTRIBUTE_LISTING);
    const rows = attributesOf(readFlag(new URL(c.req.url).searchParams, 'everyone'));
    return answerListing(c, ATTRIBUTE_LISTING, options, sortRows(rows, options.orderBy));
  });

  app.get('/:repoId/Attributes/:attributeKey', (c) => {
    const everyone = readFlag(new URL(c.req.url).searchParams, 'everyone');
    const wanted = c.req.param('attributeKey').toLowerCase();
    const found = attributesOf(everyone).find(({ key }) => key.toLowerCase() === wanted);
    if (!found) throw new HttpProblem(404, 'Attribute not found.');
    return c.json(project(found, ATTRIBUTE_LISTING));
  });

  app.get('/:repoId/AuditReasons', (c) => c.json(AUDIT_REASONS));

  app.post('/:repoId/ServerSession/Create', (c) => c.json({ value: true }));
  app.post('/:repoId/ServerSession/Invalidate', (c) => c.json({ value: true }));
  app.post('/:repoId/ServerSession/Refresh', (c) => {
    const { now } = c.var.services;
    return c.json({ value: new Date(now() + 900_000).toISOString() });
  });
}
