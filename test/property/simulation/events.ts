import type { Event, Step } from './schedule/steps';
import { FAR, NEAR } from './schedule/surroundings';
import { startWindow, type World } from './run';

/** Milliseconds after which a window that ended is opened again. */
const REOPENED_AFTER = 50;

/** Lets something happen: now, or when links have been read once more. */
export function befall(world: World, event: Step & Event): void {
  const { time, afterReads } = world;
  const afterRead = 'afterRead' in event ? event.afterRead : undefined;
  if (afterRead === undefined) happen(world, event);
  else afterReads.push(() => void time.after(afterRead, () => happen(world, event)));
}

function happen(world: World, event: Event): void {
  const { time, judge, network, servers, disk, windows, settings, random } = world;
  judge.tally.count(`event ${event.do}`);
  switch (event.do) {
    case 'somebody': {
      const { entryId, targetId, linkTypeId, properties } = event;
      servers[event.server].writeOne(
        entryId,
        { targetId, linkTypeId, ...(properties && { properties }) },
        random,
      );
      return;
    }
    case 'fault': {
      network.expect(event.fault);
      return;
    }
    case 'slowNetwork':
      network.slowness = event.factor;
      return;
    case 'limit': {
      servers.near.limit(event.seconds);
      return;
    }
    case 'revokeTokens': {
      servers.near.revokeTokens();
      return;
    }
    case 'swapLabels': {
      servers.near.swapLabels();
      return;
    }
    case 'quirk': {
      servers.near.expect(event.quirk);
      return;
    }
    case 'deleteEntry':
      if (!servers.near.entriesDeleted.has(event.entryId)) servers.near.deleteEntry(event.entryId);
      return;
    case 'setClock': {
      time.setWall(event.by);
      return;
    }
    case 'sleep': {
      time.stop(windows, event.milliseconds, event.monotonicStandsStill);
      return;
    }
    case 'stopWindow': {
      time.stop([windows[event.window]!], event.milliseconds, false);
      return;
    }
    case 'crash': {
      crash(world, event.window);
      return;
    }
    case 'powerCut': {
      cutPower(world);
      return;
    }
    case 'moveConnection': {
      moveConnection(world);
      return;
    }
    case 'slowDisk':
      disk.latency = () => event.milliseconds * random.next();
      return;
    case 'brokenDisk': {
      breakDisk(world, event);
      return;
    }
    case 'readOnly':
      settings.readOnly = event.on;
      return;
    case 'cancel': {
      const running = judge.actions.findLast(
        ({ window, endedAt }) => window === windows[event.window] && endedAt === undefined,
      );
      running?.stop.abort();
      return;
    }
  }
}

export function crash(world: World, index: number): void {
  world.windows[index]!.kill();
  world.time.after(REOPENED_AFTER, () => startWindow(world, index));
}

/** All windows end, and what was not flushed is lost, or some of it. */
export function cutPower(world: World): void {
  for (const window of world.windows) window.kill();
  world.disk.cutPower(world.random.next);
  world.time.after(REOPENED_AFTER, () => {
    for (const index of world.windows.keys()) startWindow(world, index);
  });
}

/** The first connection is edited: it leads to the other server, or back. Its sessions end. */
function moveConnection({ settings, windows }: World): void {
  const first = settings.connections.get('first')!;
  const place = first.baseUrl === NEAR.baseUrl ? FAR : NEAR;
  settings.connections.set('first', { ...first, ...place });
  for (const window of windows) window.endSession('first');
}

function breakDisk(world: World, { how, calls }: Extract<Event, { do: 'brokenDisk' }>): void {
  const { disk, random } = world;
  world.diskFailed = true;
  let left = calls;
  if (how === 'full') {
    disk.capacity = disk.size() + random.between(0, 500);
    world.time.after(20_000, () => (disk.capacity = Infinity));
  } else if (how === 'torn') {
    disk.tear = ({ bytes = 0 }) => ((left -= 1) >= 0 ? random.between(0, bytes) : undefined);
  } else {
    disk.onCall = ({ operation }) => {
      if (operation === 'rm' || (left -= 1) < 0) return;
      throw Object.assign(new Error(`EIO: ${operation}`), { code: 'EIO', syscall: operation });
    };
  }
}

/** The disk is itself again. */
export function mendDisk({ disk }: World): void {
  disk.capacity = Infinity;
  disk.tear = () => undefined;
  disk.onCall = () => undefined;
  disk.latency = () => 0;
}
