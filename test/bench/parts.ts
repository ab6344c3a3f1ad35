import { measureAssigning } from './parts/assign';
import { measureColdLoad } from './parts/coldLoad';
import { measureLimit } from './parts/limit';
import { measureReading } from './parts/links';
import { measureListing } from './parts/list';
import { measureMemory } from './parts/memory';
import { measureNetwork } from './parts/network';
import { measureHands } from './parts/hands';
import { measureFirstPaint } from './parts/paint';
import { countRequests } from './parts/requests';
import { measurePackage } from './parts/size';
import { measureStarts } from './parts/start';
import { measureTree } from './parts/tree';
import type { Figure } from './support/figure';

/**
 * What can be named on the command line. `size` comes first: it builds what those after it run. What is measured
 * against other clients follows, then what a real window does.
 */
export const PARTS: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  size: measurePackage,
  load: measureColdLoad,
  list: measureListing,
  links: measureReading,
  assign: measureAssigning,
  limit: measureLimit,
  requests: countRequests,
  start: measureStarts,
  paint: measureFirstPaint,
  tree: measureTree,
  memory: measureMemory,
  network: measureNetwork,
  hands: measureHands,
};
