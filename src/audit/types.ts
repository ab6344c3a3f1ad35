import type { Entry, Link, LinkType } from '../domain';
import type { LinkEnd } from '../search';

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

/** A link that each entry of the set must have. */
export interface RequiredLink {
  readonly linkTypeId: number;
  /** Which end of it the entry is. */
  readonly as: LinkEnd;
}

/** What checks are told beside the links: each has its default. */
export interface CheckOptions {
  /** For `missingLink`: the links that each entry of the set must have. Without any, the check finds nothing. */
  readonly required?: readonly RequiredLink[];
  /** For `hub`: more links than this at one entry; 100 unless told. */
  readonly hubAbove?: number;
  /** For `oddProperties`: names that links of a type must have, by its id. */
  readonly requiredProperties?: Readonly<Record<number, readonly string[]>>;
  /** For `rareType`: fewer links of a type than this in the whole set; 3 unless told. */
  readonly rareBelow?: number;
  /** For `circle` and `supersededLinked`: types that order; those labelled like *Supersedes* unless told. */
  readonly orderingTypeIds?: readonly number[];
}

/** Why an entry at an end of a link can't be read. */
export type DeadEnd = 'gone' | 'closed' | 'inRecycleBin';

/** The entries that a search says have a link of a type at an end. */
export interface Relation extends RequiredLink {
  readonly entryIds: ReadonlySet<number>;
}

/** What was looked at: plain data, so that a check is a pure function. */
export interface AuditModel {
  /** The entries of the set. */
  readonly entries: readonly Entry[];
  /**
   * The outgoing and incoming links of those entries. A link that is seen from both of its ends is here once; one that
   * is here twice is there twice.
   */
  readonly links: readonly Link[];
  readonly linkTypes: readonly LinkType[];
  /** Entries at ends of these links that are gone, closed or in the recycle bin. */
  readonly dead: ReadonlyMap<number, DeadEnd>;
  /** What searches have told: where one answers a question, links need not. */
  readonly relations?: readonly Relation[];
  /** Entries of the set whose links could not be read: nothing is said of what they lack. */
  readonly unread?: ReadonlySet<number>;
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

/** What the sentence of a finding needs: counts, names, ids. */
export type FindingFacts = Readonly<Record<string, string | number | readonly number[] | readonly string[]>>;

/** One thing that is not as it should be. Plain facts: sentences are made in the host. */
export interface Finding {
  readonly check: CheckId;
  /** An entry of the set; of a link, its source. */
  readonly entryId: number;
  readonly path: string | undefined;
  readonly targetId?: number;
  readonly targetPath?: string;
  readonly linkTypeId?: number;
  readonly facts: FindingFacts;
  readonly mend: Mend;
}

/**
 * What a check has to know: nothing but what a search tells (`search`), the links that go out from entries of the set
 * (`outgoing`), those that come in as well (`links`), or also whether the entries at the other end are there (`targets`).
 */
export type CheckNeeds = 'search' | 'outgoing' | 'links' | 'targets';

/** A check: a pure function of what was looked at. Findings come in the order of entries, then of links. */
export interface Check {
  readonly id: CheckId;
  readonly needs: CheckNeeds;
  find(model: AuditModel, options: CheckOptions): readonly Finding[];
}
