import { entryUrl, type ApiRoutes } from '../http/context';
import { badRequest, HttpProblem } from '../http/problems';
import type { Task } from '../http/tasks';

/** `GET …/Tasks/{token}`: 202 while it runs, 201 when it made an entry, 200 otherwise. `DELETE` cancels. */
export function taskRoutes(app: ApiRoutes): void {
  app.get('/:repoId/Tasks/:token', (c) => {
    const task = c.var.services.tasks.get(c.req.param('token'));
    if (!task) throw noSuchTask();
    const redirectUri = task.entryId === undefined ? null : entryUrl(c, task.entryId);
    if (redirectUri !== null) c.header('Location', redirectUri);
    const status = task.status === 'InProgress' ? 202 : redirectUri === null ? 200 : 201;
    return c.json(progress(task, redirectUri), status);
  });

  app.delete('/:repoId/Tasks/:token', (c) => {
    const { tasks } = c.var.services;
    const token = c.req.param('token');
    if (!tasks.get(token)) throw noSuchTask();
    if (!tasks.cancel(token)) throw badRequest('Cannot cancel ended operation.');
    return c.body(null, 204);
  });
}

function progress(task: Task, redirectUri: string | null) {
  const errors = task.error ? [{ objectId: task.error.entryId, errorMessage: task.error.message }] : [];
  return {
    operationToken: task.token,
    operationType: task.type,
    percentComplete: task.status === 'Completed' ? 100 : 0,
    status: task.status,
    errors,
    redirectUri,
    entryId: task.entryId ?? 0,
    startTimestamp: new Date(task.startedAt).toISOString(),
    statusTimestamp: new Date(task.changedAt).toISOString(),
  };
}

const noSuchTask = () => new HttpProblem(404, 'Operation token not found.');
