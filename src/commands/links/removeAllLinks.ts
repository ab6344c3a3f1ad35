import { l10n } from 'vscode';
import { type EntryChange, nameOfId, refuseReadOnly } from '../../changeFlow';
import type { OutgoingLink } from '../../domain';
import { formatList } from '../../ui';
import { form, id, mapArguments, text } from '../schema';
import { defineChange } from './defineChange';

/** Names each link seen, so that links added by others meanwhile are not removed unseen. */
const edit = (outgoing: readonly OutgoingLink[]) => ({ remove: outgoing });

/** Removes all outgoing links of entries, after showing how many. Incoming links belong to others and stay. */
export const removeAllLinks = defineChange<readonly EntryChange[]>({
  id: 'laserficheLinks.removeAllLinks',
  title: l10n.t('Remove All Links'),
  args: mapArguments(form({ connectionId: text(), sourceId: id() }), (given) => [{ ...given, edit }]),
  deed: 'changed',
  async ask(targets, services) {
    const entries = await targets.entries({ title: l10n.t('{0}: Of Which Entry?', targets.title) });
    return entries?.map(({ connectionId, linkEntryId: sourceId, name, path, entry }) => {
      const failed = l10n.t('Could not remove the links of {0}', name);
      refuseReadOnly(services, connectionId, { failed, sourceId });
      return { connectionId, sourceId, name: path ?? name, known: entry ? [entry] : [], edit };
    });
  },
  changes: (changes) => changes,
  nothing: (changes) =>
    l10n.t(
      '{0}: no outgoing links to remove.',
      formatList(changes.map(({ name, sourceId }) => name ?? nameOfId(sourceId))),
    ),
});
