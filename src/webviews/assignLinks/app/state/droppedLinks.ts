import { type Link, readLinks } from '../../../../domain';
import type { Form } from './model';

/** Links that vanished with several saves, each once. */
export function joinDropped(earlier: readonly Link[], newer: readonly Link[]): readonly Link[] {
  return [...new Map([...earlier, ...newer].map((link) => [nameOf(link), link])).values()];
}

/** Incoming links that vanished and are not back yet, whoever puts them back. */
export function stillDropped({
  droppedIncoming,
  incoming,
}: Pick<Form, 'droppedIncoming' | 'incoming'>): readonly Link[] {
  const there = new Set(incoming.map(nameOf));
  return droppedIncoming.filter((link) => !there.has(nameOf(link)));
}

/** Whether a link can be put back as it was: else writing it would be a guess. */
export function isRepairable(link: Link): boolean {
  return readLinks([link], link.sourceId, []).outgoing.length > 0;
}

/** An incoming link by what it connects: its id may be another one each time. */
function nameOf({ sourceId, targetId, linkTypeId, sourceLabel, targetLabel }: Link): string {
  return JSON.stringify([sourceId, targetId, linkTypeId ?? [sourceLabel, targetLabel]]);
}
