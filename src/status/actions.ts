import type { Connection, ConnectionState } from '../connections';
import { COMMANDS, SETTINGS, VIEWS } from '../host/ids';

/** What can be done with a connection from the status bar. */
export interface ConnectionAction {
  /** With a codicon. */
  readonly label: string;
  readonly detail?: string;
  /** The command that does it; `row`: it gets the connection's row, as from its menu. */
  readonly command: string;
  readonly row: boolean;
  readonly arguments?: readonly unknown[];
}

export interface ActionsOf {
  /** The one that the person works with, where there is one. */
  readonly connection?: Pick<Connection, 'kind' | 'name' | 'readOnly'> | undefined;
  readonly state: ConnectionState;
  readonly readOnlySetting: boolean;
}

/** In the order of how likely they are wanted; switching to another connection is the caller's own. */
export function actionsOf({ connection, state, readOnlySetting }: ActionsOf): readonly ConnectionAction[] {
  return [
    ...(connection && needsSignIn(connection, state) ? [SIGN_IN] : []),
    ...(connection ? [DIAGNOSE] : []),
    ...writingActions(connection, readOnlySetting),
    // Not on top: what the Enter key does first must not forget a secret.
    ...(connection && connection.kind !== 'sandbox' && state !== 'signInNeeded' ? [SIGN_OUT] : []),
    { label: '$(list-tree) Show Connections', ...plain(`${VIEWS.repository}.focus`) },
    { label: '$(add) Add Connection…', ...plain(COMMANDS.addConnection) },
    { label: '$(output) Show Log', ...plain(COMMANDS.showLog) },
  ];
}

const plain = (command: string) => ({ command, row: false });
const ofRow = (command: string) => ({ command, row: true });

const DIAGNOSE: ConnectionAction = {
  label: '$(pulse) Diagnose Connection',
  ...ofRow(COMMANDS.diagnoseConnection),
};

const SIGN_IN: ConnectionAction = { label: '$(sign-in) Sign In…', ...ofRow(COMMANDS.signIn) };
const SIGN_OUT: ConnectionAction = {
  label: '$(sign-out) Sign Out',
  detail: 'The saved secrets of this connection are forgotten, in all windows.',
  ...ofRow(COMMANDS.signOut),
};

function needsSignIn({ kind }: Pick<Connection, 'kind'>, state: ConnectionState): boolean {
  return kind !== 'sandbox' && state === 'signInNeeded';
}

function writingActions(
  connection: ActionsOf['connection'],
  readOnlySetting: boolean,
): readonly ConnectionAction[] {
  if (readOnlySetting) {
    const setting = `${SETTINGS.section}.${SETTINGS.readOnly}`;
    return [
      {
        label: '$(gear) Open the Setting That Refuses Every Change',
        detail: setting,
        command: 'workbench.action.openSettings',
        row: false,
        arguments: [setting],
      },
    ];
  }
  if (!connection) return [];
  return [
    connection.readOnly
      ? {
          label: '$(unlock) Allow Changes Again',
          detail: 'This connection is read-only.',
          ...ofRow(COMMANDS.toggleReadOnly),
        }
      : { label: '$(lock) Make Read-Only', ...ofRow(COMMANDS.toggleReadOnly) },
  ];
}
