import type { ChangeRecord } from '../../../../src/changes';
import type { LinkEdit } from '../../../../src/domain';
import type { RepositoryState } from '../../../../src/sandbox/repository/state';
import type { Step } from '../schedule/steps';
import type { Shown } from './links';
import type { Exchange } from './network';
import type { Server } from './server';
import type { Window } from './window';

/** One call of an action: to read all links of an entry, page by page, or to assign them. */
export interface Call {
  readonly action: Action;
  readonly kind: 'read' | 'put';
  readonly entryId: number;
  readonly host: string;
  /** Of a PUT. */
  readonly body: string;
  /** What was answered to it. */
  readonly pages: Exchange[];
  /** The links were read to their end. */
  isWhole: boolean;
}

/** What the person agreed to, for one entry. */
export interface Approved {
  readonly server: Server;
  readonly entryId: number;
  readonly edit: LinkEdit;
  /** What the person saw, as the server really had it; unknown where the pages were read while they changed. */
  readonly base?: Shown | undefined;
  readonly undoOf?: string | undefined;
}

/** A change that an action wrote down. */
export interface Begun {
  readonly action: Action;
  readonly record: ChangeRecord;
  readonly calledAt: number;
  /** When it was on disk, and which id it has. */
  id?: string;
  doneAt?: number;
  readonly puts: Exchange[];
  /** Only written down, to fill the history: it counts as having happened. */
  readonly isMadeUp?: true;
}

/** Something that a person does in a window, and everything that comes of it. */
export interface Action {
  readonly number: number;
  readonly step: Step;
  readonly window: Window;
  /** Where the connection led when it was begun. */
  server: Server;
  readonly stop: AbortController;
  readonly startedAt: number;
  approved: Approved[];
  /** Links are turned round: what is added are copies of what was read, properties included. */
  isSwap?: true;
  readonly begun: Begun[];
  /** Readings of links, the oldest first. */
  readonly readings: Call[];
  endedAt?: number;
  /** How it ended, in words. */
  ending?: string;
}

/** The last whole reading of an entry. */
export function lastReading(action: Action, server: Server, entryId: number): Call | undefined {
  return action.readings.findLast(
    (reading) => reading.isWhole && reading.pages[0]?.server === server && reading.entryId === entryId,
  );
}

/** The last whole reading that was answered before a PUT was sent. */
export function readBefore(action: Action, { server, asked, sent }: Exchange): Call | undefined {
  return action.readings.findLast(
    ({ isWhole, entryId, pages }) =>
      isWhole &&
      entryId === asked.entryId &&
      pages[0]?.server === server &&
      (pages.at(-1)?.answered?.at ?? Infinity) <= sent.at,
  );
}

/** The states of the server that the pages of a reading were cut from, the first page's first. */
export const statesOf = ({ pages }: Call): RepositoryState[] =>
  pages.flatMap(({ answer }) => answer?.state ?? []);
