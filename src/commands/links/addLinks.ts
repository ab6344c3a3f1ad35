import { l10n } from 'vscode';
import { type EntryChange, openSession, refuseReadOnly } from '../../changeFlow';
import type { LinkType } from '../../domain';
import { anyOf, form, id, ids, links, mapArguments, pairs, text } from '../schema';
import { changesGiven, ofOneConnection } from './chooseLinks';
import { defineChange } from './defineChange';
import { askForLinks, countRequested, describeNothingAdded, describeThere, linkChanges } from './linking';

interface Added {
  readonly changes: readonly EntryChange[];
  /** Where all links have the same. */
  readonly type?: LinkType;
}

/** Adds links and keeps all others. */
export const addLinks = defineChange<Added>({
  id: 'laserficheLinks.addLinks',
  title: l10n.t('Add Link…'),
  args: mapArguments(
    anyOf(
      form({ connectionId: text(), sourceId: id(), links: links() }),
      form(
        { connectionId: text(), sourceIds: ids(), links: links() },
        { note: 'the same links for several entries' },
      ),
      form({ connectionId: text(), pairs: pairs() }, { note: 'thousands, one PUT an entry' }),
    ),
    (given) => ({ changes: changesGiven(given, (upsert) => ({ upsert })) }),
  ),
  deed: 'linked',
  async ask(targets, services) {
    const title = l10n.t('{0}: From Which Entries?', targets.title);
    const sources = await targets.entries({ title, many: true });
    // Links can't cross repositories: of several connections the first one's entries count.
    const { own, skipped } = ofOneConnection(sources ?? []);
    const [source] = own;
    if (!source) return undefined;
    targets.leaveOut(targets.leftOut() + skipped.length);
    const { connectionId, linkEntryId: sourceId, name } = source;
    refuseReadOnly(services, connectionId, { failed: l10n.t('Could not link {0}', name), sourceId });
    const linking = await askForLinks(await openSession(services, connectionId), own, targets.title);
    return linking && { changes: linkChanges(linking), type: linking.type };
  },
  changes: ({ changes }) => changes,
  nothing: describeNothingAdded,
  also: ({ added }, { changes }) => describeThere(countRequested(changes) - added),
});
