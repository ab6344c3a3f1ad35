import type { Entry, Link, LinkType } from '../domain';

/** The names of all checks, each in a file of its own in `checks/`. */
export type CheckId =
  | 'missingLink'
  | 'deadTarget'
  | 'linkedTwice'
  | 'bothWays'
  | 'selfLink'
  | 'circle'
  | 'supersededLinked'
  | 'hub'
  | 'oddProperties'
  | 'rareType';

/** What checks are told beside the links: each has its default. */
export interface CheckOptions {
  /** For `missingLink`: the links that each entry of the set must have. Without any, the check finds nothing. */
  readonly required?: readonly {
    readonly linkTypeId: number;
    readonly as: 'source' | 'target' | 'either';
  }[];
  /** For `hub`: more links than this at one entry; 100 unless told. */
  readonly hubAbove?: number;
  /** For `oddProperties`: names that links of a type must have, by its id. */
  readonly requiredProperties?: Readonly<Record<number, readonly string[]>>;
  /** For `rareType`: fewer links of a type than this in the whole set; 3 unless told. */
  readonly rareBelow?: number;
  /** For `circle`, `bothWays` and `supersededLinked`: types that order; those labelled like *Supersedes* unless told. */
  readonly orderingTypeIds?: readonly number[];
}

/** Why an entry at an end of a link can't be read. */
export type DeadEnd = 'gone' | 'closed' | 'inRecycleBin';

/** What was looked at: plain data, so that a check is a pure function. */
export interface AuditModel {
  /** The entries of the set. */
  readonly entries: readonly Entry[];
  /** The outgoing and incoming links of those entries, each once. */
  readonly links: readonly Link[];
  readonly linkTypes: readonly LinkType[];
  /** Entries at ends of these links that are gone, closed or in the recycle bin. */
  readonly dead: ReadonlyMap<number, DeadEnd>;
}

/** What would mend a finding; undefined where a person has to decide. */
export type Mend =
  | {
      readonly kind: 'removeLink';
      readonly sourceId: number;
      readonly targetId: number;
      readonly linkTypeId: number;
    }
  | undefined;

/** One thing that is not as it should be. Plain facts: sentences are made in the host. */
export interface Finding {
  readonly check: CheckId;
  readonly entryId: number;
  readonly path: string | undefined;
  readonly targetId?: number;
  readonly linkTypeId?: number;
  /** What the sentence needs: counts, names, ids. */
  readonly facts: Readonly<Record<string, string | number | readonly number[] | readonly string[]>>;
  readonly mend: Mend;
}

/** A check: a pure function of what was looked at. Findings come in the order of entries, then of links. */
export interface Check {
  readonly id: CheckId;
  /** Whether it needs the links of each entry, or can be answered by searches alone. */
  readonly needs: 'links' | 'search' | 'targets';
  find(model: AuditModel, options: CheckOptions): readonly Finding[];
}
