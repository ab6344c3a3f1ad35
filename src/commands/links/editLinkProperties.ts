import { l10n } from 'vscode';
import { MAX_CONCURRENCY, mapConcurrent } from '../../changes';
import { type EntryChange, nameOfId, readOutgoing, watched } from '../../changeFlow';
import { byCount, formatNumber } from '../../ui';
import type { LinkEdit, OutgoingLink } from '../../domain';
import { form, mapArguments, optional, properties, texts } from '../schema';
import type { CommandDeps } from '../support/deps';
import { chooseLinks, LINKS_FIELDS, type LinksOfSource, namedLinks } from './chooseLinks';
import { defineChange } from './defineChange';
import { editProperties } from './editProperties';
import { applyDraft, type PropertyDraft } from './propertyDraft';
import { present } from './relinking';

/** Adds, changes and removes custom properties of links. */
export const editLinkProperties = defineChange<readonly EntryChange[]>({
  id: 'laserficheLinks.editLinkProperties',
  title: l10n.t('Edit Link Properties…'),
  args: mapArguments(
    form(
      { ...LINKS_FIELDS, set: optional(properties()), remove: optional(texts()) },
      {
        check({ set = {}, remove = [] }) {
          const both = remove.find((property) => Object.hasOwn(set, property));
          return both === undefined ? undefined : `the property "${both}" stands in "set" and in "remove"`;
        },
      },
    ),
    ({ links, set = {}, remove = [], ...source }) => {
      const draft = { set: new Map(Object.entries(set)), remove: new Set(remove) };
      const name = nameOfId(source.sourceId);
      const edit = (outgoing: readonly OutgoingLink[]) => editOf(present(outgoing, links, name), draft);
      return [{ ...source, edit }];
    },
  ),
  deed: 'changed',
  async ask(targets, services) {
    const sources = await chooseLinks(targets, services);
    if (!sources) return undefined;
    // Read now: what the person sees is what their change is compared with.
    const reading = byCount(
      sources.length,
      l10n.t('Reading the links of 1 entry'),
      l10n.t('Reading the links of {0} entries', formatNumber(sources.length)),
    );
    const read = await watched(reading, ({ signal }) =>
      mapConcurrent(MAX_CONCURRENCY, sources, (source) => readChosen(services, source, signal)),
    );
    const all = read.flatMap(({ links }) => links.map((link) => link.properties));
    const draft = await editProperties(all, l10n.t('Properties of {0}', namedLinks(sources)));
    return draft && read.map(({ links, change }) => ({ ...change, edit: editOf(links, draft) }));
  },
  // The row that saves tells what changes.
  seen: () => 'choice',
  changes: (changes) => changes,
  nothing: () => l10n.t('Nothing to change.'),
});

async function readChosen(
  deps: CommandDeps,
  { links: keys, seen: told, ...source }: LinksOfSource,
  signal: AbortSignal,
) {
  const { links, outgoing } = await readOutgoing(deps, source, { signal });
  const name = source.name ?? nameOfId(source.sourceId);
  return { links: present(outgoing, keys, name), change: { ...source, told, base: links } };
}

function editOf(links: readonly OutgoingLink[], draft: PropertyDraft): LinkEdit {
  return {
    upsert: links.map(({ targetId, linkTypeId, properties: current }) => ({
      targetId,
      linkTypeId,
      properties: applyDraft(current, draft),
    })),
  };
}
