import * as vscode from 'vscode';
import { oneLine } from '../../domain';
import { byCount, COMMANDS, formatNumber } from '../../ui';
import { childId, contextValues, FAILED, type Icon, type Row, type RowKind } from './row';

/**
 * A state said in words: empty, failed, unreachable or cancelled (with Retry), signed out (with Sign in), or that some rows
 * of the folder could not be read (`count` of them).
 */
export interface MessageNode extends Row {
  readonly kind: 'message';
  readonly parent: Row;
  readonly state: 'empty' | 'failed' | 'unreachable' | 'cancelled' | 'signedOut' | 'unreadable';
  readonly text: string;
  readonly detail?: string;
  readonly count?: number;
}

export function messageRow(
  parent: Row,
  state: MessageNode['state'],
  text: string,
  detail?: string,
): MessageNode {
  return {
    kind: 'message',
    id: childId(parent.id, 'message'),
    parent,
    connectionId: parent.connectionId,
    state,
    text,
    ...(detail === undefined ? {} : { detail }),
  };
}

/** Says beside the rows of a folder that there are more which the server did not tell as it should. */
export const unreadableRow = (parent: Row, count: number): MessageNode => ({
  ...messageRow(
    parent,
    'unreadable',
    byCount(
      count,
      vscode.l10n.t('1 entry could not be read'),
      vscode.l10n.t('{0} entries could not be read', formatNumber(count)),
    ),
    vscode.l10n.t('What the server sent in their place is not an entry, or has no id.'),
  ),
  id: childId(parent.id, 'unreadable'),
  count,
});

export const saysUnreadable = (row: Row): row is MessageNode => isMessage(row) && row.state === 'unreadable';

/** Whether a row says that nothing goes on before a person signs in. */
export const saysSignIn = (row: Row): row is MessageNode => isMessage(row) && row.state === 'signedOut';

/** Whether a row says that nobody answered: it is read again once the server is back. */
export const saysUnreachable = (row: Row): row is MessageNode =>
  isMessage(row) && row.state === 'unreachable';

const isMessage = (row: Row): row is MessageNode => row.kind === 'message';

const ICONS: Readonly<Record<MessageNode['state'], Icon>> = {
  empty: { name: 'info', color: 'disabledForeground' },
  failed: FAILED,
  unreachable: FAILED,
  cancelled: { name: 'circle-slash', color: 'disabledForeground' },
  signedOut: { name: 'sign-in' },
  unreadable: { name: 'warning', color: 'list.warningForeground' },
};

const CONTEXT = {
  empty: contextValues('message', 'empty'),
  failed: contextValues('message', 'failed'),
  failedSearch: contextValues('failed', 'failedSearch', 'message'),
  unreachable: contextValues('message', 'failed', 'unreachable'),
  cancelled: contextValues('message', 'cancelled'),
  signedOut: contextValues('message', 'signedOut'),
  unreadable: contextValues('message', 'unreadable'),
} as const;

export const canBeRetried = ({ state }: MessageNode) => state !== 'empty' && state !== 'signedOut';

export const message: RowKind<MessageNode> = {
  label: (row) => oneLine(row.text),

  spoken: ({ detail }, seen) => (detail === undefined ? seen : vscode.l10n.t('{0}. {1}', seen, detail)),

  icon: (row) => ICONS[row.state],

  context: ({ state, parent }) =>
    CONTEXT[state === 'failed' && parent.kind === 'search' ? 'failedSearch' : state],

  click(row) {
    if (canBeRetried(row))
      return { command: COMMANDS.refresh, title: vscode.l10n.t('Retry'), arguments: [row.parent] };
    return row.state === 'signedOut'
      ? { command: COMMANDS.signIn, title: vscode.l10n.t('Sign In'), arguments: [row] }
      : undefined;
  },
};
