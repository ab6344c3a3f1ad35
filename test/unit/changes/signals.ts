import type { LinkEditorOptions } from '../../../src/changes';
import { FakeRepository, TYPES } from './fakeRepository';

/** A repository in memory that notes with which signal each question comes. */
export function notingSignals() {
  const signals: (AbortSignal | undefined)[] = [];
  const inner = new FakeRepository();
  const repository: LinkEditorOptions['repository'] = {
    reserve: (call) => {
      signals.push(call?.signal);
      return inner.reserve();
    },
    getLinks: (entryId, call) => {
      signals.push(call?.signal);
      return inner.getLinks(entryId);
    },
    assignLinks: (entryId, payload, call) => {
      signals.push(call?.signal);
      return inner.assignLinks(entryId, payload);
    },
    getEntry: (entryId, call) => {
      signals.push(call?.signal);
      return inner.getEntry(entryId);
    },
  };
  const linkTypes: LinkEditorOptions['linkTypes'] = (call) => {
    signals.push(call?.signal);
    return Promise.resolve(TYPES);
  };
  return { signals, inner, options: { repository, linkTypes } };
}
