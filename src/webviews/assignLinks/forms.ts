import * as vscode from 'vscode';
import { type LinkArgument, PANELS } from '../../ui';
import { messagePage } from '../shared/page';
import { draftFile, Drafts } from './drafts';
import { nameOf, resolveTarget, type ToView } from './entries';
import { repositoryOf, type FormIdentity } from './identity';
import { Operations } from './operations';
import { FormPanel, titleOf, type FormDeps, type SharedByForms } from './panel';
import { isOfNewerVersion, readStoredState, type StoredState } from './storedDrafts';

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
  const unreadable = new Set<vscode.WebviewPanel>();
  const shared: SharedByForms = {
    drafts: new Drafts(draftFile(vscode.Uri.joinPath(storage, 'drafts.json').fsPath)),
    operations: new Operations(),
    isOpen: (identity, butFor) => [...open].some((one) => one !== butFor && one.isLive && one.isOf(identity)),
  };
  const didWake = new vscode.EventEmitter<void>();
  const didShow = new vscode.EventEmitter<string>();

  function attach(panel: vscode.WebviewPanel, identity: FormIdentity, keptDraft?: unknown): FormPanel {
    const form = new FormPanel(panel, extensionUri, identity, deps, shared, keptDraft);
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

  const asleep = () => sleepingTabs([...open, ...unreadable].map(({ title }) => title));

  /** A form of the last window may still sleep in a tab: it is woken up, so that there are never two of an entry. */
  async function wake(identity: FormIdentity): Promise<FormPanel | undefined> {
    if (asleep().length === 0) return undefined;
    const { repository } = await deps.connections.open(identity.connectionId);
    // An entry that can't be read has no form to wake; the new one tells why.
    const source = await resolveTarget(repository, viewOfName, identity.sourceId).catch(() => undefined);
    if (!source) return undefined;
    const target = { ...identity, sourceId: source.id };
    for (const tab of asleep()) {
      if (find(target)) break;
      if (tab.label === titleOf(source.name)) await awake(() => showTab(tab), didWake.event);
    }
    return find(target);
  }

  /** A state of the time before versions does not tell the repository: where its connection leads now is where it opens. */
  function identityOf(saved: StoredState | undefined): FormIdentity | undefined {
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
      const saved = readStoredState(state);
      const identity = identityOf(saved);
      if (identity) attach(panel, identity, saved?.isTranslated ? saved.draft : undefined);
      else {
        unreadable.add(panel);
        panel.onDidDispose(() => unreadable.delete(panel));
        // Its state stays as it is: whoever can read it finds it again.
        panel.webview.html = pageInstead(isOfNewerVersion(state));
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

const viewOfName: ToView = (entry) => ({ id: entry.id, name: nameOf(entry) });

/** Stands in for a form that can't be opened again from what the window kept of it. */
function pageInstead(isNewer: boolean): string {
  const message = isNewer
    ? vscode.l10n.t(
        'A newer version of Laserfiche Links made this form, and what was typed in it is kept. Update the extension to go on with it.',
      )
    : vscode.l10n.t('This form can’t be brought back. Open it again from the Laserfiche view.');
  return messagePage(vscode.l10n.t('Assign Links'), message, vscode.env.language);
}

/** After it, a tab that was shown is taken for one that does not wake up. */
const WAKE_TIMEOUT_MS = 3000;

async function awake(show: () => Promise<void>, didWake: vscode.Event<void>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const done = () => {
      listener.dispose();
      clearTimeout(timer);
      resolve();
    };
    const listener = didWake(done);
    const timer = setTimeout(done, WAKE_TIMEOUT_MS);
    show().catch(reject);
  });
}

function newPanel(sourceId: number): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(
    PANELS.assignLinks,
    vscode.l10n.t('Links of entry {0}', sourceId),
    vscode.ViewColumn.Active,
    { enableFindWidget: true },
  );
}

/**
 * Tabs of the last window are brought back when they are first shown: until then nobody knows whose links they show,
 * but their label tells the name. Two forms may have the same label: those of entries of the same name.
 * @param awake labels of all forms that are awake.
 */
function sleepingTabs(awake: readonly string[]): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && isForm(input.viewType));
  const times = (labels: readonly string[], requested: string) =>
    labels.filter((label) => label === requested).length;
  const labels = tabs.map(({ label }) => label);
  return tabs.filter(({ isActive, label }) => !isActive && times(labels, label) > times(awake, label));
}

/** VS Code puts a prefix of its own before the type. */
const isForm = (viewType: string) => viewType.endsWith(PANELS.assignLinks);

const GROUPS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth'];

/** Shows a tab, which is how it wakes up. */
async function showTab(tab: vscode.Tab): Promise<void> {
  const group = GROUPS[tab.group.viewColumn - 1];
  if (group) await vscode.commands.executeCommand(`workbench.action.focus${group}EditorGroup`);
  await vscode.commands.executeCommand('workbench.action.openEditorAtIndex', tab.group.tabs.indexOf(tab));
}
