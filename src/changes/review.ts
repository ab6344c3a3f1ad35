import { planEdit, readLinks, toPayload, warningsOf } from '../domain';
import { checkEcho, checkRepository } from './checks';
import { checkWish, typesFor } from './knownTypes';
import { readToShow } from './readConsistent';
import type { ChangeReview, EditorCallOptions, LinkChange, LinkEditorOptions } from './types';

/** What a change would do to its base, or else to the links that the server has now. */
export async function reviewChange(
  editorOptions: LinkEditorOptions,
  change: LinkChange,
  options: EditorCallOptions,
): Promise<ChangeReview> {
  const { repository, linkTypes } = editorOptions;
  const { sourceId, edit, known, missing } = change;
  checkRepository(change, editorOptions);
  const kept = await checkWish(editorOptions, change, options);
  const links = change.base ?? (await readToShow(() => repository.getLinks(sourceId, options), sourceId));
  const types = await typesFor(links, kept, linkTypes, options);
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
