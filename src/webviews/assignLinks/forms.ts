import * as vscode from 'vscode';
import { PANELS, type LinkArgument } from '../../host';
import { readSavedState } from './guards';
import { LOST_PAGE } from './html';
import { FormPanel, type FormDeps, type FormIdentity } from './panel';

export interface OpenForm extends FormIdentity {
  /** Rows to propose on top of the entry's links. */
  readonly links?: readonly LinkArgument[];
}

/** The Assign Links forms, one for each connection and source entry. */
export interface AssignLinksForms {
  /**
   * Shows the form of an entry, opening it when there is none yet, and settles when its links are loaded.
   * Rejects with the error of the load; the form then shows it too and offers to retry.
   */
  open(args: OpenForm): Promise<void>;
  /** Stops answering; the tabs stay, so that a reload of the window brings them back. */
  dispose(): void;
}

/** Makes the forms, and brings back those of the last window with what was typed in them. */
export function registerAssignLinksForms(
  context: Pick<vscode.ExtensionContext, 'extensionUri' | 'subscriptions'>,
  deps: FormDeps,
): AssignLinksForms {
  const open = new Set<FormPanel>();

  function attach(panel: vscode.WebviewPanel, identity: FormIdentity): FormPanel {
    const form = new FormPanel(panel, context.extensionUri, identity, deps);
    open.add(form);
    panel.onDidDispose(() => open.delete(form));
    return form;
  }

  const forms: AssignLinksForms = {
    async open({ connectionId, sourceId, links = [] }) {
      const identity = { connectionId, sourceId };
      // An unknown connection rejects here, before an empty form shows up.
      await deps.connections.open(connectionId);
      const form = [...open].find((one) => one.isOf(identity)) ?? attach(newPanel(sourceId), identity);
      await form.show(links);
    },
    dispose() {
      for (const form of open) form.dispose();
    },
  };

  context.subscriptions.push(
    forms,
    vscode.window.registerWebviewPanelSerializer(PANELS.assignLinks, {
      deserializeWebviewPanel(panel, state: unknown) {
        const saved = readSavedState(state);
        if (saved) attach(panel, saved);
        else panel.webview.html = LOST_PAGE;
        return Promise.resolve();
      },
    }),
  );
  return forms;
}

function newPanel(sourceId: number): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    PANELS.assignLinks,
    `Links of entry ${sourceId}`,
    vscode.ViewColumn.Active,
    { enableFindWidget: true },
  );
}
