import { l10n } from 'vscode';
import {
  changeLinks,
  countsOrThrow,
  type Deed,
  type EntryChange,
  type EntryResult,
  reportChanges,
  totalOf,
} from '../../changeFlow';
import type { Seen } from '../../domain';
import { byCount, type CommandId, formatNumber, type LinkCounts } from '../../ui';
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
  /** The sentence after success, in place of that which follows from what was done. */
  done?(counts: LinkCounts, args: Args): string;
  /** The sentence where nothing had to change. */
  nothing(args: Args): string;
  /** Sentences after it, for example what was passed over. */
  also?(counts: LinkCounts, args: Args): readonly string[];
}

/** How many selected rows each of what was asked for passes over. */
const leftOut = new WeakMap<object, number>();

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** How many selected rows were passed over, where any were. */
function describeLeftOut(count: number): readonly string[] {
  if (count === 0) return [];
  return [
    byCount(
      count,
      l10n.t('1 other selected row was left out.'),
      l10n.t('{0} other selected rows were left out.', formatNumber(count)),
    ),
  ];
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
    ask: async (targets, services) => {
      const asked = await definition.ask(targets, services);
      if (isObject(asked)) leftOut.set(asked, targets.leftOut());
      return asked;
    },
    run: async (given, services) => {
      const changes = await definition.changes(given, services);
      const { isInteractive } = services;
      const seen = definition.seen?.(given) ?? 'nothing';
      return changeLinks(services, changes, { title, deed, isInteractive, seen });
    },
    toAnswer: (results, services) => results && countsOrThrow(services, results, { title, deed }),
    tell: (results, given, services) => {
      if (!results) return;
      const counts = totalOf(results);
      const leftOutCount = isObject(given) ? (leftOut.get(given) ?? 0) : 0;
      reportChanges(services, results, {
        title,
        deed,
        nothing: definition.nothing(given),
        also: [...(definition.also?.(counts, given) ?? []), ...describeLeftOut(leftOutCount)],
        ...(definition.done && isChange(counts) && { done: () => definition.done?.(counts, given) }),
      });
    },
  });
}

const isChange = ({ added, removed, changed }: LinkCounts) => added + removed + changed > 0;
