/** What reads from servers: loaded when the first row is opened, so that the start need not wait for it. */
export { createLoader } from './loader';
export { findEntry, findLink } from './reveal';
