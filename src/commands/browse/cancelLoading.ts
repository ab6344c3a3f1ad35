import type { Handler } from '../support/deps';

/** Ends all reading that the view waits for; the rows say so, and a click reads them again. */
export const cancelLoading: Handler = ({ view }) => {
  view.tree.cancel();
  return Promise.resolve();
};
