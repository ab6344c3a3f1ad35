import type { Ticket } from '../../src/api';
import type { LinkType } from '../../src/domain';
import {
  memoryLock,
  LinkEditor,
  type ChangeRecord,
  type ChangeResult,
  type HistoryItem,
  type Journal,
  type LinkEditorOptions,
} from '../../src/changes';

/** A journal that forgets when the test ends; items are in the order of their changes. */
export class MemoryJournal implements Pick<Journal, 'begin'> {
  readonly items: HistoryItem[] = [];
  /** Called before a record is kept and before its outcome is: throws to break the disk. */
  onWrite: (kind: 'before' | 'after') => void | Promise<void> = () => undefined;

  async begin(record: ChangeRecord) {
    await this.onWrite('before');
    const index = this.items.length;
    const id = `record-${index + 1}`;
    const time = new Date(Date.UTC(2026, 0, 1) + index).toISOString();
    this.items.push({ ...record, id, time, sequence: index, outcome: 'unknown' });
    return {
      id,
      finish: async (result: ChangeResult) => {
        await this.onWrite('after');
        this.items[index] = { ...record, id, time, sequence: index, ...result };
      },
    };
  }
}

/** A ticket of a server without limits. */
export const freeTicket = (): Promise<Ticket> =>
  Promise.resolve({
    run: (job) => job(),
    ensure: () => Promise.resolve(),
    release: () => undefined,
  });

/** An editor as a session has it, with nothing kept on disk. */
export function editorFor(
  repository: LinkEditorOptions['repository'],
  linkTypes: () => Promise<readonly LinkType[]>,
  more: Partial<LinkEditorOptions> = {},
): LinkEditor {
  return new LinkEditor({
    connection: { id: 'c-1', name: 'Test', baseUrl: 'https://server/LFRepositoryAPI', repoId: 'r-1' },
    repository,
    linkTypes,
    journal: new MemoryJournal(),
    lock: memoryLock(),
    policy: () => ({ readOnly: false, allowSelfLinks: false }),
    ...more,
  });
}
