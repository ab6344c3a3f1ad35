import { l10n } from 'vscode';
import { failingAs, nameOfId } from '../../changeFlow';
import { defineCommand } from '../define';
import { form, id, links, mapArguments, optional, text, type LinkArgument } from '../schema';
import type { CommandServices } from '../support/deps';
import type { Targets } from '../targets';

interface Opened {
  readonly connectionId: string;
  readonly sourceId: number;
  readonly name: string;
  /** Rows that the form is to propose on top of the entry's links. */
  readonly links?: readonly LinkArgument[];
}

async function entriesChosen(targets: Targets): Promise<readonly Opened[] | undefined> {
  return (await targets.entries())?.map(({ connectionId, linkEntryId: sourceId, name }) => ({
    connectionId,
    sourceId,
    name,
  }));
}

async function openForms(
  all: readonly Opened[],
  { connections, forms, log, isInteractive }: CommandServices,
): Promise<void> {
  for (const { name, ...request } of all) {
    const open = async () => {
      if (!isInteractive) await connections.open(request.connectionId);
      await forms.open(request);
    };
    const opened = failingAs(l10n.t('Could not open the form'), open);
    // The form itself says to a person why it could not load, and offers Retry: no second message.
    await (isInteractive
      ? opened.catch((error: unknown) => log.failure(error, l10n.t('Could not open the links of {0}', name)))
      : opened);
  }
}

/** Opens the form that shows and changes an entry's links; an argument object fills it in. */
export const assignLinks = defineCommand<readonly Opened[]>({
  id: 'laserficheLinks.assignLinks',
  title: l10n.t('Assign Links…'),
  args: mapArguments(form({ connectionId: text(), sourceId: id(), links: optional(links()) }), (given) => [
    { ...given, name: nameOfId(given.sourceId) },
  ]),
  answer: 'opens the form, filled in',
  ask: entriesChosen,
  run: openForms,
});

/** The same form where nothing can be changed: it shows links and promises no more. */
export const showLinks = defineCommand<readonly Opened[]>({
  id: 'laserficheLinks.showLinks',
  title: l10n.t('Show Links'),
  ask: entriesChosen,
  run: openForms,
});
