import * as vscode from 'vscode';
import { causeOf, namesOfPlan, undoItems } from '../../changeFlow';
import type { HistoryItem } from '../../changes';
import type { Connections } from '../../connections';
import { previewReview } from '../../documents';
import { describeLink, type Link } from '../../domain';
import { connectionRow, entryIcon, linkRow, type LinksRead } from '../../tree';
import { type CommandId, COMMANDS, UserError } from '../../ui';
import type { FormHostOptions } from './formHost';
import type { IncomingChange } from './protocol';
import type { UndoResult } from './undo';

export interface FormDeps {
  readonly connections: Connections;
  readonly log: (error: unknown) => void;
  /** Told of all links of an entry that a form has just read. */
  readonly onRead: (read: LinksRead) => void;
}

type FormActions = Omit<
  FormHostOptions,
  'connections' | 'connectionId' | 'repository' | 'sourceId' | 'settings'
>;

/** What a form does in the rest of VS Code: by the commands of menus wherever there is one. */
export function formActions(deps: FormDeps, connectionId: string, sourceId: () => number): FormActions {
  return {
    iconOf: (entry) => entryIcon(entry).id,
    copyText: (text) => vscode.env.clipboard.writeText(text),
    reveal: (entryId) => command(COMMANDS.revealEntry, { connectionId, entryId }),
    openLinks: (entryId) => command(COMMANDS.assignLinks, { connectionId, sourceId: entryId }),
    changeIncoming: (what, links) =>
      changeIncoming(deps, connectionId, { sourceId: sourceId(), what, links }),
    preview: async (plan, name, told) => {
      const linkTypes = await (await deps.connections.open(connectionId)).linkTypes();
      await previewReview(plan, name, namesOfPlan({ plan, name, linkTypes, told }));
    },
    history: () => deps.connections.journal.list(),
    undo: (items, signal) => undoInForm(deps, connectionId, items, signal),
    help: (by) =>
      by === 'log' ? command(COMMANDS.showLog) : command(COMMANDS.diagnoseConnection, { connectionId }),
    onRead: (entryId, links) => deps.onRead({ connectionId, sourceId: entryId, links }),
    showHistory: (entryId) => command(COMMANDS.showLinkHistory, { connectionId, entryId }),
  };
}

const INCOMING_COMMANDS: Readonly<Record<IncomingChange, CommandId>> = {
  type: COMMANDS.changeLinkType,
  properties: COMMANDS.editLinkProperties,
  remove: COMMANDS.removeLinks,
};

/** By the commands of the menus: the links' rows, as the tree would show them, are what these act on. */
async function changeIncoming(
  { connections }: FormDeps,
  connectionId: string,
  {
    sourceId,
    what,
    links,
  }: { readonly sourceId: number; readonly what: IncomingChange; readonly links: readonly Link[] },
): Promise<void> {
  const connection = connections.list().find(({ id }) => id === connectionId);
  if (!connection) return;
  const parent = connectionRow(connection);
  const rows = links.map((link) => linkRow(parent, sourceId, describeLink(link, sourceId)));
  await vscode.commands.executeCommand(INCOMING_COMMANDS[what], rows[0], rows);
}

/** Undoes changes as the setting asks for it; conflicts are the form's to show. Undefined: the person said no. */
async function undoInForm(
  deps: Pick<FormDeps, 'connections'>,
  connectionId: string,
  items: readonly HistoryItem[],
  signal: AbortSignal | undefined,
): Promise<UndoResult | undefined> {
  const options = { isInteractive: true, resolvesConflicts: false, through: connectionId };
  try {
    const undone = await undoItems(deps, items, { ...options, ...(signal && { signal }) });
    return undone && { ...undone, results: undone.results.map(({ applied }) => applied) };
  } catch (error) {
    throw causeOf(error);
  }
}

/** Runs a command with an argument object: its failure is a sentence already. */
async function command<T>(id: string, ...args: readonly object[]): Promise<T | undefined> {
  try {
    return await vscode.commands.executeCommand<T | undefined>(id, ...args);
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
