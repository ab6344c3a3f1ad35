import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  FileJournal,
  type ChangeRecord,
  type FileJournalOptions,
  type HistoryItem,
} from '../../../../src/changes';
import { systemClock } from '../../../../src/changes/clock';
import { encodeLine } from '../../../../src/changes/journal/lines';
import { onDisk, refusal } from '../disk';
import { item, link } from '../history';
import { OWNERS } from '../owners';
import { scratchFolder } from '../scratch';

const record = (more: Partial<HistoryItem> = {}): ChangeRecord => {
  const { id: _, time: __, outcome: ___, sequence: ____, ...rest } = item('', 0, more);
  return rest;
};
/** A line as another process wrote it. */
const line = (id: string, minute: number) => {
  const { outcome: _, ...rest } = item(id, minute);
  return encodeLine({ v: 2, kind: 'before', ...rest });
};

describe('editing: the journal on disk', () => {
  const scratch = scratchFolder();
  const folder = () => path.join(scratch(), 'deep', 'journal');
  /** A clock that is a minute later with each look. */
  const clock = () => {
    let minute = 0;
    return () => new Date(Date.UTC(2026, 5, 1, 0, (minute += 1)));
  };
  const open = ({ now = clock(), ...more }: Partial<FileJournalOptions> & { now?: () => Date } = {}) =>
    new FileJournal({ folder: folder(), clock: { ...systemClock, wall: () => now().getTime() }, ...more });
  const put = async (name: string, contents: string) => {
    await mkdir(folder(), { recursive: true });
    await writeFile(path.join(folder(), name), contents);
  };
  const files = async () => (await readdir(folder())).toSorted();
  const idsOf = (items: readonly HistoryItem[]) => items.map(({ id }) => id);

  it('has the before-image on disk when it says so, and the outcome afterwards', async () => {
    const journal = open();
    const change = record({ before: [{ sourceId: 10, targetId: 1 }], added: [link(2, { a: 'ä' })] });
    const begun = await journal.begin(change);
    assert.deepEqual(await open().list(), [
      { ...change, id: begun.id, time: '2026-06-01T00:01:00.000Z', sequence: 1, outcome: 'unknown' },
    ]);
    await begun.finish({ outcome: 'refused', reason: 'locked' });
    const [item] = await open().list();
    assert.deepEqual([item?.outcome, item?.reason], ['refused', 'locked']);
    assert.deepEqual(journal.notices(), []);
  });

  it('starts empty, without a folder', async () => {
    assert.deepEqual(await open().list(), []);
    assert.deepEqual(await readdir(scratch()), []);
  });

  it('shows the newest first: of a connection, of an entry, or only some', async () => {
    const journal = open();
    const first = item('', 0).connection;
    const connection = { ...first, id: 'c-2', repoId: 'r-2' };
    const ids: string[] = [];
    for (const change of [record(), record({ entryId: 11 }), record({ connection }), record()])
      ids.push((await journal.begin(change)).id);
    const [a, b, c, d] = ids;
    assert.deepEqual(idsOf(await journal.list()), [d, c, b, a]);
    assert.deepEqual(idsOf(await journal.list({ repository: first })), [d, b, a]);
    assert.deepEqual(idsOf(await journal.list({ entryId: 10 })), [d, c, a]);
    assert.deepEqual(idsOf(await journal.list({ entryId: 10, repository: connection })), [c]);
    assert.deepEqual(idsOf(await journal.list({ limit: 2 })), [d, c]);
    assert.deepEqual(idsOf(await journal.list({ repository: first, limit: 0 })), []);
  });

  it('shows the changes of all windows in the order in which they were made, whatever their clocks said', async () => {
    await put(`2.${OWNERS.living}.jsonl`, line('theirs', 1));
    const journal = open({ now: () => new Date('2025-01-01') });
    const { id } = await journal.begin(record());
    assert.deepEqual(idsOf(await journal.list()), [id, 'theirs']);
  });

  it('goes on in the same file, until that is full', async () => {
    const journal = open({ segmentBytes: 1000 });
    let small = 0;
    while ((await files().catch(() => [])).length < 2) {
      await journal.begin(record());
      small += 1;
    }
    const [first = ''] = await files();
    const size = (await readFile(path.join(folder(), first))).length;
    assert.ok(size >= 1000 && size < 1000 + size / (small - 1) + 1, `${size} bytes of ${small - 1} lines`);
    assert.equal((await journal.list()).length, small);
  });

  it('counts bytes, not characters', async () => {
    const one = (await measured('x'.repeat(300))) + 1;
    const journal = open({ segmentBytes: one });
    await journal.begin(record({ entryPath: 'ä'.repeat(300) }));
    await journal.begin(record());
    assert.equal((await files()).length, 2, 'the first line was full in bytes, not in characters');
  });
  const measured = async (entryPath: string) => {
    const other = path.join(scratch(), 'other');
    await new FileJournal({ folder: other }).begin(record({ entryPath }));
    const [name = ''] = await readdir(other);
    return (await readFile(path.join(other, name))).length;
  };

  it('rejects what it can not keep, and works again once it can', async () => {
    await mkdir(path.dirname(folder()), { recursive: true });
    await writeFile(folder(), 'in the way');
    const journal = open();
    await assert.rejects(journal.begin(record()), { syscall: 'mkdir' });
    const fresh = new FileJournal({ folder: path.join(scratch(), 'other') });
    assert.equal((await fresh.list()).length, 0);
    await fresh.begin(record());
    assert.equal((await fresh.list()).length, 1);
  });

  it('an outcome that can not be kept is told, not thrown: the change was made', async () => {
    let now = () => new Date();
    const journal = open({ now: () => now() });
    const begun = await journal.begin(record());
    const { id } = begun;
    now = () => {
      throw new Error('secret words');
    };
    await begun.finish({ outcome: 'written' });
    assert.deepEqual(journal.notices(), [{ kind: 'outcomeNotKept', id, reason: 'unexpected' }]);
    now = () => {
      throw Object.assign(new Error('secret words'), { code: 'ENOSPC' });
    };
    await begun.finish({ outcome: 'written' });
    assert.deepEqual(journal.notices()[1], { kind: 'outcomeNotKept', id, reason: 'ENOSPC' });
  });

  it('sets a damaged file of a window that is gone aside, with its good lines saved', async () => {
    const name = `1.${OWNERS.gone}.jsonl`;
    await put(name, `${line('a', 1)}damage\n${line('b', 2)}{"cut`);
    const journal = open();
    assert.deepEqual(idsOf(await journal.list()), ['b', 'a']);
    const salvaged = `1.${OWNERS.gone}.salvaged.jsonl`;
    assert.deepEqual(await files(), [`${name}.damaged`, salvaged]);
    assert.equal(await readFile(path.join(folder(), salvaged), 'utf8'), line('a', 1) + line('b', 2));
    const setAside = path.join(folder(), `${name}.damaged`);
    assert.equal(await readFile(setAside, 'utf8'), `${line('a', 1)}damage\n${line('b', 2)}{"cut`);
    assert.deepEqual(journal.notices(), [{ kind: 'damaged', file: name, setAside, kept: 2, lost: 2 }]);
    assert.deepEqual(idsOf(await journal.list()), ['b', 'a']);
    assert.equal(journal.notices().length, 1, 'told once');
  });

  it('leaves no empty file behind where nothing can be saved', async () => {
    const name = `1.${OWNERS.gone}.jsonl`;
    await put(name, 'damage\n');
    const journal = open();
    assert.deepEqual(await journal.list(), []);
    assert.deepEqual(await files(), [`${name}.damaged`]);
    assert.equal(journal.notices()[0]?.kind, 'damaged');
  });

  it('does not touch the file of a window that is at work: only whole lines are damage there', async () => {
    const name = `1.${OWNERS.living}.jsonl`;
    await put(name, `${line('a', 1)}{"cut`);
    const journal = open();
    assert.deepEqual(idsOf(await journal.list()), ['a']);
    assert.deepEqual(journal.notices(), []);
    await put(name, `${line('a', 1)}damage\n{"cut`);
    assert.deepEqual(idsOf(await journal.list()), ['a']);
    await journal.list();
    assert.deepEqual(journal.notices(), [{ kind: 'damaged', file: name, kept: 1, lost: 1 }]);
    assert.deepEqual(await files(), [name]);
  });

  it('its own file that somebody damaged is set aside, and it goes on in another', async () => {
    const journal = open();
    const first = await journal.begin(record());
    const [name = ''] = await files();
    await put(name, `${await readFile(path.join(folder(), name), 'utf8')}damage\n`);
    assert.deepEqual(idsOf(await journal.list()), [first.id]);
    await first.finish({ outcome: 'written' });
    const second = await journal.begin(record());
    const items = await open().list();
    assert.deepEqual(
      items.map(({ id, outcome }) => [id, outcome]),
      [
        [second.id, 'unknown'],
        [first.id, 'written'],
      ],
    );
    assert.ok((await files()).includes(`${name}.damaged`));
    assert.ok(!(await files()).includes(name), 'it does not go on in the old one');
    assert.equal((await files()).length, 3, 'set aside, saved, and the one it goes on in');
  });

  it('does not touch the file of another journal of this process, and goes on in its own', async () => {
    const journal = open();
    await journal.begin(record());
    const [own = ''] = await files();
    const other = await open().begin(record());
    const damaged = (await files()).find((name) => name !== own) ?? '';
    await put(damaged, `${await readFile(path.join(folder(), damaged), 'utf8')}damage\n`);
    assert.equal((await journal.list()).length, 2);
    const { id } = await journal.begin(record());
    assert.ok((await readFile(path.join(folder(), own), 'utf8')).includes(id));
    assert.ok((await files()).includes(damaged));
    assert.deepEqual(
      journal.notices().map(({ kind }) => kind),
      ['damaged'],
    );
    assert.ok((await journal.list()).some((item) => item.id === other.id));
  });

  it('a damaged file that another window sets aside at the same time is its to tell', async () => {
    await put(`1.${OWNERS.gone}.jsonl`, `${line('a', 1)}damage\n`);
    onDisk('rename', (rename) => async (from, to) => {
      if (String(to).endsWith('.damaged')) throw refusal('ENOENT');
      await rename(from, to);
    });
    const journal = open();
    assert.deepEqual(idsOf(await journal.list()), ['a']);
    assert.deepEqual(journal.notices(), []);
  });

  it('a damaged file that can not be renamed is told by the code of the system', async () => {
    const name = `1.${OWNERS.gone}.jsonl`;
    await put(name, `${line('a', 1)}damage\n`);
    onDisk('rename', (rename) => async (from, to) => {
      if (String(to).endsWith('.damaged')) throw refusal('EPERM');
      await rename(from, to);
    });
    const journal = open();
    assert.deepEqual(idsOf(await journal.list()), ['a']);
    assert.deepEqual(idsOf(await journal.list()), ['a'], 'once, though its lines are in two files now');
    assert.deepEqual(journal.notices(), [{ kind: 'unreadable', file: name, reason: 'EPERM' }]);
  });

  it('a file that is pruned by another window while it is listed is no failure', async () => {
    await put(`1.${OWNERS.gone}.jsonl`, line('a', 1));
    await put(`2.${OWNERS.gone}.jsonl`, line('b', 2));
    onDisk(
      'readFile',
      (original) =>
        (async (file: string) => {
          if (path.basename(file).startsWith('1.')) throw refusal('ENOENT');
          return original(file);
        }) as typeof original,
    );
    const journal = open();
    assert.deepEqual(idsOf(await journal.list()), ['b']);
    assert.deepEqual(journal.notices(), []);
  });

  it('a folder in place of a file is told, and not in the way', async () => {
    await mkdir(path.join(folder(), `1.${OWNERS.gone}.jsonl`), { recursive: true });
    await put(`2.${OWNERS.gone}.jsonl`, line('a', 1));
    const journal = open();
    assert.deepEqual(idsOf(await journal.list()), ['a']);
    assert.deepEqual(journal.notices(), [
      { kind: 'unreadable', file: `1.${OWNERS.gone}.jsonl`, reason: 'EISDIR' },
    ]);
  });

  it('a damaged file that can not be set aside is told, and its good lines are shown', async () => {
    const name = `1.${OWNERS.gone}.jsonl`;
    await put(name, `${line('a', 1)}damage\n`);
    // What would be saved has nowhere to go.
    await mkdir(path.join(folder(), `1.${OWNERS.gone}.salvaged.jsonl.draft`));
    const journal = open();
    assert.deepEqual(idsOf(await journal.list()), ['a']);
    assert.deepEqual(journal.notices(), [{ kind: 'unreadable', file: name, reason: 'EISDIR' }]);
    assert.ok((await files()).includes(name));
  });

  it('answers with its notices as they are now, not to be changed by who asked', async () => {
    await put(`1.${OWNERS.gone}.jsonl`, 'damage\n');
    const journal = open();
    const early = journal.notices();
    await journal.list();
    assert.deepEqual([early.length, journal.notices().length], [0, 1]);
  });

  it('limits that can not be told stop no change', async () => {
    const journal = open({
      limits: () => {
        throw new Error('no setting');
      },
    });
    await journal.begin(record());
    await assert.rejects(journal.prune(), /no setting/);
    assert.equal((await journal.list()).length, 1, 'and what comes next works');
  });
});
