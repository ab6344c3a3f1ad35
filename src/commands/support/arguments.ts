import { isNode } from '../../tree';
import { isFields, type Fields } from './readArguments';

export { inBoth, readArguments, wrongArguments, type ReadArguments } from './readArguments';

/** An argument object: a plain object that is no row of the tree. */
export function asArguments(value: unknown): Fields | undefined {
  return isFields(value) && !isNode(value) ? value : undefined;
}
