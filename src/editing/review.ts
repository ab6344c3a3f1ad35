import type { LinkType } from '../api';
import { planEdit, readLinks, toPayload, warningsOf } from '../links';
import { checkChange, checkEcho } from './checks';
import { readToShow } from './readSteadily';
import type { ChangeReview, EditorCallOptions, LinkChange, LinkEditorOptions } from './types';

/** What a change would do to its base, or else to the links that the server has now. */
export async function reviewChange(
  { repository, linkTypes, policy }: LinkEditorOptions,
  change: LinkChange,
  options: EditorCallOptions,
): Promise<ChangeReview> {
  const { sourceId, edit, known, missing } = change;
  const types: readonly LinkType[] = await linkTypes(options);
  checkChange(change, types, policy());
  const links = change.base ?? (await readToShow(() => repository.getLinks(sourceId, options), sourceId));
  const current = readLinks(links, sourceId, types);
  checkEcho(sourceId, current);
  const plan = planEdit(current.outgoing, edit);
  const warnings = warningsOf({
    sourceId,
    edit,
    plan,
    links,
    linkTypes: types,
    ...(known && { known }),
    ...(missing && { missing }),
  });
  const before = toPayload(current.outgoing);
  return { change, sourceId, plan, warnings, before, after: toPayload(plan.after), links };
}
