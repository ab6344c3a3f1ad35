import type { Connections, Session } from '../../connections';

/**
 * Runs a step that opens each connection once: all of it works on one and the same repository, also when somebody edits
 * the connection meanwhile, in this window or another. What goes on after the step opens connections as they are then.
 */
export async function withPinnedSessions<D extends { readonly connections: Connections }, T>(
  deps: D,
  step: (deps: D) => Promise<T>,
): Promise<T> {
  const { connections } = deps;
  const opened = new Map<string, Promise<Session>>();
  let isOver = false;
  const open: Connections['open'] = (connectionId) => {
    if (isOver) return connections.open(connectionId);
    const known = opened.get(connectionId);
    if (known) return known;
    const session = connections.open(connectionId);
    opened.set(connectionId, session);
    // Who repairs what was wrong may try again.
    session.catch(() => opened.delete(connectionId));
    return session;
  };
  try {
    return await step({ ...deps, connections: { ...connections, open } });
  } finally {
    isOver = true;
  }
}
