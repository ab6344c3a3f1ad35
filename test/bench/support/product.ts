// What the benchmarks run of the product, bundled as people get it.
export * from '../../../src/api';
export { nodeFetchTransport } from '../../../src/api/http/nodeFetchTransport';
export { FileJournal, fileLock, LinkEditor } from '../../../src/changes';
