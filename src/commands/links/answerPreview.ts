import { l10n } from 'vscode';
import { answerPreview } from '../../documents';
import { notify } from '../../ui';
import { type Command, defineCommand } from '../define';
import type { CommandId } from '../../ui';

/** Does what the preview shows in whose title it was chosen, or which has the focus. */
export const applyPreview = answering('laserficheLinks.applyPreview', l10n.t('Apply Change'), true);

/** Closes the preview, and sends nothing. */
export const discardPreview = answering('laserficheLinks.discardPreview', l10n.t('Discard Change'), false);

function answering(id: CommandId, title: string, isYes: boolean): Command {
  return defineCommand({
    id,
    title,
    isOfDocument: true,
    ask: async ({ document }) => {
      if (answerPreview(document, isYes)) return {};
      await notify.info(l10n.t('No preview waits for an answer. Choose Preview Change first.'));
      return undefined;
    },
    run: () => Promise.resolve(),
  });
}
