import { l10n, QuickPickItemKind } from 'vscode';
import type { Drop } from '../../tree';
import {
  changeLinks,
  namesOf,
  openSession,
  refuseReadOnly,
  reportChanges,
  reportFailure,
  totalOf,
} from '../../changeFlow';
import type { LinkType } from '../../domain';
import { type Choice, notify, pickOne, type Remark } from '../../ui';
import type { CommandDeps } from '../support/deps';
import { withPinnedSessions } from '../support/pinSessions';
import {
  countRequested,
  describeNothingAdded,
  describeThere,
  LINK_TYPE_PICKER,
  linkChanges,
  type LinkTypeChoices,
  linkTypeRows,
  recentLinkTypes,
} from './linking';

/** Links what is dropped in the tree; a failure is told like a command's. */
export function linkDrop(deps: CommandDeps, drop: Drop): void {
  withPinnedSessions(deps, (pinned) => linkDropped(pinned, drop)).catch((error: unknown) =>
    reportFailure(error, l10n.t('Link Dropped Entries'), deps, () => linkDrop(deps, drop)),
  );
}

/** Links entries that were dropped onto an entry: it becomes their source, or their target where the person says so. */
async function linkDropped(deps: CommandDeps, drop: Drop): Promise<void> {
  if ('refused' in drop) {
    void notify.warn(describeRefused(drop.refused));
    return;
  }
  const { dropped, onto } = drop;
  const { connectionId, linkEntryId: sourceId } = onto;
  refuseReadOnly(deps, connectionId, { failed: l10n.t('Could not link the dropped entries'), sourceId });
  const types = await recentLinkTypes(await openSession(deps, connectionId));
  const choice = await pickDirectedType(types, { onto: onto.name, dropped: namesOf(dropped) });
  if (!choice) return;
  const { type, isReversed } = choice;
  const [sources, targets] = isReversed ? [dropped, [onto]] : [[onto], dropped];
  const changes = linkChanges({ sources, targets, type, cause: 'dragAndDrop' });
  const telling = { title: l10n.t('Link Dropped Entries'), deed: 'linked' } as const;
  const results = await changeLinks(deps, changes, { ...telling, isInteractive: true });
  if (!results) return;
  const also = describeThere(countRequested(changes) - totalOf(results).added);
  reportChanges(deps, results, { ...telling, nothing: describeNothingAdded(), also });
}

function describeRefused(reason: Extract<Drop, { refused: unknown }>['refused']): string {
  switch (reason) {
    case 'notAnEntry':
      return l10n.t('Links lead from entry to entry: drop onto a document, a folder or a link.');
    case 'ontoItself':
      return l10n.t('An entry was dropped onto itself: drop it onto another entry to link them.');
    case 'otherConnection':
      return l10n.t('Links stay within one repository: drop onto an entry of the same connection.');
  }
}

interface DirectedType {
  readonly type: LinkType;
  /** The dropped entries are the sources. */
  readonly isReversed: boolean;
}

/** Asks for the type of links between an entry and those dropped onto it, with their direction told and changeable. */
async function pickDirectedType(
  types: LinkTypeChoices,
  { onto, dropped }: { readonly onto: string; readonly dropped: string },
): Promise<DirectedType | undefined> {
  for (let isReversed = false; ; isReversed = !isReversed) {
    const [source, target] = isReversed ? [dropped, onto] : [onto, dropped];
    const reverse: Choice<LinkType | 'turn'> = {
      icon: 'arrow-swap',
      label: l10n.t('Link from {0} to {1} instead', target, source),
      value: 'turn',
    };
    const separator: Remark = { label: l10n.t('link types'), kind: QuickPickItemKind.Separator };
    const heading = types.recent > 0 ? [] : [separator];
    const choices = linkTypeRows<LinkType | 'turn'>(types, (type) => ({
      detail: `${source} (${type.sourceLabel}) → ${target} (${type.targetLabel})`,
      value: type,
    }));
    const title = l10n.t('Link from {0} to {1}', source, target);
    const picked = await pickOne(title, [reverse, ...heading, ...choices], {
      placeholder: l10n.t('Type of the link: source → target'),
      matchOnDescription: true,
      ...LINK_TYPE_PICKER,
      active: types.types[0],
    });
    if (picked === undefined) return undefined;
    if (picked !== 'turn') return { type: picked, isReversed };
  }
}
