import * as vscode from 'vscode';
import type { Connections } from '../connections';
import { setContext } from '../ui';

/** Lets the steps of the walkthrough complete by themselves: by what happened, not by what was clicked. */
export function watchFirstSteps(
  connections: Pick<Connections, 'list' | 'onDidChange' | 'onDidChangeLinks' | 'onDidChangeLinksElsewhere'>,
  onDidShowLinks: vscode.Event<void>,
): vscode.Disposable {
  const look = () => {
    const list = connections.list();
    setContext('hasConnections', list.length > 0);
    setContext('hasSeveralConnections', list.length > 1);
    setContext(
      'hasSandbox',
      list.some(({ kind }) => kind === 'sandbox'),
    );
    setContext(
      'hasOwnConnection',
      list.some(({ kind }) => kind !== 'sandbox'),
    );
  };
  const changed = () => setContext('hasChangedLinks', true);
  look();
  return vscode.Disposable.from(
    connections.onDidChange(look),
    once(onDidShowLinks, () => setContext('hasSeenLinks', true)),
    once(connections.onDidChangeLinks, changed),
    once(connections.onDidChangeLinksElsewhere, changed),
  );
}

function once<T>(event: vscode.Event<T>, run: () => void): vscode.Disposable {
  const listening = event(() => {
    listening.dispose();
    run();
  });
  return listening;
}
