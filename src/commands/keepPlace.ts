import { isGroup, isLink, nextIn, type Node, placeOf } from '../tree';
import { setTimer } from '../api';
import type { CommandId } from '../ui';
import { focusedRow } from './focusedRow';
import type { RowsDeps } from './support/deps';
import type { Targets } from './targets';

/** Milliseconds after which a person has most likely begun something else: a palette would close under their hands. */
const FOCUS_WITHIN_MS = 400;

/** Places that are being taken: keys pressed meanwhile wait for them. */
let taking: Promise<unknown> = Promise.resolve();

export const placeTaken = (): Promise<unknown> => taking;

/**
 * Remembers where a person is before a command changes rows. The function it gives is called when the command is done:
 * where the row is gone, the person goes on with what stands in its place, unless they went elsewhere meanwhile. It
 * resolves when they stand there, or when that takes too long to wait for.
 */
export function keepPlace(deps: RowsDeps, id: CommandId, targets: Targets): () => Promise<void> {
  const { tree, chosen, view, reveal } = deps.here;
  const rows = targets.clicked ? [targets.clicked] : chosen.rows();
  const row = rows.find((one) => isLink(one) || isGroup(one) || one.parent === undefined);
  if (!row) return () => Promise.resolve();
  const place = placeOf(tree, row, chosen.isOpen(row));
  const own = new Set([...rows, ...view.selection].map((one) => one.id));
  const hasFocus = targets.clicked !== undefined;

  async function take(): Promise<void> {
    const doneAt = performance.now();
    const next = await nextIn(tree, place);
    if (!next || isElsewhere(hasFocus ? await focusedRow(deps.here, id) : undefined)) return;
    const isSoon = performance.now() - doneAt < FOCUS_WITHIN_MS;
    await reveal(next.row, { expand: next.expand, focus: hasFocus && isSoon });
  }
  const isElsewhere = (focused: Node | undefined): boolean =>
    !view.visible ||
    (focused !== undefined && focused.id !== row.id) ||
    view.selection.some((one) => !own.has(one.id));

  let goneOn: Promise<void> | undefined;
  return () => (goneOn ??= goOn());

  function goOn(): Promise<void> {
    const before = taking;
    const taken = take().catch((error: unknown) => deps.log.failure(error, 'select the row that comes next'));
    taking = Promise.all([before, taken]);
    const tooLong = new Promise<void>((resolve) => setTimer(FOCUS_WITHIN_MS, resolve));
    return Promise.race([taken, tooLong]);
  }
}
