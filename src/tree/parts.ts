import { dragAndDrop } from './dragAndDrop';
import { findEntry, findLink } from './reveal';
import { tooltipMarkdown } from './tooltips';

/** What the tree needs seldom: it is loaded with the commands, not as VS Code starts. */
export const treeParts = { dragAndDrop, findEntry, findLink, tooltipMarkdown };

export type TreeParts = typeof treeParts;
