import { l10n } from 'vscode';
import { ApiError } from '../../api';
import { watched } from '../../changeFlow';
import type { Session } from '../../connections';
import { askText, type Back, describeFailure } from '../../ui';
import { copyText } from '../support/clipboard';

interface CommandQuestion {
  readonly title: string;
  readonly value: string;
  readonly back?: boolean;
}

/**
 * Asks for a command in Laserfiche's search syntax. One that the server refuses stays in the box, with the server's words
 * below it. Without a session nobody can be asked what is wrong with it. Undefined when the person cancels.
 */
export async function askCommand(
  session: Session | undefined,
  { title, back = false, ...question }: CommandQuestion,
): Promise<string | Back | undefined> {
  let { value } = question;
  let failure: string | undefined;
  for (;;) {
    const typed = await askText({
      title,
      prompt: l10n.t("What is sent to the server, in Laserfiche's search syntax"),
      placeholder: '{LF:Name="*", Type="D"}',
      value,
      back,
      failure,
      validate: (text) => (text.trim() === '' ? l10n.t('Type a command.') : undefined),
      action: {
        icon: 'copy',
        label: l10n.t('Copy'),
        run: (text) => copyText(text, l10n.t('Copied the command')),
      },
    });
    if (typeof typed !== 'string') return typed;
    value = typed;
    failure = session && (await refusalOf(session, typed));
    if (failure === undefined) return typed.trim();
  }
}

/** What the server has against a command. Whether it can be reached, and all else, shows with what is found. */
async function refusalOf({ searches }: Session, command: string): Promise<string | undefined> {
  try {
    await watched(l10n.t('Searching'), ({ signal }) => searches.first({ command }, { signal }));
    return undefined;
  } catch (error) {
    return ApiError.is(error, 'badRequest')
      ? describeFailure(error, l10n.t('Could not search with this command'))
      : undefined;
  }
}
