import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { AuditSet, CheckId, CheckOptions, StateStore } from '../../audit';
import { nodeDisk, writeDurably } from '../../changes';
import { repositoryKey, type RepositoryRef } from '../../domain';

/** What an audit is asked for: the same audit goes on where it was. */
export interface AuditQuestion {
  readonly set: AuditSet;
  readonly checks: readonly CheckId[];
  readonly options: CheckOptions;
}

/** What was read longer ago says little of today's repository: the audit begins anew. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/**
 * Where it is kept how far an audit of a repository is: a file of its own, so that it goes on after a restart.
 * @param onFailure is told what could not be kept or removed; that ends no audit, which would only begin anew next time.
 */
export function stateFile(
  folder: string,
  repository: RepositoryRef,
  question: AuditQuestion,
  onFailure: (error: unknown) => void,
): StateStore & { forget(): Promise<void> } {
  const key = createHash('sha256')
    .update(repositoryKey(repository) + JSON.stringify(question))
    .digest('hex')
    .slice(0, 32);
  const file = path.join(folder, `${key}.audit.json`);
  return {
    async read() {
      try {
        const { mtimeMs } = await stat(file);
        if (Math.abs(Date.now() - mtimeMs) > KEPT_MS) return undefined;
        return JSON.parse(await readFile(file, 'utf8')) as unknown;
      } catch {
        // Nothing was kept, or it can't be read: the audit begins anew.
        return undefined;
      }
    },
    async write(state) {
      try {
        await mkdir(folder, { recursive: true });
        await writeDurably(nodeDisk, file, JSON.stringify(state));
      } catch (error) {
        onFailure(error);
      }
    },
    forget: () => rm(file, { force: true }).catch(onFailure),
  };
}
