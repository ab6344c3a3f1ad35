import type { ApiRoutes } from '../http/context';
import { HttpProblem } from '../http/problems';

/** `GET /v1/Repositories`: a bare array, unlike all other listings. */
export function repositoryRoutes(app: ApiRoutes): void {
  app.get('/', (c) => {
    const { repoId, repoName, behaviour } = c.var.services;
    if (!behaviour.repositoriesListed)
      throw new HttpProblem(404, 'This server does not list its repositories.');
    const webclientUrl = new URL(`/laserfiche?repo=${repoId}`, c.req.url).href;
    return c.json([{ repoId, repoName, webclientUrl }]);
  });
}
