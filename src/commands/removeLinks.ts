import * as vscode from 'vscode';
import type { Link } from '../api';
import { COMMANDS, plural } from '../host';
import { describeLink, resolveLinkTypeId, type LinkKey } from '../links';
import { asArguments, readArguments } from './support/arguments';
import {
  changeAll,
  changeLinks,
  countsOf,
  describeFailures,
  totalOf,
  type SourceEdit,
} from './support/changes';
import type { CommandDeps, Handler } from './support/deps';
import { pickLinks } from './support/pickLinks';
import { openSession } from './support/pickConnection';
import { busy } from './support/progress';
import { resolveEntries, rowsOf } from './support/targets';
import { UserError } from '../host';

const TITLE = 'Remove Link(s)';

/** Removes the selected links and keeps all others. With an argument object it asks nothing and answers the counts. */
export const removeLinks: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const { text, id, links } = readArguments(COMMANDS.removeLinks, fields);
    const sourceId = id('sourceId');
    const edit = { remove: links(false) };
    const change = { connectionId: text('connectionId'), sourceId, name: `entry ${sourceId}`, edit };
    return countsOf((await changeLinks(deps, change)).plan);
  }
  const rows = rowsOf(deps, first, selected);
  const links = rows.flatMap((node) =>
    node.kind === 'link' ? [{ connectionId: node.connectionId, link: node.view.link }] : [],
  );
  const chosen = links.length > 0 ? links : await askForLinks(deps, first, selected);
  if (chosen && chosen.length > 0) await removeAndTell(deps, chosen);
  return undefined;
};

interface OwnedLink {
  readonly connectionId: string;
  readonly link: Link;
}

async function askForLinks(
  deps: CommandDeps,
  first: unknown,
  selected: unknown,
): Promise<readonly OwnedLink[] | undefined> {
  const [entry] = (await resolveEntries(deps, first, selected, { title: `${TITLE}: Of Which Entry?` })) ?? [];
  if (!entry) return undefined;
  const links = await pickLinks(deps, entry, { title: `${TITLE} of ${entry.name}`, many: true });
  return links?.map(({ link }) => ({ connectionId: entry.connectionId, link }));
}

/** A link belongs to its source: an incoming one is removed there. */
async function removeAndTell(deps: CommandDeps, links: readonly OwnedLink[]): Promise<void> {
  const count = plural(links.length, 'link');
  const remove = links.length === 1 ? 'Remove Link' : `Remove ${count}`;
  const answer = await vscode.window.showWarningMessage(
    links.length === 1 ? 'Remove this link?' : `Remove ${count}?`,
    { modal: true, detail: `${listed(links)}\n\nAll other links are kept.` },
    remove,
  );
  if (answer !== remove) return;

  const changes = await editsOf(deps, links);
  const result = await busy(() => changeAll(deps, changes, TITLE));
  if (result.failures.length > 0) {
    void vscode.window.showWarningMessage(describeFailures(result));
    return;
  }
  const { removed, kept } = totalOf(result);
  void vscode.window.showInformationMessage(
    removed > 0 ? `Removed ${plural(removed, 'link')}, kept ${kept}.` : 'The links were gone already.',
  );
}

const LISTED = 10;

function listed(links: readonly OwnedLink[]): string {
  const lines = links.slice(0, LISTED).map(({ link }) => {
    const { ownLabel, otherLabel, otherPath, otherName } = describeLink(link, link.sourceId);
    return `${link.sourceFullPath ?? `Entry ${link.sourceId}`} (${ownLabel}) → ${otherPath || otherName} (${otherLabel})`;
  });
  return links.length > LISTED
    ? [...lines, `… and ${links.length - LISTED} more`].join('\n')
    : lines.join('\n');
}

/** One edit a source entry. */
async function editsOf(deps: CommandDeps, links: readonly OwnedLink[]): Promise<SourceEdit[]> {
  const bySource = new Map<
    string,
    { connectionId: string; sourceId: number; name: string; remove: LinkKey[] }
  >();
  for (const { connectionId, link } of links) {
    const types = await (await openSession(deps, connectionId)).linkTypes();
    const linkTypeId = resolveLinkTypeId(link, types);
    if (typeof linkTypeId !== 'number') {
      throw new UserError(
        `Could not remove the link to ${link.targetFullPath ?? link.targetId}: the server does not tell its type. Nothing was written.`,
      );
    }
    const key = `${connectionId}/${link.sourceId}`;
    const name = link.sourceFullPath ?? `entry ${link.sourceId}`;
    const edit = bySource.get(key) ?? { connectionId, sourceId: link.sourceId, name, remove: [] };
    edit.remove.push({ targetId: link.targetId, linkTypeId });
    bySource.set(key, edit);
  }
  return [...bySource.values()].map(({ remove, ...source }) => ({ ...source, edit: { remove } }));
}
