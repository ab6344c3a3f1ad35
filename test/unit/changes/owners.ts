import { processOwners } from '../../../src/changes/storage/owner';

const [HOST] = processOwners.newTag().split('-');

/** Owners of files as other processes leave them. */
export const OWNERS = {
  /** A process with our id that has ended: no tag of ours. */
  gone: `${HOST}-${process.pid}-000000000000`,
  /** The process that started us, which lives as long as we do. */
  living: `${HOST}-${process.ppid}-000000000000`,
  /** A process of another machine that shares the home: nobody can tell. */
  foreign: `00000000-${process.pid}-000000000000`,
} as const;
