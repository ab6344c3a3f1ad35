import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mock } from 'node:test';

/** Gives each test of a suite a folder of its own, empty. */
export function scratchFolder(): () => string {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-unit-'));
  });
  afterEach(async () => {
    // What stands in for the file system must not be in the way of tidying up.
    mock.restoreAll();
    await rm(folder, { recursive: true, force: true });
  });
  return () => folder;
}
