import {
  editBetween,
  type LinkAssignment,
  type LinkEdit,
  type LinkPlan,
  planEdit,
  toPayload,
  visibleJson,
} from '../../../../domain';
import type { Wish } from '../../protocol';
import { slimLinks } from './draft';
import { factsOf } from './facts';
import type { Form } from './model';
import { statusOf, wantedLinks } from './rows';

type Edited = Pick<Form, 'rows'>;

/** What the host is asked to save or to preview. */
export function wishOf({ rows, base, contents: { source } }: Form): Wish {
  const touched = rows.filter((row) => statusOf(row) !== 'kept').map(({ target }) => target);
  return {
    base: slimLinks(base, source.id),
    wanted: wantedLinks(rows),
    ...factsOf([source, ...touched]),
  };
}

/** What assigning would do, planned as the host will plan it. */
export function planOf({ rows }: Edited): { readonly edit: LinkEdit; readonly plan: LinkPlan } {
  const base = rows.flatMap((row) => row.base ?? []);
  const edit = editBetween(base, wantedLinks(rows));
  return { edit, plan: planEdit(base, edit) };
}

/** The body that assigning would send, as long as nobody else changes the links meanwhile. */
export function payloadOf(form: Edited): readonly LinkAssignment[] {
  return toPayload(planOf(form).plan.after);
}

/** The first lines of a body as JSON with one link a line: short enough to read at 250 links. */
export function bodyLines(payload: readonly LinkAssignment[], most = Infinity): readonly string[] {
  if (payload.length === 0) return ['[]'];
  const last = payload.length - 1;
  const links = payload.slice(0, Math.max(0, most - 1));
  const lines = ['[', ...links.map((link, index) => `  ${spaced(link)}${index < last ? ',' : ''}`), ']'];
  return lines.slice(0, most);
}

/** How many lines that would be. */
export function bodyLength(payload: readonly LinkAssignment[]): number {
  return payload.length === 0 ? 1 : payload.length + 2;
}

function spaced({ targetId, linkTypeId, properties }: LinkAssignment): string {
  const written = Object.entries(properties ?? {}).map(([name, value]) =>
    visibleJson(`${JSON.stringify(name)}: ${JSON.stringify(value)}`),
  );
  const custom = written.length > 0 ? `, "customProperties": { ${written.join(', ')} }` : '';
  return `{ "targetId": ${targetId}, "linkTypeId": ${linkTypeId}${custom} }`;
}
