import { randomUUID } from 'node:crypto';
import { l10n } from 'vscode';
import type { CallOptions } from '../api';
import { joinEdits, type Link, type LinkEdit, type OutgoingLink, readLinks, type Seen } from '../domain';
import {
  type Applied,
  type ChangeCause,
  type ChangeRequest,
  MAX_CONCURRENCY,
  mapConcurrent,
  priorityOf,
} from '../changes';
import { formatNumber, isCancelled, notify } from '../ui';
import { mayAsk, type Proposal } from './approve';
import { callOf, carryOut } from './carryOut';
import { type Deed, failedFor } from './describeResults';
import { causeOf, failingAs, type FlowDeps, openSession } from './failure';
import { aboutEntries, nameOfId } from './names';
import { progressOf, type Watched } from './progress';
import { type EntryResult, failureOf } from './results';

/** A change of one entry's links, as somebody wants it. */
export interface EntryChange extends Omit<ChangeRequest, 'edit' | 'cause' | 'group'> {
  readonly connectionId: string;
  /** What the entry is called, where that is known. */
  readonly name?: string | undefined;
  /** What to do, or what makes it of the outgoing links that the entry has: throws `UserError` when it can't be meant. */
  readonly edit: LinkEdit | ((outgoing: readonly OutgoingLink[]) => LinkEdit);
  /** `command` when left out. */
  readonly cause?: ChangeCause;
  /** Links as the person saw them: they tell names. */
  readonly told?: readonly Link[] | undefined;
}

export interface ChangeLinksOptions {
  /** What the change is called, for example `Add Link`. */
  readonly title: string;
  readonly deed: Deed;
  /** A person chose it: they decide where others changed the same links. */
  readonly isInteractive: boolean;
  /** Shows the comparison and asks in its title, whatever the setting says. */
  readonly previews?: true;
  /** How much of the change its person has seen already; left out: nothing. */
  readonly seen?: Seen;
}

/**
 * Changes the links of entries, of several connections at once: one question for all of them, and one group in the
 * history. A failure does not stop the rest; a single one is thrown. Undefined: the person said no, or cancelled before
 * anything was sent, which is told.
 */
export async function changeLinks(
  deps: FlowDeps,
  changes: readonly EntryChange[],
  options: ChangeLinksOptions,
): Promise<readonly EntryResult[] | undefined> {
  const { title, deed, isInteractive, previews, seen } = options;
  const all = joined(changes);
  const [only] = all;
  const connectionIds = [...new Set(all.map(({ connectionId }) => connectionId))];
  const failed = aboutEntries(all.map(nameOf), (name) => failedFor(name, deed), failedForSeveral);
  try {
    const unplanned: EntryResult[] = [];
    const call = { title: titleFor(title, all.length), deed, resolvesConflicts: isInteractive };
    const approval = { ...(previews && { previews }), ...(isInteractive && seen && { seen }) };
    const results = await failingAs(
      failed,
      () =>
        carryOut({ ...call, approval }, async (watch) => {
          const { requests, failures } = await requestsOf(deps, all, options, watch);
          unplanned.push(...failures);
          return proposalsOf(deps, requests, options, { watch, unplanned });
        }),
      connectionIds.length === 1 ? connectionIds[0] : undefined,
    );
    if (!results) return undefined;
    const every = [...unplanned, ...results.flat()];
    const [first] = every;
    const failure = every.length === 1 && first && failureOf(first, failedFor(first.name, deed));
    if (failure) throw failure;
    return every;
  } catch (error) {
    if (!isInteractive || !only || !isCancelled(causeOf(error))) throw error;
    void notify.info(l10n.t('{0} was cancelled. Nothing was changed.', title));
    return undefined;
  }
}

/** A title for what is about so many entries. */
export function titleFor(title: string, entries: number): string {
  return entries > 1 ? l10n.t('{0} ({1} entries)', title, formatNumber(entries)) : title;
}

/** All links of an entry, and those that it owns, as they are now. */
export async function readOutgoing(
  deps: Pick<FlowDeps, 'connections'>,
  { connectionId, sourceId, name }: Pick<EntryChange, 'connectionId' | 'sourceId' | 'name'>,
  call: CallOptions = {},
): Promise<{ readonly links: readonly Link[]; readonly outgoing: readonly OutgoingLink[] }> {
  const session = await openSession(deps, connectionId);
  const read = async () => {
    const [links, types] = await Promise.all([
      session.repository.getLinks(sourceId, { ...call, fresh: true }),
      session.linkTypes(call),
    ]);
    return { links, outgoing: readLinks(links, sourceId, types).outgoing };
  };
  const failed = l10n.t('Could not read the links of {0}', name ?? nameOfId(sourceId));
  return failingAs(failed, read, connectionId);
}

