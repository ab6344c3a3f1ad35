import type { Link, LinkAssignment } from '../../../src/domain';
import type { ChangeOptions, ChangeRequest, LinkEditorOptions, LinksWritten } from '../../../src/changes';
import { editorFor, MemoryJournal } from '../../support/editing';
import { FakeRepository, type FakeOptions } from './fakeRepository';

export const SOURCE = 10;

/** An editor on a repository in memory, with all that it did to the outside. */
export function setUp(
  options?: FakeOptions,
  links: readonly LinkAssignment[] = [],
  more: Partial<LinkEditorOptions> = {},
) {
  const repository = new FakeRepository(options);
  repository.set(SOURCE, links);
  const journal = new MemoryJournal();
  const told: LinksWritten[] = [];
  const editor = editorFor(repository, () => Promise.resolve(repository.types), {
    journal,
    onWritten: (written) => told.push(written),
    ...more,
  });
  const change = (edit: ChangeRequest['edit'], base?: readonly Link[], call?: ChangeOptions) =>
    editor.change({ sourceId: SOURCE, edit, cause: 'command', ...(base && { base }) }, call);
  return { repository, editor, journal, told, change };
}

export const many = (count: number): LinkAssignment[] =>
  Array.from({ length: count }, (_, index) => ({
    targetId: 1000 + index,
    linkTypeId: 1 + (index % 2),
    ...(index % 3 === 0 && { properties: { note: `"${index}" <ä>` } }),
  }));

export const to = (targetId: number, linkTypeId = 1) => ({ targetId, linkTypeId });
