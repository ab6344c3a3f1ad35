import * as vscode from 'vscode';
import { type LinkArgument, PANELS } from '../../ui';
import { draftFile } from './draftFile';
import { Drafts } from './drafts';
import { isOfNewerVersion, readSavedState } from './guards';
import { LOST_PAGE, NEWER_PAGE } from './html';
import { Operations } from './operations';
import { FormPanel, titleOf, type FormDeps, type SharedByForms } from './panel';
import { repositoryOf, type FormIdentity } from './place';
import type { SavedState } from './protocol';
import { showTab, sleepingTabs } from './sleepingTabs';
import { resolveTarget, type ToView } from './targets';

export interface OpenForm extends Omit<FormIdentity, 'repository'> {
  /** Rows to propose on top of the entry's links. */
  readonly links?: readonly LinkArgument[];
}

/** The Assign Links forms, one for each source entry of a repository and connection. */
export interface AssignLinksForms {
  /**
   * Shows the form of an entry, opening it when there is none yet, and settles when its links are loaded.
   * Rejects with the error of the load; the form then shows it too and offers to retry.
   */
  open(args: OpenForm): Promise<void>;
  /** Fills a panel of the last window again, with what was typed in it. */
  restore(panel: vscode.WebviewPanel, state: unknown): void | PromiseLike<void>;
  /** A form came to the front: the id of its connection. */
  readonly onDidShow: vscode.Event<string>;
  /** Stops answering; the tabs stay, so that a reload of the window brings them back. */
  dispose(): void;
}

export function openedForms(
  extensionUri: vscode.Uri,
  { storage, ...deps }: FormDeps & { readonly storage: vscode.Uri },
): AssignLinksForms {
  const open = new Set<FormPanel>();
  /** Panels that could not be filled again: awake all the same. */
  const lost = new Set<vscode.WebviewPanel>();
  const shared: SharedByForms = {
    drafts: new Drafts(draftFile(vscode.Uri.joinPath(storage, 'drafts.json').fsPath)),
    operations: new Operations(),
    isOpen: (identity, butFor) => [...open].some((one) => one !== butFor && one.isLive && one.isOf(identity)),
  };
  const didWake = new vscode.EventEmitter<void>();
  const didShow = new vscode.EventEmitter<string>();

  function attach(panel: vscode.WebviewPanel, identity: FormIdentity): FormPanel {
    const form = new FormPanel(panel, extensionUri, identity, deps, shared);
    open.add(form);
    panel.onDidDispose(() => open.delete(form));
    const tell = () => {
      if (panel.active) didShow.fire(identity.connectionId);
    };
    panel.onDidChangeViewState(tell);
    tell();
    return form;
  }

  const find = (identity: FormIdentity, butFor?: FormPanel) =>
    [...open].find((one) => one !== butFor && one.isOf(identity));

  const asleep = () => sleepingTabs([...open, ...lost].map(({ title }) => title));

  /** A form of the last window may still sleep in a tab: it is woken up, so that there are never two of an entry. */
  async function wake(identity: FormIdentity): Promise<FormPanel | undefined> {
    if (asleep().length === 0) return undefined;
    const { repository } = await deps.connections.open(identity.connectionId);
    // An entry that can't be read has no form to wake; the new one tells why.
    const source = await resolveTarget(repository, viewOfName, identity.sourceId).catch(() => undefined);
    if (!source) return undefined;
    const wanted = { ...identity, sourceId: source.id };
    for (const tab of asleep()) {
      if (find(wanted)) break;
      if (tab.label === titleOf(source.name)) await awake(() => showTab(tab), didWake.event);
    }
    return find(wanted);
  }

  /** A state of the time before versions does not tell the repository: where its connection leads now is where it opens. */
  function identityOf(saved: SavedState | undefined): FormIdentity | undefined {
    if (!saved) return undefined;
    const { connectionId, sourceId } = saved;
    const connection = deps.connections.list().find(({ id }) => id === connectionId);
    const repository = saved.repository ?? (connection && repositoryOf(connection));
    return repository && { connectionId, repository, sourceId };
  }

  /** One after another: two calls at once must not make two forms. */
  let making: Promise<unknown> = Promise.resolve();
  function formOf(identity: FormIdentity): Promise<FormPanel> {
    const form = making.then(
      async () => find(identity) ?? (await wake(identity)) ?? attach(newPanel(identity.sourceId), identity),
    );
    making = form.catch(() => undefined);
    return form;
  }

  return {
    onDidShow: didShow.event,
    async open({ connectionId, sourceId, links = [] }) {
      // An unknown connection rejects here, before an empty form shows up.
      const { connection } = await deps.connections.open(connectionId);
      const form = await formOf({ connectionId, repository: repositoryOf(connection), sourceId });
      await form.show(links);
      // The form of a shortcut has become its target's, which may have one already.
      const older = find(form.identity, form);
      if (!older) return;
      form.close();
      await older.show(links);
    },
    restore(panel, state) {
      const identity = identityOf(readSavedState(state));
      if (identity) attach(panel, identity);
      else {
        lost.add(panel);
        panel.onDidDispose(() => lost.delete(panel));
        // Its state stays as it is: whoever can read it finds it again.
        panel.webview.html = isOfNewerVersion(state) ? NEWER_PAGE : LOST_PAGE;
      }
      didWake.fire();
    },
    dispose() {
      for (const form of open) form.dispose();
      didWake.dispose();
      didShow.dispose();
    },
  };
}

const viewOfName: ToView = ({ id, name }) => ({ id, name: name || (id === 1 ? '\\' : `Entry ${id}`) });

/** Milliseconds after which a tab that was shown is taken for one that does not wake up. */
const WAKES_WITHIN = 3000;

async function awake(show: () => Promise<void>, didWake: vscode.Event<void>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const done = () => {
      listener.dispose();
      clearTimeout(timer);
      resolve();
    };
    const listener = didWake(done);
    const timer = setTimeout(done, WAKES_WITHIN);
    show().catch(reject);
  });
}

function newPanel(sourceId: number): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    PANELS.assignLinks,
    `Links of entry ${sourceId}`,
    vscode.ViewColumn.Active,
    { enableFindWidget: true },
  );
}
