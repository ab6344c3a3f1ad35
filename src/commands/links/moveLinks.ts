import { l10n } from 'vscode';
import { openSession } from '../../changeFlow';
import { BACK } from '../../ui';
import { form, id, mapArguments } from '../schema';
import { pickEntries } from '../support/pickEntries';
import { type EntryTarget, targetOf } from '../targets';
import {
  chooseLinks,
  countLinks,
  describeSkipped,
  LINKS_FIELDS,
  type LinksOfSource,
  namedLinks,
  ofOneConnection,
  seenByChoice,
} from './chooseLinks';
import { defineChange } from './defineChange';
import { relinkChange } from './relinking';

interface NewTarget {
  readonly sources: readonly LinksOfSource[];
  readonly targetId: number;
  readonly target?: EntryTarget;
  /** How many chosen links were passed over. */
  readonly skipped: number;
}

/** Gives links another target: same type, same properties. */
export const moveLinks = defineChange<NewTarget>({
  id: 'laserficheLinks.moveLinks',
  title: l10n.t('Move Link(s) to Another Target…'),
  args: mapArguments(form({ ...LINKS_FIELDS, targetId: id() }), ({ targetId, ...source }) => ({
    sources: [source],
    targetId,
    skipped: 0,
  })),
  deed: 'changed',
  async ask(targets, services) {
    const { own: sources, skipped } = ofOneConnection((await chooseLinks(targets, services)) ?? []);
    const [source] = sources;
    if (!source) return undefined;
    const { connectionId } = source;
    const title = l10n.t('Move {0}: To Which Entry?', namedLinks(sources));
    const picked = await pickEntries(await openSession(services, connectionId), { title, many: false });
    const [entry] = picked === BACK ? [] : (picked ?? []);
    if (!entry) return undefined;
    const target = targetOf(connectionId, entry);
    return { sources, targetId: target.linkEntryId, target, skipped: countLinks(skipped) };
  },
  seen: ({ sources }) => seenByChoice(sources),
  changes: ({ sources, targetId, target }) =>
    sources.map((source) => {
      const change = relinkChange(source, { targetId });
      return target?.entry ? { ...change, known: [...(source.known ?? []), target.entry] } : change;
    }),
  nothing: ({ target }) => l10n.t('Nothing to move: {0} is the target already.', target?.name ?? ''),
  also: (_counts, { skipped }) => describeSkipped(skipped),
});
