import { setTimer } from '../api';
import { inert } from '../domain';
import { doubtfulOf, reportDroppedLinks, reportFailure, sentenceOf } from '../changeFlow';
import { createSearchesView, type SearchesDeps, type SearchesView } from '../searches';
import { isNode, treeParts } from '../tree';
import type { CommandId } from '../ui';
import { type Command, withoutEllipsis } from './define';
import { focusedRow, pressedKey, type PressedKey, tellFocusedRow } from './focusedRow';
import { keepPlace, placeTaken } from './keepPlace';
import { linkSourceIn } from './links/linkSource';
import { commands } from './registry';
import { type Fields, isFields, wrongArguments } from './schema';
import { type CommandDeps, type CommandServices, type RowsDeps, viewOf } from './support/deps';
import { withPinnedSessions } from './support/pinSessions';
import { GONE, type Targets, targetsOf } from './targets';

export { treeParts };
export { settledReporter } from '../changeFlow';
export { HistoryView } from '../history';
export { linkDrop } from './links/linkDropped';

/** The view of searches, which knows of the link source that was selected before it was there. */
export function createSearches(deps: SearchesDeps): SearchesView {
  const searches = createSearchesView(deps);
  searches.tree.setLinkSource(linkSourceIn());
  return searches;
}

const COMMANDS_BY_ID: ReadonlyMap<CommandId, Command> = new Map(
  commands.map((command) => [command.id, command]),
);

/** Longer than VS Code takes to select a row, unless it is just reading rows again: nobody waits for that. */
const SELECTING_MS = 200;

/**
 * Carries out a command. A person sees a failure as a notification; a caller with an argument object gets the same
 * sentence as an error, and nothing where the person said no.
 */
export async function runCommand(deps: CommandDeps, id: CommandId, args: unknown[]): Promise<unknown> {
  const command = COMMANDS_BY_ID.get(id);
  if (!command) throw new Error(`${id} is not in the registry`);
  const key = pressedKey(args[0]);
  if (key?.asked !== undefined) {
    tellFocusedRow(key);
    return undefined;
  }
  const here = key ? viewNamed(deps, key.view) : viewOf(deps, isNode(args[0]) ? args[0] : undefined);
  const given = key ? await rowsOfKey({ ...deps, here }, id, key) : args;
  // A menu always tells a row: where the view was read again meanwhile, VS Code can't find it and passes on nothing.
  const [first = given.length > 0 ? GONE : undefined, selected] = given;
  const { fields, asText } = withoutAnswerForm(command, argumentObject(command, first));
  const title = withoutEllipsis(command.title);
  try {
    return await withPinnedSessions({ ...deps, here, isInteractive: fields === undefined }, (services) =>
      fields
        ? command.call(fields, services).then(asText ? toText : undefined)
        : choose(command, targetsOf(services, title, first, selected), services),
    );
  } catch (error) {
    if (!fields) {
      void reportFailure(error, title, deps, () => runCommand(deps, id, given));
      return undefined;
    }
    // What was dropped with it concerns whoever sits here, too.
    reportDroppedLinks(deps, doubtfulOf(error));
    // VS Code itself shows it, links and all, where a keybinding or a link called the command.
    throw new Error(inert(sentenceOf(error, deps, { title }), Infinity), { cause: error });
  }
}

/** Carries out a command for a person, who goes on where they were. */
async function choose(command: Command, targets: Targets, services: CommandServices): Promise<unknown> {
  const goOn = keepPlace(services, command.id, targets);
  try {
    return await command.choose(targets, { ...services, goOn });
  } finally {
    void goOn();
  }
}

const viewNamed = ({ view, searches }: CommandDeps, name: PressedKey['view']) =>
  name === 'searches' ? (searches.here ?? view) : view;

/**
 * The rows that a key means, as a menu tells them. As in VS Code's own trees that is the focused row, with the selected
 * ones where it is one of several; one that is not selected gets selected, so that what shows is what is acted on.
 */
async function rowsOfKey(deps: RowsDeps, id: CommandId, key: PressedKey): Promise<unknown[]> {
  const { chosen, reveal } = deps.here;
  let row = await focusedRow(deps.here, id, key.row);
  if (!row) {
    // The row that was there may just be gone.
    await placeTaken();
    row = await focusedRow(deps.here, id);
  }
  if (!row) return [];
  const selected = chosen.rows();
  if (selected.includes(row)) return [row, selected];
  const selecting = reveal(row, { focus: false }).catch((error: unknown) =>
    deps.log.failure(error, 'select'),
  );
  await Promise.race([selecting, new Promise((resolve) => setTimer(SELECTING_MS, () => resolve(undefined)))]);
  return [row];
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

/**
 * Any call may ask for its answer as text: `answerAs: "json"`. What VS Code puts into tasks and launch configurations
 * (`inputs` of the type `command`) must be one.
 */
function withoutAnswerForm(
  { id }: Command,
  given: Fields | undefined,
): { readonly fields: Fields | undefined; readonly asText: boolean } {
  if (!given || !Object.hasOwn(given, 'answerAs')) return { fields: given, asText: false };
  const { answerAs, ...fields } = given;
  if (answerAs !== 'json') throw wrongArguments(id, '"answerAs" must be "json"');
  return { fields, asText: true };
}

const toText = (answer: unknown): string => (answer === undefined ? '' : JSON.stringify(answer));

function described(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
