/** How long nobody minds waiting, in milliseconds: work that takes longer shows. */
export const PROGRESS_DELAY_MS = 500;
