/** Why something failed, and what a person can do about it. */
export interface Explanation {
  /** A whole clause as it stands after a colon: in small letters where the language has them, without a full stop. */
  readonly why: string;
  /** Whole sentences; empty where there is nothing to do. */
  readonly advice: string;
  /** It is certain that nothing was written, which is told before the advice. */
  readonly isUnwritten?: true;
}
