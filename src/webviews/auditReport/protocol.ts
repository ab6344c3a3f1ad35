import type { Language } from '../shared/language';

/** A finding as the page shows it: sentences are made in the host. */
export interface ReportRow {
  readonly id: number;
  readonly check: string;
  readonly entryId: number;
  readonly entryName: string;
  readonly path: string;
  /** The link that it is about, as text: type and other end. Empty where it is about none. */
  readonly link: string;
  readonly why: string;
  /** What would mend it; left out where a person has to decide. */
  readonly mend?: string;
}

export interface ReportCheck {
  readonly id: string;
  readonly title: string;
}

/** What a report is about. */
export interface ReportHead {
  readonly title: string;
  readonly subtitle: string;
  readonly checks: readonly ReportCheck[];
}

export type ReportState = 'running' | 'paused' | 'done' | 'cancelled' | 'failed';

export interface ReportProgress {
  readonly state: ReportState;
  readonly looked: number;
  /** How many there are, once that is known. */
  readonly of?: number;
  /** A sentence: how far and how long, or how it ended and why. */
  readonly message: string;
}

/** Host → page. */
export type HostMessage =
  | { readonly type: 'language'; readonly language: Language }
  /** All of it, in place of what was shown. */
  | { readonly type: 'report'; readonly head: ReportHead; readonly rows: readonly ReportRow[] }
  | { readonly type: 'rows'; readonly rows: readonly ReportRow[] }
  | { readonly type: 'mended'; readonly ids: readonly number[] }
  | { readonly type: 'restored'; readonly ids: readonly number[] }
  | { readonly type: 'progress'; readonly progress: ReportProgress };

export const EXPORT_FORMATS = ['csv', 'json', 'md'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Page → host. */
export type AppMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'control'; readonly action: 'pause' | 'goOn' | 'cancel' }
  | { readonly type: 'open'; readonly id: number }
  | { readonly type: 'mend'; readonly ids: readonly number[] }
  | { readonly type: 'export'; readonly format: ExportFormat }
  | { readonly type: 'copy' };

/** How somebody looked at the report: nothing of what it says. */
export interface ReportView {
  readonly version: 1;
  readonly text: string;
  /** Checks that are hidden. */
  readonly hidden: readonly string[];
  readonly sort: 'check' | 'entry' | 'link' | 'why';
  readonly isDescending: boolean;
}

export const FIRST_VIEW: ReportView = {
  version: 1,
  text: '',
  hidden: [],
  sort: 'check',
  isDescending: false,
};
