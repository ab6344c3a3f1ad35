import { commands, l10n } from 'vscode';
import { SETTINGS } from '../../ui';
import { defineCommand } from '../define';

/** Opens the setting that saved searches stand in. */
export const editSearch = defineCommand({
  id: 'laserficheLinks.editSearch',
  title: l10n.t('Edit Search…'),
  async run() {
    const key = `${SETTINGS.section}.${SETTINGS.savedSearches}`;
    await commands.executeCommand('workbench.action.openSettingsJson', {
      revealSetting: { key, edit: true },
    });
  },
});
