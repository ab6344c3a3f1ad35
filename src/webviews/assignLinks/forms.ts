import * as vscode from 'vscode';
import { byCount, formatList, formatNumber, type LinkArgument, notify, PANELS, UserError } from '../../ui';
import { type RepositoryRef, sameRepository } from '../../domain';
import { messagePage } from '../shared/page';
import { draftFile, Drafts, type Unsent } from './drafts';
import { nameOf, resolveTarget, type ToView } from './entries';
import { describeOtherRepository, repositoryOf, type FormIdentity } from './identity';
import { Operations } from './operations';
import type { FormDeps } from './actions';
import { type ClosedForm, FormPanel, type SharedByForms } from './panel';
import { isOfNewerVersion, readStoredState, type StoredState } from './storedDrafts';
import { isTitleOf, titleOf, withoutMark } from './titles';

export interface OpenForm extends Omit<FormIdentity, 'repository'> {
  /** Rows to propose on top of the entry's links. */
  readonly links?: readonly LinkArgument[];
}

export interface ReopenForm extends Omit<OpenForm, 'links'>, RepositoryRef {
  readonly draft?: string;
}

/** The Assign Links forms, one for each source entry of a repository and connection. */
export interface AssignLinksForms {
  /**
   * Shows the form of an entry, opening it when there is none yet, and settles when its links are loaded.
   * Rejects with the error of the load; the form then shows it too and offers to retry.
   */
  open(args: OpenForm): Promise<void>;
  /** Opens the form of an entry in place of one whose extension host is gone, with what that had not sent, as JSON. */
  reopen(args: ReopenForm): Promise<void>;
  /** The forms whose changes were not sent, those that are closed included. */
  unsent(): Promise<readonly Unsent[]>;
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
    retitle,
  };
  const closed = new ClosedForms((forms) => void offerAgain(forms));
  const didWake = new vscode.EventEmitter<void>();
  const didShow = new vscode.EventEmitter<string>();

  function retitle(): void {
    const forms = [...open].flatMap((form) => (form.titled ? [{ form, titled: form.titled }] : []));
    for (const { form, titled } of forms) {
      const others = forms.filter((one) => one.form !== form).map((one) => one.titled);
      form.label = titleOf(titled, others);
    }
  }

  /** One message for all that were closed together. */
  async function offerAgain(closedForms: readonly ClosedForm[]): Promise<void> {
    const all = closedForms.filter(({ identity }) => !find(identity));
    const lost = all.filter(({ isKept }) => !isKept);
    if (lost.length > 0) void notify.warn(describeLost(lost));
    const forms = all.filter(({ isKept }) => isKept);
    if (forms.length === 0) return;
    const names = formatList(forms.map(({ name }) => name));
    const reopen = byCount(
      forms.length,
      vscode.l10n.t('Open Form'),
      vscode.l10n.t('Open {0} Forms', formatNumber(forms.length)),
    );
    const answer = await notify.info(
      byCount(
        forms.length,
        vscode.l10n.t(
          'The changes to the links of {0} were not assigned. Open the form to go on with them.',
          names,
        ),
        vscode.l10n.t(
          'The changes in {0} forms were not assigned ({1}). Open the forms to go on with them.',
          formatNumber(forms.length),
          names,
        ),
      ),
      reopen,
    );
    if (answer !== reopen) return;
    for (const { identity } of forms) await own.open(identity).catch(deps.log);
  }

  function attach(panel: vscode.WebviewPanel, identity: FormIdentity, keptDraft?: unknown): FormPanel {
    const form = new FormPanel(panel, extensionUri, identity, deps, shared, keptDraft);
    open.add(form);
    panel.onDidDispose(() => {
      open.delete(form);
      void form.unsentAtEnd().then((unsent) => unsent && closed.add(unsent), deps.log);
      retitle();
    });
    const tell = () => {
      if (panel.active) didShow.fire(identity.connectionId);
    };
    panel.onDidChangeViewState(tell);
    tell();
    return form;
  }

  const find = (identity: FormIdentity, butFor?: FormPanel) =>
    [...open].find((one) => one !== butFor && one.isOf(identity));

  const asleep = () =>
    sleepingTabs([...[...open].map(({ label }) => label), ...[...unreadable].map(({ title }) => title)]);

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
      if (!isTitleOf(tab.label, source.name)) continue;
      // One that does not wake up is left over from an extension host that is gone: nobody will ever fill it again.
      if (await awake(() => showTab(tab), didWake.event)) continue;
      const left = asleep().filter(({ isActive, label }) => isActive && label === tab.label);
      await vscode.window.tabGroups.close(left);
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
    const form = making.then(async () => {
      // That its tab was just closed may still be on its way.
      if (find(identity)) await allWasTold();
      return find(identity) ?? (await wake(identity)) ?? attach(newPanel(identity.sourceId), identity);
    });
    making = form.catch(() => undefined);
    return form;
  }

  const own: AssignLinksForms = {
    onDidShow: didShow.event,
    unsent: () => shared.drafts.unsent(),
    async reopen({ draft, connectionId, sourceId, ...repository }) {
      const identity = { connectionId, sourceId, repository };
      // Kept before anything can fail: the page that has it is about to go.
      if (draft !== undefined && !find(identity)) await shared.drafts.keep(identity, JSON.parse(draft));
      const { connection } = await deps.connections.open(connectionId);
      if (!sameRepository(connection, repository))
        throw new UserError(describeOtherRepository(repository, connection));
      // The form that asks is the one that shows, and can't answer any more. One beside it asks for itself.
      await vscode.window.tabGroups.close(
        asleep().filter(({ isActive, group }) => isActive && group.isActive),
      );
      await own.open({ connectionId, sourceId });
    },
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
      closed.dispose();
      didWake.dispose();
      didShow.dispose();
    },
  };
  return own;
}

