import type { Link } from './link';
import type { LinkDirection } from './link';

/** A link as seen from one of its two entries. */
export interface LinkView {
  readonly link: Link;
  readonly direction: LinkDirection;
  /** The entry at the other end. */
  readonly otherId: number;
  readonly otherPath: string;
  /** Last part of the path; `Entry 15` where the server sent none. */
  readonly otherName: string;
  /** Label of the end looked from, and of the other end. */
  readonly ownLabel: string;
  readonly otherLabel: string;
}

/** Describes `link` as seen from `entryId`; a self-link counts as outgoing. */
export function describeLink(link: Link, entryId: number): LinkView {
  const outgoing = link.sourceId === entryId;
  const otherId = outgoing ? link.targetId : link.sourceId;
  const otherPath = (outgoing ? link.targetPath : link.sourcePath) ?? '';
  return {
    link,
    direction: outgoing ? 'outgoing' : 'incoming',
    otherId,
    otherPath,
    otherName: nameOfPath(otherPath) || `Entry ${otherId}`,
    ownLabel: (outgoing ? link.sourceLabel : link.targetLabel) ?? '',
    otherLabel: (outgoing ? link.targetLabel : link.sourceLabel) ?? '',
  };
}

/** Last part of a path with backslashes; empty for the root. */
export function nameOfPath(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1);
}
