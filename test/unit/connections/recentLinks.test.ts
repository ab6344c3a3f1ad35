import assert from 'node:assert/strict';
import type { ChangeRequest, LinkChangeOutcome } from '../../../src/changes';
import { noticingLinks } from '../../../src/connections/recentLinks';
import type { LinkEditorApi, Recents } from '../../../src/connections';
import type { LinkPlan } from '../../../src/domain';

const NO_PLAN: LinkPlan = { added: [], removed: [], changed: [], kept: [], after: [] };
const added = (...targetIds: readonly number[]): LinkPlan => ({
  ...NO_PLAN,
  added: targetIds.map((targetId) => ({ targetId, linkTypeId: targetId * 10, properties: {} })),
});

/** Applies a request whose outcome is told; gives what was remembered then. */
async function rememberedOf(
  request: Partial<ChangeRequest>,
  outcome: Partial<LinkChangeOutcome>,
): Promise<{ entries: string[]; types: number[] }> {
  const entries: string[] = [];
  const types: number[] = [];
  const recents = {
    use: (used: Parameters<Recents['use']>[0]) =>
      Promise.resolve(void entries.push(...used.map(({ id, name }) => `${id} ${name}`))),
    useLinkTypes: (ids: readonly number[]) => Promise.resolve(void types.push(...ids)),
  } as unknown as Recents;
  const whole = {
    ...{ sourceId: 10, sent: true, plan: NO_PLAN, links: [], droppedIncoming: [] },
    ...outcome,
  } as unknown as LinkChangeOutcome;
  const editor = {
    apply: () => Promise.resolve({ group: 'g', results: [{ sourceId: 10, outcome: whole }] }),
    change: () => Promise.resolve(whole),
  } as unknown as LinkEditorApi;
  const asked: ChangeRequest = { sourceId: 10, edit: {}, cause: 'command', ...request };
  await noticingLinks(editor, recents).apply([asked]);
  return { entries, types };
}

describe('entries and types of links that were added', () => {
  it('are remembered, the target first, by the names that the links tell', async () => {
    const links = [{ sourceId: 10, sourcePath: '\\Email', targetId: 15, targetPath: '\\Files\\Note' }];
    const found = await rememberedOf({}, { plan: added(15), links });
    assert.deepEqual(found, { entries: ['15 Note', '10 Email'], types: [150] });
  });

  it('are known better where somebody read them', async () => {
    const known = [{ id: 15, name: 'As read', entryType: 'Folder' }] as const;
    assert.deepEqual((await rememberedOf({ known }, { plan: added(15) })).entries, ['15 As read', '10 ']);
  });

  it('are not remembered where nothing was added, nothing was sent, or something was undone', async () => {
    const nothing = { entries: [], types: [] };
    assert.deepEqual(await rememberedOf({}, {}), nothing);
    assert.deepEqual(await rememberedOf({}, { sent: false, plan: added(15) }), nothing);
    for (const cause of ['undo', 'restore', 'repair'] as const)
      assert.deepEqual(await rememberedOf({ cause }, { plan: added(15) }), nothing);
  });

  it('of a batch do not push out all others', async () => {
    const many = Array.from({ length: 50 }, (_, index) => index + 100);
    assert.equal((await rememberedOf({}, { plan: added(...many) })).entries.length, 6);
  });
});
