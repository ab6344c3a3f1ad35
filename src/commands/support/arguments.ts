import { type CommandId, COMMANDS } from '../../ui';
import { isNode } from '../../tree';
import { takesArguments } from './argumentNames';
import { isFields, wrongArguments, type Fields } from './readArguments';
import { GONE } from './targets';

export { inBoth, readArguments, wrongArguments, type ReadArguments } from './readArguments';

/** An argument object: a plain object that is no row of the tree. */
export function asArguments(value: unknown): Fields | undefined {
  return isFields(value) && !isNode(value) ? value : undefined;
}

/**
 * Whether a command was called with an argument object. Rows come from menus, nothing from the palette.
 * @throws UserError for anything else: who passes something means something.
 */
export function isCallOf(command: CommandId, first: unknown): boolean {
  // From the editor's title bar it gets the document's address.
  if (first === undefined || first === GONE || isNode(first) || command === COMMANDS.copyDiagnosis)
    return false;
  if (!isFields(first)) throw wrongArguments(command, `${described(first)} stands where an object belongs`);
  if (!takesArguments(command)) throw wrongArguments(command, 'it takes no argument object');
  return true;
}

function described(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
