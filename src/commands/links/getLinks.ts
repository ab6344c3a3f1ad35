import * as vscode from 'vscode';
import { toWireLink, type WireLink } from '../../api';
import type { Session } from '../../connections';
import { COMMANDS } from '../../ui';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { during } from '../support/failure';
import { openSession } from '../support/pickConnection';
import { watched } from '../support/progress';
import { resolveEntries } from '../targets';

/** Answers all links of an entry, every page. From menu and palette they open as a JSON document. */
export const getLinks: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const { text, id } = readArguments(COMMANDS.getLinks, fields);
    const [connectionId, entryId] = [text('connectionId'), id('entryId')];
    const session = await openSession(deps, connectionId);
    return readAll(session, entryId, `entry ${entryId}`);
  }
  const entries = await resolveEntries(deps, first, selected, { title: 'Show Links as JSON' });
  for (const { connectionId, linkEntryId, name } of entries ?? []) {
    const session = await openSession(deps, connectionId);
    const links = await readAll(session, linkEntryId, name);
    const content = `${JSON.stringify(links, null, 2)}\n`;
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language: 'json', content }),
      { preview: false },
    );
  }
  return undefined;
};

function readAll(session: Session, entryId: number, name: string): Promise<readonly WireLink[]> {
  const { connection, repository } = session;
  return watched(`Reading the links of ${name}`, ({ signal }) =>
    during(
      `read the links of ${name}`,
      async () => (await repository.getLinks(entryId, { fresh: true, signal })).map(toWireLink),
      connection.id,
    ),
  );
}
