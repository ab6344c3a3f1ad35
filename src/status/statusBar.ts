import * as vscode from 'vscode';
import type { Connection, Connections } from '../connections';
import { oneLine } from '../domain';
import type { RepositoryView } from '../tree';
import { COMMANDS, notify, setContext, settings, SETTINGS } from '../ui';
import type { AssignLinksForms } from '../webviews';
import { ActiveConnection } from './active';
import { CalmStates } from './debounced';
import { DebouncedThrottle } from './debouncedThrottle';
import { watchFirstSteps } from './firstSteps';
import { createStatusItem } from './item';
import { SignInAsks } from './signInAsks';
import { describeStatus } from './describeStatus';

/** How connections stand, in sight of the person. */
export interface Status {
  /** The connection that the person works with. */
  active(): Connection | undefined;
  choose(connectionId: string): void;
  /** A message told the person that this connection needs a sign-in: they are not asked once more. */
  toldSignIn(connectionId: string): void;
  dispose(): void;
}

export interface StatusDeps {
  readonly connections: Connections;
  readonly view: RepositoryView;
  readonly forms: Pick<AssignLinksForms, 'onDidShow'>;
  readonly log: (error: unknown, operation: string) => void;
}

const READ_ONLY = `${SETTINGS.section}.${SETTINGS.readOnly}`;

/** The item in the status bar, the question for a sign-in, and the steps of the walkthrough. */
export function showStatus({ connections, view, forms, log }: StatusDeps): Status {
  const item = createStatusItem();
  const state = (connectionId: string) => connections.state(connectionId);
  const show = () => {
    const all = connections.list().map((connection) => ({
      connection,
      state: calm.shown(connection.id),
      throttle: throttles.shown(connection.id),
    }));
    const active = all.find(({ connection }) => connection.id === activeOne.id);
    const words = describeStatus({ all, active, readOnlySetting: settings.readOnly() });
    item.show(words, active?.connection);
  };
  const calm = new CalmStates({ state, changed: show });
  const throttles = new DebouncedThrottle({ throttle: (id) => connections.throttle(id), changed: show });
  const activeOne = new ActiveConnection(() => connections.list().map(({ id }) => id), show);
  const asks = new SignInAsks({
    state,
    ask: (connectionId) => void ask(connectionId).catch((error: unknown) => log(error, 'ask for a sign-in')),
  });

  async function ask(connectionId: string): Promise<void> {
    const connection = connections.list().find(({ id }) => id === connectionId);
    if (!connection) return;
    const signIn = 'Sign In…';
    const words = `${oneLine(connection.name)} needs a sign-in: the server does not accept the saved one any more, or there is none. Sign in to go on.`;
    const answer = await notify.warn(words, signIn);
    if (answer === signIn) await vscode.commands.executeCommand(COMMANDS.signIn, { connectionId });
  }

  const showSetting = () => {
    const list = connections.list();
    const isEach = list.length > 0 && list.every(({ readOnly }) => readOnly);
    setContext('readOnly', settings.readOnly() || isEach);
    show();
  };
  showSetting();
  const services = vscode.Disposable.from(
    item,
    calm,
    throttles,
    asks,
    watchFirstSteps(connections, view.tree.onDidShowLinks),
    connections.onDidChange(showSetting),
    connections.onDidChangeState((connectionId) => {
      calm.look(connectionId);
      asks.look(connectionId);
    }),
    connections.onDidChangeThrottle((connectionId) => throttles.look(connectionId)),
    view.view.onDidChangeSelection(({ selection }) => activeOne.looksAt(selection[0]?.connectionId)),
    forms.onDidShow((connectionId) => activeOne.looksAt(connectionId)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(READ_ONLY)) showSetting();
    }),
  );
  return {
    active: () => connections.list().find(({ id }) => id === activeOne.id),
    choose: (connectionId) => activeOne.looksAt(connectionId),
    toldSignIn: (connectionId) => asks.told(connectionId),
    dispose: () => void services.dispose(),
  };
}