/** What could not be kept can't be offered again either. */
const describeLost = (forms: readonly ClosedForm[]) =>
  vscode.l10n.t(
    'Changes that were not assigned could not be kept: those to the links of {0}.',
    formatList(forms.map(({ name }) => name)),
  );

/** Milliseconds in which tabs that are closed together go: *Close All* closes one after another. */
const CLOSED_TOGETHER_MS = 300;

/** Gathers forms that were closed with changes not sent, so that they are told of once. */
class ClosedForms {
  readonly #tell: (forms: readonly ClosedForm[]) => void;
  #forms: ClosedForm[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (forms: readonly ClosedForm[]) => void) {
    this.#tell = tell;
  }

  add(form: ClosedForm): void {
    this.#forms.push(form);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(this.#forms.splice(0)), CLOSED_TOGETHER_MS);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

/** VS Code's messages keep their order: what it had to tell before it answers has been told when it has. */
const allWasTold = () => vscode.commands.executeCommand('vscode.getEditorLayout');

const viewOfName: ToView = (entry) => ({ id: entry.id, name: nameOf(entry) });

/** Stands in for a form that can't be opened again from what the window kept of it. */
function pageInstead(isNewer: boolean): string {
  const message = isNewer
    ? vscode.l10n.t(
        'A newer version of Laserfiche Links made this form. What you typed is kept: update the extension to go on with it.',
      )
    : vscode.l10n.t('This form can’t be restored. Open it again from the Laserfiche view.');
  return messagePage(vscode.l10n.t('Assign Links'), message, vscode.env.language);
}

/** After it, a tab that was shown is taken for one that does not wake up. */
const WAKE_TIMEOUT_MS = 3000;

/** Shows a tab, and tells whether it woke up. */
async function awake(show: () => Promise<void>, didWake: vscode.Event<void>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const done = (isAwake: boolean) => {
      listener.dispose();
      clearTimeout(timer);
      resolve(isAwake);
    };
    const listener = didWake(() => done(true));
    const timer = setTimeout(() => done(false), WAKE_TIMEOUT_MS);
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
  const labels = tabs.map(({ label }) => withoutMark(label));
  const ofAwake = awake.map(withoutMark);
  return tabs.filter(({ label }) => times(labels, withoutMark(label)) > times(ofAwake, withoutMark(label)));
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
