import { type CommandId } from '../ui';
import { readArguments, type Arguments, type Fields, type FormRow } from './schema';
import type { CommandServices } from './support/deps';
import type { Targets } from './targets';

/**
 * What a command is. `run` does the work, and asks nothing that `args` could have told: for a caller they are the
 * argument object, for a person what `ask` made of rows, boxes and questions.
 */
export interface CommandDefinition<Given, Asked, Result> {
  readonly id: CommandId;
  /** As menus and palette have it; `…` at its end says that there is more to be asked. */
  readonly title: string;
  /** What a caller passes; without it the command takes no argument object. */
  readonly args?: Arguments<Given>;
  /** What a caller is answered, for the README. */
  readonly answer?: string;
  /** The command stands in an editor's title bar: what it gets there is the document's address. */
  readonly isOfDocument?: boolean;
  /** Asks a person for what is needed; undefined where they give up. Left out: there is nothing to ask. */
  ask?(targets: Targets, services: CommandServices): Promise<Asked | undefined>;
  run(args: Given | Asked, services: CommandServices): Promise<Result>;
  /** Makes a caller's answer of the result, where it is not the result itself. */
  toAnswer?(result: Result, services: CommandServices): unknown;
  /** Tells a person what became of it. */
  tell?(result: Result, args: Asked, services: CommandServices): unknown;
}

/** A title without what says in menus that there is more to be asked. */
export const withoutEllipsis = (title: string): string => title.replace(/…$/, '');

/** A command as the registry has it. */
export interface Command {
  readonly id: CommandId;
  readonly title: string;
  readonly answer: string | undefined;
  readonly isOfDocument: boolean;
  /** The forms of its argument object; undefined where it takes none. */
  readonly forms: readonly FormRow[] | undefined;
  /** Runs it for a caller, and answers. */
  call(given: Fields, services: CommandServices): Promise<unknown>;
  /** Runs it for a person. */
  choose(targets: Targets, services: CommandServices): Promise<unknown>;
}

export function defineCommand<Given = never, Asked = Given, Result = void>(
  definition: CommandDefinition<Given, Asked, Result>,
): Command {
  const { id, title, args, answer, isOfDocument = false } = definition;
  return {
    id,
    title,
    answer,
    isOfDocument,
    forms: args?.rows,
    async call(given, services) {
      if (!args) throw new Error(`${id} takes no argument object`);
      const result = await definition.run(readArguments(id, args, given), services);
      return definition.toAnswer ? definition.toAnswer(result, services) : result;
    },
    async choose(targets, services) {
      const asked = await definition.ask?.(targets, services);
      if (definition.ask && asked === undefined) return undefined;
      // Where nothing is asked, `run` needs nothing.
      const result = await definition.run(asked as Asked, services);
      // Before anything is told: whoever reads it goes on with something else.
      await services.goOn?.();
      await definition.tell?.(result, asked as Asked, services);
      return definition.toAnswer ? undefined : result;
    },
  };
}
