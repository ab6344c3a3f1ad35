import { inert } from '../domain';
import { doubtfulOf, reportDroppedLinks, reportFailure, sentenceOf } from '../changeFlow';
import { isNode, treeParts } from '../tree';
import type { CommandId } from '../ui';
import { type Command, withoutEllipsis } from './define';
import { commands } from './registry';
import { type Fields, isFields, wrongArguments } from './schema';
import type { CommandDeps } from './support/deps';
import { withPinnedSessions } from './support/pinSessions';
import { GONE, targetsOf } from './targets';

export { treeParts };
export { settledReporter } from '../changeFlow';
export { HistoryView } from '../history';
export { linkDrop } from './links/linkDropped';

const COMMANDS_BY_ID: ReadonlyMap<CommandId, Command> = new Map(
  commands.map((command) => [command.id, command]),
);

/**
 * Carries out a command. A person sees a failure as a notification; a caller with an argument object gets the same
 * sentence as an error, and nothing where the person said no.
 */
export async function runCommand(deps: CommandDeps, id: CommandId, args: unknown[]): Promise<unknown> {
  const command = COMMANDS_BY_ID.get(id);
  if (!command) throw new Error(`${id} is not in the registry`);
  // A menu always tells a row: where the view was read again meanwhile, VS Code can't find it and passes on nothing.
  const [first = args.length > 0 ? GONE : undefined, selected] = args;
  const given = argumentObject(command, first);
  const title = withoutEllipsis(command.title);
  try {
    return await withPinnedSessions({ ...deps, isInteractive: given === undefined }, (services) =>
      given
        ? command.call(given, services)
        : command.choose(targetsOf(services, title, first, selected), services),
    );
  } catch (error) {
    if (!given) {
      void reportFailure(error, title, deps, () => runCommand(deps, id, args));
      return undefined;
    }
    // What was dropped with it concerns whoever sits here, too.
    reportDroppedLinks(deps, doubtfulOf(error));
    // VS Code itself shows it, links and all, where a keybinding or a link called the command.
    throw new Error(inert(sentenceOf(error, deps, { title }), Infinity), { cause: error });
  }
}

/**
 * The argument object that a command was called with. Rows come from menus, nothing from the palette.
 * @throws UserError for anything else: who passes something means something.
 */
function argumentObject({ id, forms, isOfDocument }: Command, first: unknown): Fields | undefined {
  if (first === undefined || first === GONE || isNode(first) || isOfDocument) return undefined;
  if (!isFields(first)) throw wrongArguments(id, `${described(first)} stands where an object belongs`);
  if (!forms) throw wrongArguments(id, 'it takes no argument object');
  return first;
}

function described(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
