// What the benchmarks run of the product, bundled as people get it.
export * from '../../../src/api';
export { FileJournal, fileLock, LinkEditor } from '../../../src/changes';
