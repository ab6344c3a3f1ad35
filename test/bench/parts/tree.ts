import { connect, openWhole } from '../host/bigTree';
import { whenDrawn } from '../host/rows';
import { withWindow, type Probe } from '../host/window';
import { childName, folderName } from '../support/bigPages';
import { startBigServer, type BigServer } from '../support/bigServer';
import type { Figure } from '../support/figure';
import { summary } from '../support/samples';
import type { Workbench } from '../../e2e/support/workbench';

const ROUNDS = 7;
const LARGE = 10_000;
const REFRESH_MOST = { 1_000: 150, [LARGE]: 500 };
/** An entry of the server that has links of its own. */
const LINKED_ENTRY = 20;

interface LoopDelay {
  readonly p99: number;
  readonly max: number;
}

/** The tree in a real window over a server that answers at once: refreshes, and how long the host is held up. */
export async function measureTree(): Promise<readonly Figure[]> {
  const server = await startBigServer();
  try {
    return await withWindow({ settings: { 'laserficheLinks.pageSize': 1000 } }, async (workbench, probe) => {
      const connectionId = await connect(workbench, server);
      const scene: Scene = { workbench, server, probe, version: 1 };
      const figures = await refreshes(scene, 1_000);

      const opened: LoopDelay[] = [];
      for (const digit of [1, 2, 3]) {
        opened.push(await watched(probe, () => open(scene, LARGE, digit)));
        await workbench.tree('Repository').collapse(folderName(LARGE, digit));
      }
      const refreshing = await refreshes(scene, LARGE);
      const saved: LoopDelay[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const links = [{ targetId: 30 + round, linkTypeId: 1 }];
        const save = { connectionId, sourceId: LINKED_ENTRY, links };
        saved.push(await watched(probe, () => workbench.execute('laserficheLinks.addLinks', save)));
      }
      return [
        ...figures,
        ...refreshing,
        ...delays(`opening ${LARGE} rows`, opened),
        ...delays(`saving a link beside ${LARGE} rows`, saved),
      ];
    });
  } finally {
    await server.close();
  }
}

interface Scene {
  readonly workbench: Workbench;
  readonly server: BigServer;
  readonly probe: Probe;
  /** Stands in the names of the children that the server sends. */
  version: number;
}

function open({ workbench, server, version }: Scene, children: number, digit: number): Promise<void> {
  return openWhole(workbench, server, { children, digit, version });
}

/** From the last byte of the data to the new rows being drawn, and what the host was held up meanwhile. */
async function refreshes(scene: Scene, children: 1_000 | typeof LARGE): Promise<readonly Figure[]> {
  const { workbench, server, probe } = scene;
  const drawn: number[] = [];
  const held: LoopDelay[] = [];
  await open(scene, children, 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    scene.version += 1;
    server.setVersion(scene.version);
    held.push(
      await watched(probe, async () => {
        const shown = whenDrawn(workbench.page, childName(0, scene.version), children);
        await workbench.execute('laserficheLinks.refresh');
        drawn.push((await shown) - server.lastSentAt());
      }),
    );
  }
  await workbench.tree('Repository').collapse(folderName(children));
  return [
    {
      what: `refresh of ${children} rows, drawn after the data is there`,
      unit: 'ms',
      ...summary(drawn),
      bar: { most: REFRESH_MOST[children] },
    },
    ...delays(`refreshing ${children} rows`, held),
  ];
}

async function watched(probe: Probe, work: () => Promise<unknown>): Promise<LoopDelay> {
  await probe('watchLoop');
  await work();
  return probe<LoopDelay>('loopDelay');
}

/** The first time is cold: code is loaded and compiled. Its longest delay counts, its p99 does not. */
function delays(what: string, all: readonly LoopDelay[]): readonly Figure[] {
  const warm = all.slice(1).map(({ p99 }) => p99);
  const longest = Math.max(...all.map(({ max }) => max));
  return [
    { what: `event loop of the host, ${what}, p99 warm`, unit: 'ms', ...summary(warm), bar: { most: 20 } },
    { what: `event loop of the host, ${what}, longest`, unit: 'ms', value: longest, bar: { most: 150 } },
  ];
}
