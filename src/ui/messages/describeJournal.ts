import type { ForgottenBatch, JournalNotice } from '../../changes';
import { plural } from './plural';

/** What happened to the history of link changes, what it means and what to do, in one or two sentences. */
export function describeJournalNotice(notice: JournalNotice): string {
  switch (notice.kind) {
    case 'damaged': {
      const { kept, lost, setAside } = notice;
      const what = `A file of the link history was damaged: ${plural(lost, 'line')} of it can't be read, ${plural(kept, 'line')} can.`;
      return setAside === undefined
        ? `${what} Another window still writes to it.`
        : `${what} It was set aside, and the history goes on without the damaged part.`;
    }
    case 'unreadable':
      return `A file of the link history can't be read or set aside (${notice.reason}): its changes may be missing in Link History. Check that it may be read and written.`;
    case 'outcomeNotKept':
      return `Links were changed, but what became of the change could not be written to the history (${notice.reason}): it will show as unknown. Check that the disk has room.`;
    case 'forgotten':
      return describeForgotten(notice);
  }
}

/** What the history does not tell any more, why, and how to keep more. */
export function describeForgotten({ count, until, why }: ForgottenBatch): string {
  const time = new Date(until).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  const what = `Link History has forgotten ${plural(count, 'change')} made until ${time}`;
  return why === 'age'
    ? `${what}: history is not kept for that long. To keep it longer, raise the setting laserficheLinks.history.keepDays.`
    : `${what}: there was more history than is kept. To keep more, raise the setting laserficheLinks.history.maxMegabytes.`;
}

/** The file that a notice is about, where there is one: a path, or a name within the journal's folder. */
export function fileOf(notice: JournalNotice): string | undefined {
  switch (notice.kind) {
    case 'damaged':
      return notice.setAside ?? notice.file;
    case 'unreadable':
      return notice.file;
    case 'outcomeNotKept':
    case 'forgotten':
      return undefined;
  }
}
