import { startFaultServer, type FaultServer, type Wire } from '../../support/faultServer';
import { isCarriedOut, type Lock } from './courses';
import { FAULTS } from './faults';
import { goodBody } from './goodServer';

export interface Target {
  readonly targetId: number;
  readonly linkTypeId: number;
}

/** What every entry has at first. */
export const FIRST: Target = { targetId: 7, linkTypeId: 1 };
const FOREIGN = 1000;
const GOOD: Lock = { fault: undefined, applies: true, foreign: false };

export interface LinkServer {
  readonly server: FaultServer;
  readonly linksOf: (entryId: number) => readonly Target[];
  /** Links that somebody else added. */
  readonly foreignOf: (entryId: number) => readonly number[];
  /** Promises that a PUT did not keep. */
  readonly broken: readonly string[];
}

/**
 * Keeps the links of entries and follows their turns. Each PUT is looked at as it comes: `isKnown` tells whether the
 * journal has it, the links must have been shown since the PUT before, and nobody else's may get lost.
 */
export async function startLinkServer(
  turnsOf: (entryId: number) => readonly Lock[],
  isKnown: (entryId: number, payload: readonly Target[]) => boolean,
  onRequest: () => void,
): Promise<LinkServer> {
  const links = new Map<number, readonly Target[]>();
  const foreign = new Map<number, number[]>();
  const met = new Map<number, number>();
  const shown = new Set<number>();
  const broken: string[] = [];
  const linksOf = (entryId: number) => links.get(entryId) ?? [FIRST];
  const foreignOf = (entryId: number) => foreign.get(entryId) ?? [];

  const server = await startFaultServer((wire) => {
    const { path, method } = wire.request;
    const entryId = Number(/Entries\/(\d+)\/links/.exec(path)?.[1] ?? 0);
    if (entryId === 0) {
      wire.answer(200, goodBody(wire.request));
      return;
    }
    onRequest();
    const count = met.get(entryId) ?? 0;
    met.set(entryId, count + 1);
    const lock = turnsOf(entryId)[count] ?? GOOD;
    if (method === 'PUT') take(entryId, lock, wire);
    else show(entryId, lock, wire);
  });

  function show(entryId: number, lock: Lock, wire: Wire): void {
    if (lock.foreign) addForeign(entryId);
    if (!lock.fault) shown.add(entryId);
    answer(entryId, lock, wire);
  }

  function take(entryId: number, lock: Lock, wire: Wire): void {
    const payload = JSON.parse(wire.request.body) as readonly Target[];
    if (!shown.has(entryId)) broken.push(`A PUT of ${entryId} without a look before.`);
    if (!isKnown(entryId, payload)) broken.push(`A PUT of ${entryId} that the journal does not know.`);
    shown.delete(entryId);
    const lost = foreignOf(entryId).filter((id) => !payload.some(({ targetId }) => targetId === id));
    if (lost.length > 0)
      broken.push(`A PUT of ${entryId} without the links of others to ${lost.join(', ')}.`);
    if (isCarriedOut(lock)) links.set(entryId, payload);
    else if (lock.foreign) addForeign(entryId);
    answer(entryId, lock, wire);
  }

  function addForeign(entryId: number): void {
    const targetId = FOREIGN + foreignOf(entryId).length;
    foreign.set(entryId, [...foreignOf(entryId), targetId]);
    links.set(entryId, [...linksOf(entryId), { targetId, linkTypeId: 1 }]);
  }

  function answer(entryId: number, { fault }: Lock, wire: Wire): void {
    if (fault) FAULTS[fault](wire);
    else {
      const value = linksOf(entryId).map(({ targetId, linkTypeId }) => ({
        sourceId: entryId,
        targetId,
        linkTypeId,
      }));
      wire.answer(200, JSON.stringify({ value }));
    }
  }

  return { server, linksOf, foreignOf, broken };
}
