import { ApiError, type CallOptions, type Link, type LinkType, type RepositoryApi } from '../api';
import {
  findConflicts,
  isNoChange,
  keyOf,
  planEdit,
  readLinks,
  sameProperties,
  toPayload,
  type EntryLinks,
  type LinkEdit,
  type LinkPlan,
  type OutgoingLink,
} from '../links';
import { EditError } from './errors';
import { inTurn } from './inTurn';

/** A wish to change the outgoing links of one entry. */
export interface LinkChange {
  readonly sourceId: number;
  readonly edit: LinkEdit;
  /** The links that the person saw while editing, as read from the server: overlaps with foreign changes since are refused. */
  readonly base?: readonly Link[];
  /** Links of an entry to itself are refused without it. */
  readonly allowSelfLinks?: boolean;
}

/** What became of a change. */
export interface LinkChangeOutcome {
  readonly sourceId: number;
  readonly plan: LinkPlan;
  /** False when nothing had to change: then no PUT was sent. */
  readonly sent: boolean;
  /** All links of the entry afterwards, outgoing ones as the server answered them. */
  readonly links: readonly Link[];
}

export interface LinkEditorOptions {
  readonly repository: Pick<RepositoryApi, 'getLinks' | 'assignLinks'>;
  readonly linkTypes: (options?: CallOptions) => Promise<readonly LinkType[]>;
}

/**
 * The one way a change of links reaches the server: read all pages, plan, write the complete set, compare the answer.
 * PUT overwrites and the server knows no precondition, so the links are read again right before writing.
 * Changes to one entry run one after another.
 */
export class LinkEditor {
  readonly #options: LinkEditorOptions;
  readonly #turn = inTurn();

  constructor(options: LinkEditorOptions) {
    this.#options = options;
  }

  /** Rejects with `EditError` or `ApiError`; unless the reason says otherwise, nothing was written then. */
  change(change: LinkChange, options: CallOptions = {}): Promise<LinkChangeOutcome> {
    return this.#turn(change.sourceId, () => this.#change(change, options));
  }

  async #change(change: LinkChange, options: CallOptions): Promise<LinkChangeOutcome> {
    const { repository, linkTypes } = this.#options;
    const { sourceId, edit } = change;
    const types = await linkTypes(options);
    checkEdit(change, types);

    const now = await repository.getLinks(sourceId, options);
    const current = readLinks(now, sourceId, types);
    if (change.base) {
      const base = readLinks(change.base, sourceId, types).outgoing;
      const conflicts = findConflicts(base, current.outgoing, edit);
      if (conflicts.length > 0) throw new EditError('conflict', { sourceId, conflicts });
    }
    const plan = planEdit(current.outgoing, edit);
    if (isNoChange(plan)) return { sourceId, plan, sent: false, links: now };
    const unsafe = [...current.unresolved.map(({ link }) => link), ...current.elsewhere];
    if (unsafe.length > 0) throw new EditError('unresolvedLinks', { sourceId, links: unsafe });

    const answer = await this.#write(sourceId, plan, current, types, options);
    const written = readLinks(answer, sourceId, types);
    if (written.unresolved.length > 0 || !sameLinks(written.outgoing, plan.after)) {
      throw new EditError('notAsSent', { sourceId, links: answer });
    }
    const incoming = written.incoming.length > 0 ? written.incoming : current.incoming;
    const outgoing = answer.filter((link) => link.sourceId === sourceId);
    return { sourceId, plan, sent: true, links: [...outgoing, ...incoming] };
  }

  /** A PUT whose outcome is unknown is never repeated blindly: what the server has now decides. */
  async #write(
    sourceId: number,
    plan: LinkPlan,
    current: EntryLinks,
    types: readonly LinkType[],
    options: CallOptions,
  ): Promise<readonly Link[]> {
    const { repository } = this.#options;
    try {
      return await repository.assignLinks(sourceId, toPayload(plan.after), options);
    } catch (error) {
      if (!(error instanceof ApiError) || !error.outcomeUnknown) throw error;
      const links = await repository.getLinks(sourceId).catch(() => {
        throw new EditError('outcomeUnknown', { sourceId });
      });
      const { outgoing } = readLinks(links, sourceId, types);
      if (sameLinks(outgoing, plan.after)) return links;
      if (sameLinks(outgoing, current.outgoing)) throw error;
      throw new EditError('outcomeUnknown', { sourceId, links });
    }
  }
}

/** Refuses what can't be meant, before anything is read. */
function checkEdit({ sourceId, edit, allowSelfLinks }: LinkChange, types: readonly LinkType[]): void {
  for (const { targetId, linkTypeId } of edit.put ?? []) {
    if (targetId === sourceId && !allowSelfLinks) throw new EditError('selfLink', { sourceId });
    if (!types.some((type) => type.linkTypeId === linkTypeId)) {
      throw new EditError('unknownLinkType', { sourceId, linkTypeId });
    }
  }
}

/** Equal as sets over (target, type), properties included. */
export function sameLinks(a: readonly OutgoingLink[], b: readonly OutgoingLink[]): boolean {
  const byKey = new Map(b.map((link) => [keyOf(link), link]));
  return (
    a.length === b.length &&
    a.every((link) => {
      const other = byKey.get(keyOf(link));
      return other !== undefined && sameProperties(link.properties, other.properties);
    })
  );
}