/** The same changes with those of one entry as one, so that they take one PUT; in the order of their first ones. */
export function joined(changes: readonly EntryChange[]): EntryChange[] {
  const bySource = new Map<string, EntryChange>();
  for (const change of changes) {
    const key = `${change.connectionId} ${change.sourceId}`;
    const known = bySource.get(key);
    if (!known) bySource.set(key, change);
    else bySource.set(key, { ...known, edit: bothEdits(known.edit, change.edit) });
  }
  return [...bySource.values()];
}

function bothEdits(first: EntryChange['edit'], second: EntryChange['edit']): EntryChange['edit'] {
  if (typeof first !== 'function' && typeof second !== 'function') return joinEdits([first, second]);
  const of = (edit: EntryChange['edit'], outgoing: readonly OutgoingLink[]) =>
    typeof edit === 'function' ? edit(outgoing) : edit;
  return (outgoing) => joinEdits([of(first, outgoing), of(second, outgoing)]);
}

const nameOf = ({ name, sourceId }: Pick<EntryChange, 'name' | 'sourceId'>): string =>
  name ?? nameOfId(sourceId);

const failedForSeveral = (count: string): string =>
  l10n.t('Could not change the links of {0} entries', count);

interface ConnectionRequest {
  readonly connectionId: string;
  readonly name: string | undefined;
  readonly told: readonly Link[];
  readonly request: ChangeRequest;
}

type Prepared = ConnectionRequest | { readonly failure: EntryResult };

/** Reads the links of the entries whose edits are made of them. A failure does not stop the rest; a single one is thrown. */
async function requestsOf(
  deps: FlowDeps,
  changes: readonly EntryChange[],
  { deed }: ChangeLinksOptions,
  { signal, report }: Watched,
): Promise<{ readonly requests: readonly ConnectionRequest[]; readonly failures: readonly EntryResult[] }> {
  const call: CallOptions = { signal, priority: priorityOf(changes.length) };
  const group = randomUUID();
  const toRead = changes.filter(({ edit }) => typeof edit === 'function').length;
  const tell = progressOf({ report }, deed);
  let done = 0;
  const all = await mapConcurrent(MAX_CONCURRENCY, changes, async (change): Promise<Prepared> => {
    const { connectionId, name, edit, cause = 'command', told = [], ...rest } = change;
    const common = { ...rest, cause, group };
    if (typeof edit !== 'function') return { connectionId, name, told, request: { ...common, edit } };
    try {
      const { links, outgoing } = await readOutgoing(deps, change, call);
      return { connectionId, name, told, request: { ...common, edit: edit(outgoing), base: links } };
    } catch (error) {
      if (changes.length === 1 || isCancelled(causeOf(error))) throw error;
      const applied: Applied = { sourceId: change.sourceId, error };
      return { failure: { connectionId, name: nameOf(change), applied } };
    } finally {
      done += 1;
      tell({ operation: 'reading', done, of: toRead });
    }
  });
  return {
    requests: all.flatMap((one) => ('request' in one ? [one] : [])),
    failures: all.flatMap((one) => ('failure' in one ? [one.failure] : [])),
  };
}

/** The requests by their connections, planned where their plans may be shown. */
async function proposalsOf(
  deps: FlowDeps,
  requests: readonly ConnectionRequest[],
  { deed, isInteractive, previews }: ChangeLinksOptions,
  { watch, unplanned }: { readonly watch: Watched; readonly unplanned: EntryResult[] },
): Promise<Proposal[]> {
  const plans = previews ?? mayAsk(isInteractive);
  const connectionIds = new Set(requests.map(({ connectionId }) => connectionId));
  const proposals: Proposal[] = [];
  for (const connectionId of connectionIds) {
    const own = requests.filter((one) => one.connectionId === connectionId);
    const names = new Map(own.map(({ request, name }) => [request.sourceId, name]));
    const bare = own.map(({ request }) => request);
    try {
      const session = await openSession(deps, connectionId);
      const set = plans ? await session.editor.plan(bare, callOf(watch, deed)) : bare;
      const told = own.flatMap((one) => one.told);
      proposals.push({ session, set, told, nameOf: (sourceId) => names.get(sourceId) });
    } catch (error) {
      if (connectionIds.size === 1 || isCancelled(causeOf(error))) throw error;
      for (const { request, name } of own) {
        const { sourceId } = request;
        unplanned.push({ connectionId, name: name ?? nameOfId(sourceId), applied: { sourceId, error } });
      }
    }
  }
  return proposals;
}
