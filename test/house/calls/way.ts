import type ts from 'typescript';
import { isFunction, type CallGraph } from './callGraph';

/** From where, over which functions if need be, to where: each is one of several. */
export interface Stages {
  readonly stages: readonly (readonly ts.Node[])[];
  /** Kinds of messages that are followed where a switch tells them apart. */
  readonly kinds: ReadonlySet<string>;
}

export interface Way {
  /** Functions on the shortest ways, and those that they pass through. */
  readonly on: ReadonlySet<ts.Node>;
  /** Functions that one of those calls directly. */
  readonly beside: ReadonlySet<ts.Node>;
}

/** The shortest ways through all stages, and what is called directly on them; `undefined` where there is none. */
export function wayThrough(graph: CallGraph, { stages, kinds }: Stages): Way | undefined {
  const next = (node: ts.Node) => graph.next(node, kinds);
  const callers = callersIn(graph, kinds);
  const on = new Set<ts.Node>();
  for (const [i, from] of stages.slice(0, -1).entries()) {
    const to = stages[i + 1] ?? [];
    const ahead = distances(from, (node) => next(node).map((call) => call.to));
    const back = distances(to, (node) => callers.get(node) ?? []);
    const length = Math.min(...to.map((node) => ahead.get(node) ?? Infinity));
    if (length === Infinity) return undefined;
    const isOn = (node: ts.Node) => (ahead.get(node) ?? Infinity) + (back.get(node) ?? Infinity) === length;
    for (const node of [...ahead.keys()].filter(isOn)) {
      on.add(node);
      const onward = next(node).filter(
        (call) => isOn(call.to) && ahead.get(call.to) === (ahead.get(node) ?? 0) + 1,
      );
      for (const { through } of onward) for (const passed of through()) on.add(passed);
    }
  }
  const functions = new Set([...on].filter(isFunction));
  const beside = [...functions].flatMap((node) => next(node).map(({ to }) => to)).filter(isFunction);
  return { on: functions, beside: new Set(beside.filter((node) => !functions.has(node))) };
}

/** The closest callers of some functions, or they themselves, that are `wanted` and have a way to one of the `ends`. */
export function closestCallers(
  graph: CallGraph,
  {
    of,
    ends,
    wanted,
  }: { of: readonly ts.Node[]; ends: readonly ts.Node[]; wanted: (node: ts.Node) => boolean },
): readonly ts.Node[] {
  const callers = callersIn(graph, new Set());
  const reaching = distances(ends, (node) => callers.get(node) ?? []);
  const isOne = (node: ts.Node) => isFunction(node) && wanted(node) && reaching.has(node);
  const around = [...distances(of, (node) => callers.get(node) ?? [])].filter(([node]) => isOne(node));
  const closest = Math.min(...around.map(([, distance]) => distance));
  return around.filter(([, distance]) => distance === closest).map(([node]) => node);
}

function callersIn(graph: CallGraph, kinds: ReadonlySet<string>): ReadonlyMap<ts.Node, readonly ts.Node[]> {
  const callers = new Map<ts.Node, ts.Node[]>();
  for (const node of graph.nodes)
    for (const { to } of graph.next(node, kinds)) callers.set(to, [...(callers.get(to) ?? []), node]);
  return callers;
}

function distances(
  from: readonly ts.Node[],
  next: (node: ts.Node) => readonly ts.Node[],
): ReadonlyMap<ts.Node, number> {
  const found = new Map<ts.Node, number>(from.map((node) => [node, 0]));
  // A map goes on to what is added to it meanwhile.
  for (const [node, distance] of found)
    for (const one of next(node)) if (!found.has(one)) found.set(one, distance + 1);
  return found;
}
