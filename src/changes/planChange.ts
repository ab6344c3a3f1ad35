import { planEdit, readLinks, toPayload, warningsOf } from '../domain';
import { checkEcho, checkRepository } from './checks';
import { checkWish, typesFor } from './knownTypes';
import { readToShow } from './readConsistent';
import type { ChangePlan, ChangeRequest, EditorCallOptions, LinkEditorOptions } from './types';

/** What a request would do to its base, or else to the links that the server has now. */
export async function planChange(
  editorOptions: LinkEditorOptions,
  request: ChangeRequest,
  options: EditorCallOptions,
): Promise<ChangePlan> {
  const { repository, linkTypes } = editorOptions;
  const { sourceId, edit, known, missing } = request;
  checkRepository(request, editorOptions);
  const kept = await checkWish(editorOptions, request, options);
  const base = request.base ?? (await readToShow(() => repository.getLinks(sourceId, options), sourceId));
  const types = await typesFor(base, kept, linkTypes, options);
  const current = readLinks(base, sourceId, types);
  checkEcho(sourceId, current);
  const plan = planEdit(current.outgoing, edit);
  const warnings = warningsOf({
    sourceId,
    edit,
    plan,
    links: base,
    linkTypes: types,
    ...(known && { known }),
    ...(missing && { missing }),
  });
  const before = toPayload(current.outgoing);
  const after = toPayload(plan.after);
  return { sourceId, request: { ...request, base }, plan, warnings, conflicts: [], before, after };
}
