import { MAX_CONCURRENCY, mapConcurrent } from '../../changes';
import { COMMANDS, plural } from '../../ui';
import type { LinkEdit, OutgoingLink } from '../../domain';
import { carryOut, answerTasks } from '../edits/carryOut';
import { chooseLinks, namedLinks, type OwnedLinks } from '../edits/chosenLinks';
import { editProperties } from '../edits/editProperties';
import { applyDraft, type PropertyDraft } from '../edits/propertyDraft';
import { present } from '../edits/relinking';
import { readOutgoing } from '../edits/tasks';
import { asArguments, readArguments } from '../support/arguments';
import type { SourceEdit } from '../support/changes';
import type { CommandDeps, Handler } from '../support/deps';
import { watched } from '../support/progress';

const TITLE = 'Edit Link Properties';

/** Adds, changes and removes custom properties of links. With an argument object it answers the counts. */
export const editLinkProperties: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const { text, id, links, properties, texts, fail } = readArguments(COMMANDS.editLinkProperties, fields);
    const sourceId = id('sourceId');
    const name = `entry ${sourceId}`;
    const keys = links(false);
    const both = texts('remove').find((property) => Object.hasOwn(properties('set'), property));
    if (both !== undefined) fail(`the property "${both}" stands in "set" and in "remove"`);
    const draft = { set: new Map(Object.entries(properties('set'))), remove: new Set(texts('remove')) };
    const edit = (outgoing: readonly OutgoingLink[]) => editOf(present(outgoing, keys, name), draft);
    const task = { connectionId: text('connectionId'), sourceId, name, edit };
    return answerTasks(deps, [task], { title: TITLE, verb: 'changed' });
  }
  const chosen = await chooseLinks(deps, first, selected, TITLE);
  if (!chosen) return undefined;
  // Read now: what the person sees is what their change is compared with.
  const seen = await watched(
    `Reading the links of ${plural(chosen.length, 'entry', 'entries')}`,
    ({ signal }) => mapConcurrent(MAX_CONCURRENCY, chosen, (owned) => readChosen(deps, owned, signal)),
  );
  const properties = seen.flatMap(({ links }) => links.map((link) => link.properties));
  const draft = await editProperties(properties, `Properties of ${namedLinks(chosen)}`);
  if (!draft) return undefined;
  const changes = seen.map(({ links, source }): SourceEdit => ({ ...source, edit: editOf(links, draft) }));
  await carryOut(deps, changes, {
    title: TITLE,
    verb: 'changed',
    done: ({ changed }) =>
      changed > 0 ? `Changed the properties of ${plural(changed, 'link')}.` : 'Nothing to change.',
  });
  return undefined;
};

async function readChosen(deps: CommandDeps, owned: OwnedLinks, signal: AbortSignal) {
  const { connectionId, sourceId, name, keys, known = [] } = owned;
  const { links, outgoing } = await readOutgoing(deps, owned, { signal });
  return {
    links: present(outgoing, keys, name),
    source: { connectionId, sourceId, name, known, base: links },
  };
}

function editOf(links: readonly OutgoingLink[], draft: PropertyDraft): LinkEdit {
  return {
    upsert: links.map(({ targetId, linkTypeId, properties }) => ({
      targetId,
      linkTypeId,
      properties: applyDraft(properties, draft),
    })),
  };
}
