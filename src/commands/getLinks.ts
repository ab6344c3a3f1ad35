import * as vscode from 'vscode';
import { COMMANDS } from '../host';
import { asArguments, readArguments } from './support/arguments';
import type { Handler } from './support/deps';
import { during } from './support/failure';
import { openSession } from './support/pickConnection';
import { busy } from './support/progress';
import { resolveEntries } from './support/targets';

/** Answers all links of an entry, every page. From menu and palette they open as a JSON document. */
export const getLinks: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const { text, id } = readArguments(COMMANDS.getLinks, fields);
    const [connectionId, entryId] = [text('connectionId'), id('entryId')];
    const session = await openSession(deps, connectionId);
    return during(
      `read the links of entry ${entryId}`,
      () => session.repository.getLinks(entryId),
      connectionId,
    );
  }
  const entries = await resolveEntries(deps, first, selected, { title: 'Show Links as JSON' });
  for (const { connectionId, linkEntryId, name } of entries ?? []) {
    const session = await openSession(deps, connectionId);
    const links = await busy(() =>
      during(`read the links of ${name}`, () => session.repository.getLinks(linkEntryId), connectionId),
    );
    const content = `${JSON.stringify(links, null, 2)}\n`;
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language: 'json', content }),
      { preview: false },
    );
  }
  return undefined;
};
