import { COMMANDS } from '../../ui';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { during } from '../support/failure';
import { resolveEntries } from '../targets';

/** Opens the form that shows and changes an entry's links; an argument object fills it in. */
export const assignLinks: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const { text, id, links, has } = readArguments(COMMANDS.assignLinks, fields);
    const request = {
      connectionId: text('connectionId'),
      sourceId: id('sourceId'),
      ...(has('links') && { links: links(true) }),
    };
    await during('open the form', async () => {
      await deps.connections.open(request.connectionId);
      await deps.forms.open(request);
    });
    return;
  }
  const entries = await resolveEntries(deps, first, selected, { title: 'Assign Links' });
  for (const { connectionId, linkEntryId, name } of entries ?? []) {
    // The form itself says why it could not load, and offers Retry: no second message.
    await deps.forms
      .open({ connectionId, sourceId: linkEntryId })
      .catch((error: unknown) => deps.log.failure(error, `open the links of ${name}`));
  }
};
