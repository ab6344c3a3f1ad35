import assert from 'node:assert/strict';
import type { LinkEditor } from '../../src/changes';
import { keyOf, readLinks, toPayload } from '../../src/domain';
import { changeApproved, editorFor, MemoryJournal } from '../support/editing';
import type { PlayedServer } from '../unit/changes/pureSandbox';
import { judge, show, undoWish, wishOf, type Shown, type Verdict } from './judge';
import { SOURCE, type Moment, type Step } from './schedule';

/** How schedules ended, to know that they were worth playing. */
export type Tally = Record<Verdict | `undo ${Verdict}`, number>;

export const newTally = (): Tally => ({
  sent: 0,
  unchanged: 0,
  conflict: 0,
  'undo sent': 0,
  'undo unchanged': 0,
  'undo conflict': 0,
});

/** One step of a schedule: our change, and its undo where the step has one, each judged against a model of its own. */
export async function play(server: PlayedServer, step: Step, tally: Tally): Promise<void> {
  const second = new SecondClient(server, step);
  const journal = new MemoryJournal();
  const editor = editorFor(server.repository, () => Promise.resolve(server.types), { journal });
  try {
    const verdict = await playChange(server, second, editor, step);
    tally[verdict] += 1;
    if (step.undo && verdict === 'sent')
      tally[`undo ${await playUndo(server, second, editor, journal)}`] += 1;
  } finally {
    server.before = () => undefined;
  }
}

async function playChange(
  server: PlayedServer,
  second: SecondClient,
  editor: LinkEditor,
  { edit, mode }: Step,
): Promise<Verdict> {
  const hasBase = mode === 'base' || mode === 'baseAndConfirm';
  let base = hasBase ? await server.rows(SOURCE) : undefined;
  if (hasBase) await second.write('afterBase');

  const reads: Moment[] = mode === 'confirm' ? ['atReview', 'atFinalRead'] : ['atFinalRead'];
  const watch = second.watch(async () => {
    await second.write(reads.shift() ?? assert.fail('more reads than needed'));
    if (mode === 'confirm') base ??= await server.rows(SOURCE);
  });
  const confirm = async () => {
    await second.write('inConfirm');
    return true;
  };
  const asksFirst = mode === 'confirm' || mode === 'baseAndConfirm';
  const request = { sourceId: SOURCE, edit, cause: 'form', ...(hasBase && { base: base! }) } as const;
  const result = await (asksFirst ? changeApproved(editor, request, confirm) : editor.change(request)).catch(
    (error: unknown) => error,
  );
  return judge({
    named: new Set([...(edit.upsert ?? []), ...(edit.remove ?? [])].map(keyOf)),
    wish: (key, now) => wishOf(edit, key, now),
    base: base && show(readLinks(base, SOURCE, server.types).outgoing),
    now: watch.final,
    after: await second.shown(),
    puts: watch.puts(),
    result,
  });
}

/** Takes the change just made back: as it left the links is what the undo starts from. */
async function playUndo(
  server: PlayedServer,
  second: SecondClient,
  editor: LinkEditor,
  journal: MemoryJournal,
): Promise<Verdict> {
  const [item] = journal.items;
  assert.ok(item);
  assert.equal(item.outcome, 'written');
  const left = await second.shown();
  const { named, wish } = undoWish(item, server.types);
  await second.write('afterChange');
  server.before = () => undefined;
  const set = await editor.planUndo([item]);
  assert.deepEqual(set.cannotReturn, []);
  const prepared = await second.shown();
  const overlaps = [...named].some(
    (key) => prepared.get(key) !== left.get(key) && prepared.get(key) !== wish(key, undefined),
  );

  await second.write('afterPrepared');
  const watch = second.watch(() => second.write('atUndo'));
  const { results } = await editor.apply(set);
  // Incoming links that went with the change come back through their own entries, as changes of those.
  const [only] = results.filter(({ sourceId }) => sourceId === SOURCE);
  return judge({
    named,
    wish,
    base: overlaps ? left : prepared,
    now: watch.final,
    after: await second.shown(),
    puts: watch.puts(),
    result: only && 'error' in only ? only.error : only?.outcome,
  });
}

/** Another program that changes the same entry, at moments that the schedule says. */
class SecondClient {
  constructor(
    readonly server: PlayedServer,
    readonly step: Step,
  ) {}

  async write(moment: Moment): Promise<void> {
    for (const { link, removes } of this.step.foreign.filter((one) => one.moment === moment)) {
      const others = (await this.outgoing()).filter((one) => keyOf(one) !== keyOf(link));
      await this.server.write(SOURCE, toPayload(removes ? others : [...others, link]));
    }
  }

  /** Acts at each read of ours before a PUT; `final` is what the last of them found. */
  watch(act: () => Promise<void>): { readonly final: Shown | undefined; readonly puts: () => number } {
    const { server } = this;
    const watched: { final: Shown | undefined; puts: () => number } = {
      final: undefined,
      puts: () => server.calls.filter((call) => call === `PUT ${SOURCE}`).length,
    };
    server.calls.length = 0;
    server.before = async (call) => {
      if (call !== `GET ${SOURCE}` || watched.puts() > 0) return;
      await act();
      watched.final = await this.shown();
    };
    return watched;
  }

  async shown(): Promise<Shown> {
    return show(await this.outgoing());
  }

  private async outgoing() {
    return readLinks(await this.server.rows(SOURCE), SOURCE, this.server.types).outgoing;
  }
}
