import { l10n } from 'vscode';
import { readOnlyBy } from '../../connections';
import { type ChangePlan, MAX_CONCURRENCY, mapConcurrent } from '../../changes';
import { previewReviews } from '../../documents';
import {
  changeLinks,
  countsOf,
  type EntryChange,
  type EntryResult,
  failingAs,
  nameOfId,
  namesOf,
  namesOfPlan,
  openSession,
  reportChanges,
  titleFor,
  watched,
} from '../../changeFlow';
import { notify, pickOne } from '../../ui';
import { defineCommand } from '../define';
import { form, id, inBoth, linkKeys, links, mapArguments, optional, text } from '../schema';
import type { CommandDeps } from '../support/deps';
import type { EntryTarget, Targets } from '../targets';
import { linksOfRows, type LinksOfSource, ofOneConnection, pickLinksOf } from './chooseLinks';
import { COUNTS } from './defineChange';
import { askForLinks, linkChanges } from './linking';
import { removalOf } from './removeLinks';

const title = l10n.t('Preview Change');

interface Preview {
  readonly changes: readonly EntryChange[];
  /** Nothing is to be sent, so there is nothing to ask. */
  readonly showsOnly: boolean;
}

type Previewed =
  { readonly plans: readonly ChangePlan[] } | { readonly results: readonly EntryResult[] | undefined };

/**
 * Shows the payload of entries before and after a change in the diff editor, and offers to send it. With an argument
 * object it shows only.
 */
export const previewChange = defineCommand<Preview, Preview, Previewed>({
  id: 'laserficheLinks.previewChange',
  title: l10n.t('Preview Change…'),
  args: mapArguments(
    form(
      { connectionId: text(), sourceId: id(), add: optional(links()), remove: optional(linkKeys()) },
      {
        check({ add = [], remove = [] }) {
          const both = inBoth(add, remove);
          return (
            both &&
            `the link to entry ${both.targetId} of type ${both.linkTypeId} stands in "add" and in "remove"`
          );
        },
      },
    ),
    ({ connectionId, sourceId, add: upsert = [], remove = [] }) => ({
      changes: [{ connectionId, sourceId, edit: { upsert, remove } }],
      showsOnly: true,
    }),
  ),
  answer: `opens the comparison; ${COUNTS}`,
  async ask(targets, services) {
    const changes = await askForChanges(targets, services);
    const [change] = changes ?? [];
    if (!changes || !change) return undefined;
    const connection = services.connections.list().find((one) => one.id === change.connectionId);
    return { changes, showsOnly: readOnlyBy(connection) !== false };
  },
  async run({ changes, showsOnly }, services) {
    if (showsOnly) return { plans: await show(services, changes) };
    const { isInteractive } = services;
    const options = { title, deed: 'changed', isInteractive, previews: true } as const;
    return { results: await changeLinks(services, changes, options) };
  },
  toAnswer: (previewed) =>
    'plans' in previewed ? previewed.plans.map(({ plan }) => countsOf(plan))[0] : undefined,
  tell(previewed, _given, services) {
    if ('plans' in previewed) void notify.info(l10n.t('This is a preview only: links are read-only.'));
    else if (previewed.results)
      reportChanges(services, previewed.results, {
        title,
        deed: 'changed',
        nothing: l10n.t('Nothing to change.'),
      });
  },
});

/** Shows what changes would do, also where nothing can be sent. */
async function show(deps: CommandDeps, changes: readonly EntryChange[]): Promise<readonly ChangePlan[]> {
  const reviews = await watched(titleFor(title, changes.length), ({ signal }) =>
    mapConcurrent(MAX_CONCURRENCY, changes, async ({ connectionId, name, edit, told, ...change }) => {
      const session = await openSession(deps, connectionId);
      const called = name ?? nameOfId(change.sourceId);
      const plan = async () => {
        // What is previewed is told at once: none of these edits is made of links that are read first.
        const request = {
          ...change,
          edit: typeof edit === 'function' ? {} : edit,
          cause: 'command',
        } as const;
        const { steps } = await session.editor.plan([request], { signal, isPreview: true });
        const linkTypes = await session.linkTypes({ signal });
        return steps.flatMap((step) => {
          if ('error' in step) throw step.error as Error;
          const names = namesOfPlan({ plan: step.plan, name: called, linkTypes, told });
          return { review: step.plan, name: called, names };
        });
      };
      return failingAs(l10n.t('Could not preview the change of {0}', called), plan, connectionId);
    }),
  );
  await previewReviews(reviews.flat());
  return reviews.flat().map(({ review }) => review);
}

/** The change that a person wants to see first: selected links removed, or for entries what they say. Undefined when they cancel. */
async function askForChanges(
  targets: Targets,
  deps: CommandDeps,
): Promise<readonly EntryChange[] | undefined> {
  const rows = targets.rows();
  if (rows.length > 0 && rows.every(({ kind }) => kind === 'link' || kind === 'group'))
    return removals(await linksOfRows(deps, rows));

  const entries = await targets.entries({ title: l10n.t('{0}: Of Which Entry?', title) });
  const { own } = ofOneConnection(entries ?? []);
  const [entry] = own;
  if (!entry) return undefined;
  const add = {
    icon: 'add',
    label: l10n.t('Add Links…'),
    detail: l10n.t('Choose a type and targets'),
    value: 'add' as const,
  };
  const remove = {
    icon: 'trash',
    label: l10n.t('Remove Links…'),
    detail: l10n.t('Choose among its links'),
    value: 'remove' as const,
  };
  const question = l10n.t('{0} of {1}', title, namesOf(own));
  const what = await pickOne(question, own.length === 1 ? [add, remove] : [add]);
  if (what === 'add') return additions(deps, own, entry.connectionId);
  const chosen = what && (await pickLinksOf(deps, entry, title));
  return chosen && removals(chosen);
}

function removals(sources: readonly LinksOfSource[]): readonly EntryChange[] {
  return ofOneConnection(sources).own.map(removalOf);
}

async function additions(
  deps: CommandDeps,
  sources: readonly EntryTarget[],
  connectionId: string,
): Promise<readonly EntryChange[] | undefined> {
  const linking = await askForLinks(await openSession(deps, connectionId), sources, title);
  return linking && linkChanges(linking);
}
