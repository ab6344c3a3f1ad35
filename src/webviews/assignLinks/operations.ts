import { repositoryKey } from '../../domain';
import type { FormIdentity } from './identity';
import type { Ending } from '../shared/rpc';
import type { Failure, Operation, OperationKind } from './protocol';

interface Kept extends Operation {
  readonly of: string;
  readonly ending: Promise<Ending<Failure>>;
  readonly cancel: AbortController;
}

/**
 * Saves and the like of all forms, until the form was told how they ended: its page goes whenever its tab is hidden,
 * and its tab may be closed and opened again.
 */
export class Operations {
  readonly #kept = new Map<number, Kept>();

  /** @param ending never rejects. */
  begin(
    form: FormIdentity,
    id: number,
    kind: OperationKind,
    cancel: AbortController,
    ending: Promise<Ending<Failure>>,
  ): void {
    this.#kept.set(id, { of: keyOfForm(form), id, kind, cancel, ending });
  }

  /** In the order in which they were begun. */
  of(form: FormIdentity): readonly Operation[] {
    const key = keyOfForm(form);
    return [...this.#kept.values()].filter((one) => one.of === key).map(({ id, kind }) => ({ id, kind }));
  }

  /** `undefined`: there is none, or the form was told already. */
  ending(id: number): Promise<Ending<Failure>> | undefined {
    return this.#kept.get(id)?.ending;
  }

  /** Whether a save that is under way, or of which the form was not told, goes well. */
  async isSaved(form: FormIdentity): Promise<boolean> {
    for (const { id, kind } of this.of(form)) {
      const ending = kind === 'apply' ? await this.ending(id) : undefined;
      if (ending && 'result' in ending) return true;
    }
    return false;
  }

  cancel(id: number): void {
    this.#kept.get(id)?.cancel.abort();
  }

  received(id: number): void {
    this.#kept.delete(id);
  }
}

function keyOfForm({ connectionId, repository, sourceId }: FormIdentity): string {
  return JSON.stringify([connectionId, repositoryKey(repository), sourceId]);
}
