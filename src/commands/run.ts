import { type CommandId, COMMANDS } from '../ui';
import { inert } from '../domain';
import { addLinks } from './links/addLinks';
import { assignLinks } from './links/assignLinks';
import { changeLinkType } from './links/changeLinkType';
import { copyLinksFrom } from './links/copyLinksFrom';
import { editLinkProperties } from './links/editLinkProperties';
import { getLinks } from './links/getLinks';
import { linkSourceCommands } from './links/linkSource';
import { moveLinks } from './links/moveLinks';
import { previewChange } from './links/previewChange';
import { removeAllLinks } from './links/removeAllLinks';
import { removeLinks } from './links/removeLinks';
import { showLinkHistory } from './history/showLinkHistory';
import { swapLinkDirection } from './links/swapLinkDirection';
import { undoLastLinkChange } from './history/undoLastLinkChange';
import { reportFailed } from './edits/tellFailed';
import { reportDroppedLinks } from './edits/tellLost';
import { undoRecords } from './edits/undoing';
import { takesArguments } from './support/argumentNames';
import { doubtfulOf } from './support/changes';
import type { CommandDeps, CommandServices, Handler } from './support/deps';
import { isDeclined, sentenceOf } from './support/failure';
import { withPinnedSessions } from './support/pinSessions';
import { GONE, targetsOf } from './targets';
import { commands } from './registry';
import { type Fields, isFields, wrongArguments } from './schema';
import { isNode } from '../tree';

export { linkDrop } from './links/linkDropped';
export { settledReporter } from './edits/tellSettled';

/** Commands that are no definitions yet. */
const source = linkSourceCommands();
const HANDLERS: Readonly<Partial<Record<CommandId, Handler>>> = {
  [COMMANDS.assignLinks]: assignLinks,
  [COMMANDS.addLinks]: addLinks,
  [COMMANDS.removeLinks]: removeLinks,
  [COMMANDS.removeAllLinks]: removeAllLinks,
  [COMMANDS.changeLinkType]: changeLinkType,
  [COMMANDS.swapLinkDirection]: swapLinkDirection,
  [COMMANDS.editLinkProperties]: editLinkProperties,
  [COMMANDS.moveLinks]: moveLinks,
  [COMMANDS.copyLinksFrom]: copyLinksFrom,
  [COMMANDS.selectLinkSource]: source.selectLinkSource,
  [COMMANDS.linkFromSelected]: source.linkFromSelected,
  [COMMANDS.clearLinkSource]: source.clearLinkSource,
  [COMMANDS.getLinks]: getLinks,
  [COMMANDS.previewChange]: previewChange,
  [COMMANDS.undoLastLinkChange]: undoLastLinkChange,
  [COMMANDS.showLinkHistory]: showLinkHistory,
};

const DEFINITIONS = new Map(commands.map((command) => [command.id, command]));

/** Carries out a command, in menus' or callers' words. */
export async function runCommand(deps: CommandDeps, id: CommandId, args: unknown[]): Promise<unknown> {
  const command = DEFINITIONS.get(id);
  const handler = HANDLERS[id];
  // A menu always tells a row: where the view was read again meanwhile, VS Code can't find it and passes on nothing.
  const [first = args.length > 0 ? GONE : undefined, selected] = args;
  const isCall = isCallOf(id, first, {
    takesObject: command ? command.forms !== undefined : takesArguments(id),
    isOfDocument: command?.isOfDocument === true,
  });
  const work = async (services: CommandServices): Promise<unknown> => {
    if (handler) return handler(services, first, selected);
    if (!command) throw new Error(`${id} is not in the registry`);
    return isCall
      ? command.call(first, services)
      : command.choose(targetsOf(services, command.title, first, selected), services);
  };
  try {
    return await withPinnedSessions({ ...deps, isInteractive: !isCall }, work);
  } catch (error) {
    if (!isCall) {
      void reportFailed(error, id, deps, () => runCommand(deps, id, args));
      return undefined;
    }
    if (isDeclined(error)) return undefined;
    // What was lost with it concerns whoever sits here, too.
    reportDroppedLinks(deps, doubtfulOf(error), undoRecords);
    // VS Code itself shows it, links and all, where a keybinding or a link called the command.
    throw new Error(inert(sentenceOf(error, id, deps), Infinity), { cause: error });
  }
}

/**
 * Whether a command was called with an argument object. Rows come from menus, nothing from the palette.
 * @throws UserError for anything else: who passes something means something.
 */
function isCallOf(
  id: string,
  first: unknown,
  { takesObject, isOfDocument }: { readonly takesObject: boolean; readonly isOfDocument: boolean },
): first is Fields {
  if (first === undefined || first === GONE || isNode(first) || isOfDocument) return false;
  if (!isFields(first)) throw wrongArguments(id, `${described(first)} stands where an object belongs`);
  if (!takesObject) throw wrongArguments(id, 'it takes no argument object');
  return true;
}

function described(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
