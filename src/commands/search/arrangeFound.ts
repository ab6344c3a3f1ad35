import { l10n } from 'vscode';
import type { Arrangement } from '../../searches';
import type { CommandId } from '../../ui';
import { defineCommand } from '../define';

// In which order found entries stand, and in which groups: the same for all searches.

export const sortFoundByName = arranging('laserficheLinks.sortFoundByName', l10n.t('Sort by Name'), {
  sort: 'name',
});

export const sortFoundByPath = arranging('laserficheLinks.sortFoundByPath', l10n.t('Sort by Path'), {
  sort: 'path',
});

/** The last change first. */
export const sortFoundByDate = arranging('laserficheLinks.sortFoundByDate', l10n.t('Sort by Date Modified'), {
  sort: 'date',
});

export const groupFoundByFolder = arranging('laserficheLinks.groupFoundByFolder', l10n.t('Group by Folder'), {
  group: 'folder',
});

export const groupFoundByTemplate = arranging(
  'laserficheLinks.groupFoundByTemplate',
  l10n.t('Group by Template'),
  { group: 'template' },
);

export const ungroupFound = arranging('laserficheLinks.ungroupFound', l10n.t('Do Not Group'), {
  group: 'none',
});

function arranging(id: CommandId, title: string, change: Partial<Arrangement>) {
  return defineCommand({
    id,
    title,
    async run(_args, { searches }) {
      const view = await searches.get();
      await view.arrangements.set(change);
      view.rearrange();
    },
  });
}
