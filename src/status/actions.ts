import { l10n } from 'vscode';
import type { Connection, ConnectionState } from '../connections';
import { COMMANDS, SETTINGS, VIEWS } from '../ui';

/** What can be done with a connection from the status bar. */
export interface ConnectionAction {
  /** A codicon. */
  readonly icon: string;
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
    ...(connection && state === 'unreachable' ? [RETRY] : []),
    ...(connection ? [DIAGNOSE] : []),
    ...(state === 'unreachable' ? [SHOW_LOG] : []),
    ...writingActions(connection, readOnlySetting),
    // Not on top: what the Enter key does first must not forget a secret.
    ...(connection && connection.kind !== 'sandbox' && state !== 'signInNeeded' ? [SIGN_OUT] : []),
    { icon: 'list-tree', label: l10n.t('Show Connections'), ...plain(`${VIEWS.repository}.focus`) },
    { icon: 'add', label: l10n.t('Add Connection…'), ...plain(COMMANDS.addConnection) },
    ...(state === 'unreachable' ? [] : [SHOW_LOG]),
  ];
}

const plain = (command: string) => ({ command, row: false });
const ofRow = (command: string) => ({ command, row: true });

const RETRY: ConnectionAction = {
  icon: 'refresh',
  label: l10n.t('Retry'),
  ...ofRow(COMMANDS.testConnection),
};
const SHOW_LOG: ConnectionAction = {
  icon: 'output',
  label: l10n.t('Show Log'),
  ...plain(COMMANDS.showLog),
};

const DIAGNOSE: ConnectionAction = {
  icon: 'pulse',
  label: l10n.t('Diagnose Connection'),
  ...ofRow(COMMANDS.diagnoseConnection),
};

const SIGN_IN: ConnectionAction = { icon: 'sign-in', label: l10n.t('Sign In…'), ...ofRow(COMMANDS.signIn) };
const SIGN_OUT: ConnectionAction = {
  icon: 'sign-out',
  label: l10n.t('Sign Out'),
  detail: l10n.t('The saved secrets of this connection are forgotten, in all windows.'),
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
        icon: 'gear',
        label: l10n.t('Open the Setting That Refuses Every Change'),
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
          icon: 'unlock',
          label: l10n.t('Allow Changes Again'),
          detail: l10n.t('This connection is read-only.'),
          ...ofRow(COMMANDS.toggleReadOnly),
        }
      : { icon: 'lock', label: l10n.t('Make Read-Only'), ...ofRow(COMMANDS.toggleReadOnly) },
  ];
}
