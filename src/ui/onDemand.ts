/** What is loaded seldom, and when it is first needed: in one file, since each more costs the package. */
export { tellJournalNotice } from './journalNotices';
export { pickOne } from './quickPick';
