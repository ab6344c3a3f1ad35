import { l10n } from 'vscode';
import type { ForgottenBatch, JournalNotice } from '../../changes';
import { byCount, formatNumber } from './formats';

/** What happened to the history of link changes, what it means and what to do, in whole sentences. */
export function describeJournalNotice(notice: JournalNotice): string {
  switch (notice.kind) {
    case 'damaged':
      return describeDamage(notice);
    case 'unreadable':
      return l10n.t(
        "A file of the link history can't be read or set aside ({0}): its changes may be missing in Link History. Check that it may be read and written.",
        notice.reason,
      );
    case 'outcomeNotKept':
      return l10n.t(
        'Links were changed, but what became of the change could not be written to the history ({0}): it will show as unknown. Check that the disk has room.',
        notice.reason,
      );
    case 'forgotten':
      return describeForgotten(notice);
  }
}

function describeDamage({ kept, lost, setAside }: Extract<JournalNotice, { kind: 'damaged' }>): string {
  const unreadable = byCount(
    lost,
    l10n.t("1 line of it can't be read"),
    l10n.t("{0} lines of it can't be read", formatNumber(lost)),
  );
  const readable = byCount(kept, l10n.t('1 line can'), l10n.t('{0} lines can', formatNumber(kept)));
  return setAside === undefined
    ? l10n.t(
        'A file of the link history was damaged: {0}, {1}. Another window still writes to it.',
        unreadable,
        readable,
      )
    : l10n.t(
        'A file of the link history was damaged: {0}, {1}. It was set aside, and the history goes on without the damaged part.',
        unreadable,
        readable,
      );
}

/** What the history does not tell any more, why, and how to keep more. */
function describeForgotten({ count, until, why }: ForgottenBatch): string {
  const time = new Date(until).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  const what = byCount(
    count,
    l10n.t('Link History has forgotten 1 change made until {0}', time),
    l10n.t('Link History has forgotten {0} changes made until {1}', formatNumber(count), time),
  );
  return why === 'age'
    ? l10n.t(
        '{0}: history is not kept for that long. To keep it longer, raise the setting laserficheLinks.history.keepDays.',
        what,
      )
    : l10n.t(
        '{0}: there was more history than is kept. To keep more, raise the setting laserficheLinks.history.maxMegabytes.',
        what,
      );
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
