import { l10n } from 'vscode';
import { failingAs } from '../../changeFlow';
import { defineCommand } from '../define';
import { form, id, optional, text } from '../schema';

/**
 * Opens the form of an entry in place of one whose extension host crashed: the page that is left over calls it by a
 * link, which is all that it can still do, and passes on what was not sent.
 */
export const reopenForm = defineCommand({
  id: 'laserficheLinks.reopenForm',
  title: l10n.t('Reload Form'),
  args: form({
    ...{ connectionId: text(), sourceId: id() },
    // Where the entry is: the connection may lead elsewhere by now.
    ...{ baseUrl: text(), repoId: text() },
    draft: optional(text()),
  }),
  answer: 'opens the form in place of one that lost the extension, with what that had not sent',
  run: (args, { forms }) => failingAs(l10n.t('Could not open the form'), () => forms.reopen(args)),
});
