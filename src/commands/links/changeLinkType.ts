import { l10n } from 'vscode';
import { openSession } from '../../changeFlow';
import { type LinkType, linkTypeTitle } from '../../domain';
import { UserError } from '../../ui';
import { form, id, mapArguments } from '../schema';
import {
  chooseLinks,
  countLinks,
  describeSkipped,
  LINKS_FIELDS,
  type LinksOfSource,
  namedLinks,
  ofOneConnection,
  fetchLinkTypes,
  seenByChoice,
} from './chooseLinks';
import { defineChange } from './defineChange';
import { pickLinkType, recentLinkTypes } from './linking';
import { relinkChange } from './relinking';

interface NewType {
  readonly sources: readonly LinksOfSource[];
  readonly linkTypeId: number;
  readonly type?: LinkType;
  /** How many chosen links were passed over. */
  readonly skipped: number;
}

/** Gives links another type: same target, same properties. */
export const changeLinkType = defineChange<NewType>({
  id: 'laserficheLinks.changeLinkType',
  title: l10n.t('Change Link Type…'),
  args: mapArguments(form({ ...LINKS_FIELDS, linkTypeId: id() }), ({ linkTypeId, ...source }) => ({
    sources: [source],
    linkTypeId,
    skipped: 0,
  })),
  deed: 'changed',
  async ask(targets, services) {
    const { own: sources, skipped } = ofOneConnection((await chooseLinks(targets, services)) ?? []);
    const [source] = sources;
    if (!source) return undefined;
    const current = new Set(sources.flatMap(({ links }) => links.map(({ linkTypeId }) => linkTypeId)));
    const without = current.size === 1 ? [...current] : [];
    const choices = await recentLinkTypes(await openSession(services, source.connectionId), without);
    const type = await pickLinkType(choices, l10n.t('{0} of {1}', targets.title, namedLinks(sources)), {
      placeholder: l10n.t('New type of the link: source → target'),
    });
    return type && { sources, linkTypeId: type.linkTypeId, type, skipped: countLinks(skipped) };
  },
  seen: ({ sources }) => seenByChoice(sources),
  async changes({ sources, linkTypeId }, services) {
    const session = await openSession(services, sources[0]?.connectionId ?? '');
    const types = await fetchLinkTypes(session);
    if (!types.some((type) => type.linkTypeId === linkTypeId))
      throw new UserError(
        l10n.t('Could not change the link type: the repository has no link type {0}.', linkTypeId),
      );
    return sources.map((source) => relinkChange(source, { linkTypeId }));
  },
  nothing: ({ type }) =>
    l10n.t('Nothing to change: the type is {0} already.', type ? linkTypeTitle(type) : ''),
  also: (_counts, { skipped }) => describeSkipped(skipped),
});
