import type { DirectionSwap, ChangeRequest } from '../../../src/changes';

/** What a child does: saves as the extension does, with journal and locks in `folder`. */
export type Job =
  | { readonly kind: 'change'; readonly change: ChangeRequest }
  | { readonly kind: 'group'; readonly changes: readonly ChangeRequest[] }
  | { readonly kind: 'swap'; readonly swap: DirectionSwap }
  /** One change after another, as a person who goes on working. */
  | { readonly kind: 'series'; readonly changes: readonly ChangeRequest[] };

/**
 * When a child ends itself, with no chance to tidy up. `await`: when the `count`th await goes on. `io`: with the
 * `count`th call to disk or server under way. `torn`: when half of the `count`th record has been written.
 */
export interface Death {
  readonly at: 'await' | 'io' | 'torn';
  readonly count: number;
}

export interface ChildOptions {
  readonly server: {
    readonly baseUrl: string;
    readonly repoId: string;
    readonly username: string;
    readonly password: string;
  };
  readonly folder: string;
  readonly job: Job;
  readonly death?: Death;
}

/** What a child that lived to the end tells: how often it could have died. */
export type Moments = Readonly<Record<Death['at'], number>>;
