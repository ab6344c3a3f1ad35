import {
  changeLinks,
  countsOrThrow,
  type Deed,
  type EntryChange,
  type EntryResult,
  reportChanges,
} from '../../changeFlow';
import type { Seen } from '../../domain';
import type { CommandId, LinkCounts } from '../../ui';
import { type Command, defineCommand, withoutEllipsis } from '../define';
import type { Arguments } from '../schema';
import type { CommandServices } from '../support/deps';
import type { Targets } from '../targets';

/** What callers of a change are answered, for the README. */
export const COUNTS = '`{ added, removed, changed, kept }`';

/** A command that changes links: how it is asked for, what it changes, and how success is told. */
export interface ChangeDefinition<Args> {
  readonly id: CommandId;
  readonly title: string;
  readonly args: Arguments<Args>;
  readonly deed: Deed;
  /** Asks a person for what is needed; undefined where they give up. */
  ask(targets: Targets, services: CommandServices): Promise<Args | undefined>;
  /** How much of what a person chose they have seen by then; left out: nothing. */
  seen?(args: Args): Seen;
  /** The changes that are meant. */
  changes(args: Args, services: CommandServices): readonly EntryChange[] | Promise<readonly EntryChange[]>;
  /** The sentence after success. */
  done(counts: LinkCounts, args: Args): string;
}

/** A command whose `run` plans, has the plans approved and applies them, and that answers counts. */
export function defineChange<Args>(definition: ChangeDefinition<Args>): Command {
  const { id, args, deed } = definition;
  const title = withoutEllipsis(definition.title);
  return defineCommand<Args, Args, readonly EntryResult[] | undefined>({
    id,
    title: definition.title,
    args,
    answer: COUNTS,
    ask: (targets, services) => definition.ask(targets, services),
    run: async (given, services) => {
      const changes = await definition.changes(given, services);
      const { isInteractive } = services;
      const seen = definition.seen?.(given) ?? 'nothing';
      return changeLinks(services, changes, { title, deed, isInteractive, seen });
    },
    toAnswer: (results, services) => results && countsOrThrow(services, results, { title, deed }),
    tell: (results, given, services) => {
      const done = (counts: LinkCounts) => definition.done(counts, given);
      if (results) reportChanges(services, results, { title, deed, done });
    },
  });
}
