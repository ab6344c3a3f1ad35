import {
  addCopies,
  describeLink,
  type Entry,
  keyOf,
  type Link,
  type LinkKey,
  type OutgoingLink,
  readLinks,
  type RepositoryRef,
} from '../../domain';
import type { Session } from '../../connections';
import { COMMANDS, notify, plural, UserError } from '../../ui';
import { carryOut, answerEdits } from '../edits/carryOut';
import { ofOneConnection } from '../edits/chosenLinks';
import { namesOf } from '../edits/linking';
import { present } from '../edits/relinking';
import { readOutgoing } from '../edits/tasks';
import { refuseReadOnly } from '../edits/writable';
import { asArguments, readArguments } from '../support/arguments';
import type { SourceEdit } from '../support/changes';
import type { CommandDeps, Handler } from '../support/deps';
import { openSession } from '../support/pickConnection';
import { BACK, pickEntries } from '../support/pickEntries';
import { pickMany } from '../edits/pickMany';
import { watched } from '../support/progress';
import { resolveEntries, targetOf, type EntryTarget } from '../targets';
import { readLinkTypes } from '../support/readLinkTypes';

const TITLE = 'Copy Links From';

/** Gives entries the outgoing links of another one, with their properties; their own links stay as they are. */
export const copyLinksFrom: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const { text, id, links, has } = readArguments(COMMANDS.copyLinksFrom, fields);
    const [connectionId, sourceId, fromId] = [text('connectionId'), id('sourceId'), id('fromId')];
    const keys = has('links') ? links(false) : undefined;
    const from = `entry ${fromId}`;
    const { outgoing } = await readOutgoing(deps, { connectionId, sourceId: fromId, name: from });
    const copied = keys ? present(outgoing, keys, from) : outgoing;
    const entry = { connectionId, linkEntryId: sourceId, name: `entry ${sourceId}`, path: undefined };
    const { connection: madeFor } = await openSession(deps, connectionId);
    const edits = copiesFor([entry], { links: copied, from, known: [], madeFor });
    return answerEdits(deps, edits, { title: TITLE, verb: 'changed' });
  }
  const entries = await resolveEntries(deps, first, selected, {
    title: `${TITLE}: To Which Entries?`,
    many: true,
  });
  // Links can't cross repositories: of several connections the first one's entries count.
  const { own } = ofOneConnection(entries ?? []);
  const [entry] = own;
  if (!entry) return undefined;
  const { connectionId, linkEntryId: sourceId, name } = entry;
  refuseReadOnly(deps, { connectionId, sourceId }, `copy links to ${name}`);
  const wish = await askWhat(deps, await openSession(deps, entry.connectionId), own);
  if (!wish) return undefined;
  const { from } = wish;
  const edits = copiesFor(own, wish);
  const wanted = edits.reduce((sum, { edit }) => sum + (edit.upsert?.length ?? 0), 0);
  await carryOut(deps, edits, {
    title: TITLE,
    verb: 'changed',
    done: ({ added }) => {
      const done = added > 0 ? `Copied ${plural(added, 'link')} from ${from}.` : 'Nothing to copy.';
      const there = wanted - added;
      return there > 0 ? `${done} ${plural(there, 'link was', 'links were')} there already.` : done;
    },
  });
  return undefined;
};

/** One edit an entry. A link to the entry itself is left out: it would become a link to itself. */
function copiesFor(
  entries: readonly Pick<EntryTarget, 'connectionId' | 'linkEntryId' | 'name' | 'path'>[],
  { links, from, known, madeFor }: Wish,
): SourceEdit[] {
  const edits = entries.map(({ connectionId, linkEntryId, name, path }) => ({
    connectionId,
    sourceId: linkEntryId,
    name: path ?? name,
    edit: addCopies(links.filter(({ targetId }) => targetId !== linkEntryId)),
    known,
    madeFor,
  }));
  const able = edits.filter(({ edit }) => edit.upsert?.length);
  if (able.length === 0)
    throw new UserError(`Could not copy links from ${from}: there are no outgoing links to copy.`);
  return able;
}

interface Wish {
  readonly from: string;
  readonly links: readonly OutgoingLink[];
  readonly known: readonly Entry[];
  /** The repository that the links were read in. */
  readonly madeFor: RepositoryRef;
}

/** The entry to copy from, then which of its links; Back returns to the entry. */
async function askWhat(
  deps: CommandDeps,
  session: Session,
  entries: readonly EntryTarget[],
): Promise<Wish | undefined> {
  const connectionId = session.connection.id;
  const title = `Copy Links to ${namesOf(entries)}`;
  for (;;) {
    const picked = await pickEntries(session, {
      title: `${title}: From Which Entry?`,
      many: false,
      step: [1, 2],
    });
    const [entry] = picked === BACK ? [] : (picked ?? []);
    if (!entry) return undefined;
    const origin = targetOf(connectionId, entry);
    const { name, linkEntryId: sourceId } = origin;
    const { links, outgoing } = await watched(`Reading the links of ${name}`, ({ signal }) =>
      readOutgoing(deps, { connectionId, sourceId, name }, { signal }),
    );
    if (outgoing.length === 0) {
      void notify.info(`${name} has no outgoing links to copy.`);
      continue;
    }
    const types = await readLinkTypes(session);
    const keys = await pickMany(
      links.flatMap((link) => itemOf(link, readLinks([link], sourceId, types).outgoing[0], sourceId)),
      { title: `${title} from ${name}`, placeholder: 'Which links?', step: [2, 2] },
    );
    if (keys === BACK) continue;
    if (!keys || keys.length === 0) return undefined;
    const chosen = new Set(keys.map(keyOf));
    const known = [entry, ...entries.flatMap((one) => one.entry ?? [])];
    const wanted = outgoing.filter((link) => chosen.has(keyOf(link)));
    return { from: name, links: wanted, known, madeFor: session.connection };
  }
}

function itemOf(link: Link, outgoing: OutgoingLink | undefined, sourceId: number) {
  if (!outgoing) return [];
  const { otherName, otherPath, otherLabel } = describeLink(link, sourceId);
  const value: LinkKey = outgoing;
  return [{ label: otherName, description: `→ ${otherLabel}`, detail: otherPath, picked: true, value }];
}
