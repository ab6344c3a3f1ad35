import assert from 'node:assert/strict';
import { fileOf, describeJournalNotice } from '../../../src/ui/journalNotices';

describe('notices of the history in words', () => {
  const damaged = { kind: 'damaged', file: 'a.jsonl', kept: 3, lost: 1 } as const;

  it('a damaged file: what is lost, what is kept, what became of it', () => {
    assert.equal(
      describeJournalNotice({ ...damaged, setAside: '/h/a.jsonl.damaged' }),
      "A file of the link history was damaged: 1 line of it can't be read, 3 lines can. It was set aside, and the history goes on without the damaged part.",
    );
    assert.match(describeJournalNotice(damaged), /Another window still writes to it\.$/);
    assert.equal(fileOf({ ...damaged, setAside: '/h/a.jsonl.damaged' }), '/h/a.jsonl.damaged');
    assert.equal(fileOf(damaged), 'a.jsonl');
  });

  it('a file that can not be read, and an outcome that could not be kept: why, and what to do', () => {
    const unreadable = { kind: 'unreadable', file: 'a.jsonl', reason: 'EACCES' } as const;
    assert.match(describeJournalNotice(unreadable), /\(EACCES\).*Check that it may be read and written\.$/);
    assert.equal(fileOf(unreadable), 'a.jsonl');
    const lost = { kind: 'outcomeNotKept', id: 'x', reason: 'ENOSPC' } as const;
    assert.match(
      describeJournalNotice(lost),
      /\(ENOSPC\): it will show as unknown\. Check that the disk has space\.$/,
    );
    assert.equal(fileOf(lost), undefined);
  });

  it('changes that were forgotten: how many, until when, why, and how to keep more', () => {
    const forgotten = { kind: 'forgotten', count: 1, until: '2026-06-01T10:00:00.000Z', why: 'age' } as const;
    const until = new Date(forgotten.until).toLocaleString(undefined, {
      dateStyle: 'medium',
      timeStyle: 'medium',
    });
    assert.equal(
      describeJournalNotice(forgotten),
      `Link History has forgotten 1 change made until ${until}: history is not kept for that long. To keep it longer, raise the setting laserficheLinks.history.keepDays.`,
    );
    assert.match(
      describeJournalNotice({ ...forgotten, count: 1200, why: 'size' }),
      /forgotten 1,200 changes .* more history than is kept\. .*history\.maxMegabytes\.$/,
    );
    assert.equal(fileOf(forgotten), undefined);
  });
});
