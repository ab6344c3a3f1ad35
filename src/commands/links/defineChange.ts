import {
  changeLinks,
  countsOrThrow,
  type Deed,
  type EntryChange,
  type EntryResult,
  reportChanges,
} from '../../changeFlow';
import { l10n } from 'vscode';
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
  /** The changes that are meant. */
  changes(args: Args, services: CommandServices): readonly EntryChange[] | Promise<readonly EntryChange[]>;
  /** The sentence after success. */
  done(counts: LinkCounts, args: Args): string;
}

/** How many selected rows each of what was asked for passes over. */
const leftOut = new WeakMap<object, number>();

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The sentence of success with how many selected rows were passed over, where any were. */
function withLeftOut(sentence: string, count: number): string {
  if (count === 0) return sentence;
  return byCount(
    count,
    l10n.t('{0} 1 other selected row was left out.', sentence),
    l10n.t('{0} {1} other selected rows were left out.', sentence, formatNumber(count)),
  );
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
      return changeLinks(services, changes, { title, deed, isInteractive: services.isInteractive });
    },
    toAnswer: (results, services) => results && countsOrThrow(services, results, { title, deed }),
    tell: (results, given, services) => {
      const count = isObject(given) ? (leftOut.get(given) ?? 0) : 0;
      const done = (counts: LinkCounts) => withLeftOut(definition.done(counts, given), count);
      if (results) reportChanges(services, results, { title, deed, done });
    },
  });
}
