import type { Handler } from '../support/deps';

/** Shows the log: a line a request, and details of failures. */
export const showLog: Handler = ({ log }) => {
  log.show();
  return Promise.resolve();
};
