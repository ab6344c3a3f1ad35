// What the benchmarks run of the product, bundled as people get it.
export * from '../../../src/api';
export { nodeFetchTransport } from '../../../src/api/nodeFetchTransport';
export { FileJournal, fileTurn, LinkEditor } from '../../../src/editing';
