import { readOnlyBy } from '../../connections';
import { MAX_CONCURRENCY, mapConcurrent } from '../../changes';
import { previewReview, previewReviews } from '../../documents';
import { confirmPreviewed, formatCounts } from '../../changeFlow';
import { COMMANDS, notify } from '../../ui';
import { carryOut, withProgress } from '../edits/carryOut';
import { editsToPreview } from '../edits/editsToPreview';
import { asArguments, inBoth, readArguments } from '../support/arguments';
import { countsOf, type SourceEdit } from '../support/changes';
import type { CommandDeps, Handler } from '../support/deps';
import { during } from '../support/failure';
import { openSession } from '../support/pickConnection';

const TITLE = 'Preview Change';

/**
 * Shows the payload of entries before and after a change in the diff editor, and offers to send it. With an argument
 * object it shows only, and answers `{ added, removed, changed, kept }`.
 */
export const previewChange: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const { text, id, has, links, fail } = readArguments(COMMANDS.previewChange, fields);
    const sourceId = id('sourceId');
    const put = has('add') ? links(true, 'add') : [];
    const remove = has('remove') ? links(false, 'remove') : [];
    const both = inBoth(put, remove);
    if (both)
      fail(`the link to entry ${both.targetId} of type ${both.linkTypeId} stands in "add" and in "remove"`);
    const edit = { upsert: put, remove };
    const change = { connectionId: text('connectionId'), sourceId, name: `entry ${sourceId}`, edit };
    const { review, name } = await withProgress(TITLE, 1, ({ signal }) => reviewOf(deps, change, signal));
    await previewReview(review, name);
    return countsOf(review.plan);
  }
  const edits = await editsToPreview(deps, first, selected, TITLE);
  const [edit] = edits ?? [];
  if (!edits || !edit) return undefined;
  const connection = deps.connections.list().find(({ id }) => id === edit.connectionId);
  if (readOnlyBy(connection)) return showOnly(deps, edits);
  await carryOut(deps, edits, {
    title: TITLE,
    verb: 'changed',
    done: (counts) => `Applied: ${formatCounts(counts)}.`,
    ask: confirmPreviewed,
  });
  return undefined;
};

/** Where nothing can be sent there is nothing to ask. */
async function showOnly(deps: CommandDeps, edits: readonly SourceEdit[]): Promise<void> {
  const reviews = await withProgress(TITLE, edits.length, ({ signal }) =>
    mapConcurrent(MAX_CONCURRENCY, edits, (edit) => reviewOf(deps, edit, signal)),
  );
  await previewReviews(reviews);
  void notify.info('This is a preview only: links are read-only.');
}

async function reviewOf(
  deps: CommandDeps,
  { connectionId, name, ...change }: SourceEdit,
  signal: AbortSignal,
) {
  const session = await openSession(deps, connectionId);
  const review = await during(
    `preview the change of ${name}`,
    () => session.editor.review({ ...change, cause: 'command' }, { signal }),
    connectionId,
  );
  return { review, name };
}
