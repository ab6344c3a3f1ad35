import { ROOT_ID, type StoredEntry } from '../store/state';
import type { DemoBuilder } from './builder';
import { LINK, TAG } from './definitions';

const SCANS = 1200;

/** `\Archive`: a folder of 1,200 documents, and records under a retention plan. */
export function addArchive(demo: DemoBuilder): void {
  const archive = demo.folder(ROOT_ID, 'Archive');
  const scans = demo.folder(archive, 'Scans 2019');
  const scanned: Pick<StoredEntry, 'tagIds'> = { tagIds: [TAG.scanned] };
  for (let number = 1; number <= SCANS; number++) {
    demo.document(scans, `Scan 2019-${String(number).padStart(4, '0')}`, scanned);
  }
  const records = demo.folder(archive, 'Closed Records');
  const deed = demo.document(records, 'Deed of Foundation 1998.pdf', { isRecord: true });
  const statutes = demo.document(records, 'Statutes 2012.pdf', { isRecord: true });
  demo.link(statutes, LINK.references, deed);
}
