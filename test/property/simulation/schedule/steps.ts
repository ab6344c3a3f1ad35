import type { LinkEdit } from '../../../../src/domain';
import type { Fault } from '../world/faults';
import type { Quirk, ServerVariant } from '../world/server';

/** What a person decides when asked. */
export interface Confirm {
  /** Milliseconds of thinking. */
  readonly thinks: number;
  readonly says: boolean;
}

/** Something that a person does in a window. */
export type Deed =
  | {
      readonly do: 'change';
      readonly entryId: number;
      readonly edit: LinkEdit;
      /** The links are shown first, and the change is sent so many milliseconds later. */
      readonly baseAge?: number;
      readonly confirm?: Confirm;
    }
  | {
      readonly do: 'batch';
      readonly changes: readonly { readonly entryId: number; readonly edit: LinkEdit }[];
      readonly confirm?: Confirm;
    }
  | {
      readonly do: 'swap';
      readonly entryId: number;
      /** How many of its links at most. */
      readonly most: number;
      readonly confirm?: Confirm;
    }
  | { readonly do: 'undoLast'; readonly confirm?: Confirm }
  /** Counted from the newest change. */
  | { readonly do: 'undoGiven'; readonly back: number; readonly confirm?: Confirm }
  | { readonly do: 'restoreLost' }
  /** The links are looked at, as the tree does it. */
  | { readonly do: 'look'; readonly entryId: number }
  | { readonly do: 'history' }
  /** Many changes that are only written down, as long as a big batch would make them. */
  | { readonly do: 'manyChanges'; readonly count: number; readonly bytes: number; readonly groupOf: number };

/** Something that befalls them. */
export type Event =
  | {
      readonly do: 'somebody';
      readonly server: 'near' | 'far';
      readonly entryId: number;
      readonly targetId: number;
      readonly linkTypeId: number;
      /** Left out: the link is removed. */
      readonly properties?: Readonly<Record<string, string>>;
      /** Not now, but so many milliseconds after we have read the links of this entry once more. */
      readonly afterRead?: number;
    }
  | { readonly do: 'fault'; readonly fault: Fault }
  | { readonly do: 'slowNetwork'; readonly factor: number }
  | { readonly do: 'limit'; readonly seconds: number; readonly afterRead?: number }
  | { readonly do: 'revokeTokens'; readonly afterRead?: number }
  | { readonly do: 'swapLabels' }
  | { readonly do: 'quirk'; readonly quirk: Quirk }
  | { readonly do: 'deleteEntry'; readonly entryId: number }
  | { readonly do: 'setClock'; readonly by: number }
  | {
      readonly do: 'sleep';
      readonly milliseconds: number;
      readonly monotonicStandsStill: boolean;
      readonly afterRead?: number;
    }
  | {
      readonly do: 'stopWindow';
      readonly window: number;
      readonly milliseconds: number;
      readonly afterRead?: number;
    }
  | { readonly do: 'crash'; readonly window: number; readonly afterRead?: number }
  | { readonly do: 'powerCut' }
  | { readonly do: 'moveConnection' }
  | { readonly do: 'slowDisk'; readonly milliseconds: number }
  | { readonly do: 'brokenDisk'; readonly how: 'full' | 'torn' | 'refuses'; readonly calls: number }
  | { readonly do: 'readOnly'; readonly on: boolean }
  | { readonly do: 'cancel'; readonly window: number };

export type Step = { readonly at: number } & (
  ({ readonly window: number; readonly connection: ConnectionName } & Deed) | Event
);

/** `first` may be moved elsewhere; `second` is another way to the same repository. */
export type ConnectionName = 'first' | 'second';

/** How everything is, for a whole run. */
export interface Surroundings {
  readonly variant: ServerVariant;
  /** How the second connection spells the same repository. */
  readonly alias: { readonly baseUrl: string; readonly repoId: string };
  readonly requestsPerMinute: number | undefined;
  readonly historyBytes: number;
  readonly segmentBytes: number;
  readonly allowSelfLinks: boolean;
  readonly firstLinks: readonly {
    readonly sourceId: number;
    readonly targetId: number;
    readonly linkTypeId: number;
    readonly properties: Readonly<Record<string, string>> | null;
  }[];
}

export interface Schedule {
  readonly seed: number;
  readonly surroundings: Surroundings;
  readonly steps: readonly Step[];
}
