import { l10n } from 'vscode';
import {
  addCopies,
  describeLink,
  type Entry,
  keyOf,
  type Link,
  type LinkKey,
  type OutgoingLink,
  readLinks,
  shortenPath,
} from '../../domain';
import {
  type EntryChange,
  nameOfId,
  namesOf,
  openSession,
  readOutgoing,
  refuseReadOnly,
  watched,
} from '../../changeFlow';
import type { Session } from '../../connections';
import { BACK, byCount, formatNumber, notify, pickMany, UserError } from '../../ui';
import { form, id, linkKeys, mapArguments, optional, text } from '../schema';
import type { CommandDeps } from '../support/deps';
import { PICKER_PATH_LENGTH } from '../support/entryRows';
import { pickEntries, type PickState } from '../support/pickEntries';
import { type EntryTarget, targetOf } from '../targets';
import { ofOneConnection, fetchLinkTypes } from './chooseLinks';
import { defineChange } from './defineChange';
import { describeThere } from './linking';
import { present } from './relinking';

interface Copies {
  readonly connectionId: string;
  /** The entries that get the links. */
  readonly entries: readonly Pick<EntryChange, 'sourceId' | 'name'>[];
  readonly from: Pick<EntryChange, 'sourceId' | 'name'>;
  /** Which of its links; left out: all. */
  readonly links?: readonly LinkKey[] | undefined;
  /** The same as a person saw them. */
  readonly seen?: readonly OutgoingLink[];
  readonly known?: readonly Entry[];
}

/** Gives entries the outgoing links of another one, with their properties; their own links stay as they are. */
export const copyLinksFrom = defineChange<Copies>({
  id: 'laserficheLinks.copyLinksFrom',
  title: l10n.t('Copy Links From…'),
  args: mapArguments(
    form({ connectionId: text(), sourceId: id(), fromId: id(), links: optional(linkKeys()) }),
    ({ connectionId, sourceId, fromId, links }): Copies => ({
      connectionId,
      entries: [{ sourceId }],
      from: { sourceId: fromId },
      links,
    }),
  ),
  deed: 'changed',
  async ask(targets, services) {
    const title = l10n.t('{0}: To Which Entries?', targets.title);
    // Links can't cross repositories: of several connections the first one's entries count.
    const { own, skipped } = ofOneConnection((await targets.entries({ title, many: true })) ?? []);
    const [entry] = own;
    if (!entry) return undefined;
    targets.leaveOut(targets.leftOut() + skipped.length);
    const { connectionId, linkEntryId: sourceId, name } = entry;
    const failed = l10n.t('Could not copy links to {0}', name);
    refuseReadOnly(services, connectionId, { failed, sourceId });
    return askWhat(services, await openSession(services, connectionId), own);
  },
  async changes(copies, services) {
    const { connectionId, entries, from, known = [] } = copies;
    const seen = copies.seen ?? (await readCopied(services, copies));
    const { connection: madeFor } = await openSession(services, connectionId);
    const changes = entries.flatMap((entry): EntryChange[] => {
      // A link to the entry itself is left out: it would become a link to itself.
      const copied = seen.filter(({ targetId }) => targetId !== entry.sourceId);
      if (copied.length === 0) return [];
      return [{ ...entry, connectionId, edit: addCopies(copied), known, madeFor }];
    });
    if (changes.length > 0) return changes;
    throw new UserError(
      l10n.t('Could not copy links from {0}: there are no outgoing links to copy.', nameOf(from)),
    );
  },
  done({ added }, { entries, from }) {
    const [name, to] = [nameOf(from), namesOf(entries.map((entry) => ({ name: nameOf(entry) })))];
    return byCount(
      added,
      l10n.t('Copied 1 link from {0} to {1}.', name, to),
      l10n.t('Copied {0} links from {1} to {2}.', formatNumber(added), name, to),
    );
  },
  nothing: () => l10n.t('Nothing to copy.'),
  also({ added }, { entries, seen = [] }) {
    const requested = entries.flatMap(({ sourceId }) =>
      seen.filter(({ targetId }) => targetId !== sourceId),
    ).length;
    return describeThere(requested - added);
  },
});

const nameOf = ({ name, sourceId }: Pick<EntryChange, 'sourceId' | 'name'>): string =>
  name ?? nameOfId(sourceId);

async function readCopied(
  deps: CommandDeps,
  { connectionId, from, links }: Copies,
): Promise<readonly OutgoingLink[]> {
  const { outgoing } = await readOutgoing(deps, { ...from, connectionId });
  return links ? present(outgoing, links, nameOf(from)) : outgoing;
}

/** The entry to copy from, then which of its links; Back returns to the entry. */
async function askWhat(
  deps: CommandDeps,
  session: Session,
  entries: readonly EntryTarget[],
): Promise<Copies | undefined> {
  const connectionId = session.connection.id;
  const title = l10n.t('Copy Links to {0}', namesOf(entries));
  const state: PickState = { text: '', ticked: [] };
  for (;;) {
    const picked = await pickEntries(session, {
      title: l10n.t('{0}: From Which Entry?', title),
      many: false,
      step: [1, 2],
      state,
    });
    const [entry] = picked === BACK ? [] : (picked ?? []);
    if (!entry) return undefined;
    const { name, linkEntryId: sourceId } = targetOf(connectionId, entry);
    const { links, outgoing } = await watched(l10n.t('Reading the links of {0}', name), ({ signal }) =>
      readOutgoing(deps, { connectionId, sourceId, name }, { signal }),
    );
    if (outgoing.length === 0) {
      void notify.info(l10n.t('{0} has no outgoing links to copy.', name));
      continue;
    }
    const types = await fetchLinkTypes(session);
    const keys = await pickMany(
      l10n.t('{0} from {1}', title, name),
      links.flatMap((link) => choiceOf(link, readLinks([link], sourceId, types).outgoing[0], sourceId)),
      {
        placeholder: l10n.t('Which links?'),
        matchOnDescription: true,
        matchOnDetail: true,
        step: [2, 2],
        back: true,
      },
    );
    if (keys === BACK) continue;
    if (!keys || keys.length === 0) return undefined;
    const chosen = new Set(keys.map(keyOf));
    return {
      connectionId,
      entries: entries.map((one) => ({ sourceId: one.linkEntryId, name: one.path ?? one.name })),
      from: { sourceId, name },
      seen: outgoing.filter((link) => chosen.has(keyOf(link))),
      known: [entry, ...entries.flatMap((one) => one.entry ?? [])],
    };
  }
}

function choiceOf(link: Link, outgoing: OutgoingLink | undefined, sourceId: number) {
  if (!outgoing) return [];
  const { otherName, otherPath, otherLabel } = describeLink(link, sourceId);
  const value: LinkKey = outgoing;
  return [
    {
      label: otherName,
      description: `→ ${otherLabel}`,
      detail: shortenPath(otherPath, PICKER_PATH_LENGTH),
      picked: true,
      value,
    },
  ];
}
