import { ApiError, linksUrl, toCurl, toWirePayload, untilAborted, type CallOptions } from '../../api';
import {
  editBetween,
  type Entry,
  type Link,
  type LinkAssignment,
  type OutgoingLink,
  readLinks,
  type RepositoryRef,
} from '../../domain';
import type { Connections, Session } from '../../connections';
import { EditError, repairOf, type ChangePlan, type ChangeRequest } from '../../changes';
import type { LinkArgument } from '../../ui';
import { assertNever } from './protocol';
import { viewOf } from './entryView';
import type {
  EntryView,
  FormContents,
  FormSettings,
  ProposedLink,
  Request,
  Saved,
  TakenBack,
  Wish,
} from './protocol';
import { linksForApp } from './linksForApp';
import { checkPlace } from './place';
import { savedOf } from './saved';
import { findTargets, resolveTarget, type ToView } from './targets';

export interface FormHostOptions {
  readonly connections: Pick<Connections, 'open'>;
  readonly connectionId: string;
  /** Where the entry is: refused wherever the connection leads elsewhere. */
  readonly repository: RepositoryRef;
  readonly sourceId: number;
  readonly settings: () => FormSettings;
  /** Codicon of an entry. */
  readonly iconOf: (entry: Entry) => string;
  readonly copyText: (text: string) => PromiseLike<void>;
  readonly reveal: (entryId: number) => PromiseLike<unknown>;
  /** Shows a review's payloads side by side. */
  readonly preview: (review: ChangePlan, name: string) => PromiseLike<void>;
  /** Takes a change back; `undefined` when the person did not want it after all. */
  readonly undo: (changeId: string) => PromiseLike<TakenBack | undefined>;
  readonly showHistory: (entryId: number) => PromiseLike<unknown>;
}

interface Reading {
  readonly contents: Promise<FormContents>;
  /** Ends it for all who wait for it. */
  readonly cancel: AbortController;
}

/** Requests that the panel answers: they are about the page, not about the repository. */
type OfPage = 'resume' | 'outcome';

/** Answers the form's requests: everything of a form's host side that needs no VS Code. */
export class FormHost {
  readonly #options: FormHostOptions;
  #sourceId: number;
  #contents: FormContents | undefined;
  #reading: Reading | undefined;
  #proposals: LinkArgument[] = [];
  #finding = new AbortController();
  readonly #toView: ToView;

  constructor(options: FormHostOptions) {
    this.#options = options;
    this.#sourceId = options.sourceId;
    this.#toView = (entry, viaShortcut) => viewOf(entry, options.iconOf, viaShortcut);
  }

  /** The entry whose links the form changes: a shortcut given at first has become its target once loaded. */
  get sourceId(): number {
    return this.#sourceId;
  }

  propose(links: readonly LinkArgument[]): void {
    this.#proposals.push(...links);
  }

  /** Takes over the links that the server is known to have now; gives them as the form needs them. */
  setLinks(links: readonly Link[]): readonly Link[] {
    const told = linksForApp(links, this.#sourceId);
    if (this.#contents) this.#contents = { ...this.#contents, links: told };
    return told;
  }

  /** Reads from the server at the next load. */
  forget(): void {
    this.#contents = undefined;
    this.#reading = undefined;
  }

  /**
   * `signal` ends loading and saving; a save whose links are on their way looks what became of them.
   * Rejects with `EditError`, reason `otherRepository`, where the connection leads elsewhere.
   */
  async answer(request: Exclude<Request, { kind: OfPage }>, signal?: AbortSignal): Promise<unknown> {
    await this.#session();
    switch (request.kind) {
      case 'load':
        return this.load(request.fresh, signal);
      case 'takeProposals':
        return this.#takeProposals();
      case 'findTargets':
        return this.#find(request.text);
      case 'resolveTarget':
        return resolveTarget((await this.#session()).repository, this.#toView, request.entryId);
      case 'save':
        return this.#save(request, signal);
      case 'preview':
        await this.#preview(request, signal);
        return null;
      case 'undo':
        return (await this.#options.undo(request.changeId)) ?? null;
      case 'showHistory':
        await this.#options.showHistory(this.#sourceId);
        return null;
      case 'restoreIncoming':
        await this.#restoreIncoming(request.links, signal);
        return null;
      case 'copy':
        await this.#copy(request.what, request.payload);
        return null;
      case 'reveal':
        await this.#options.reveal(request.entryId);
        return null;
      default:
        return assertNever(request);
    }
  }

  /** What the form shows: read once, and again when `fresh`. Reads wanted at the same time are one. */
  async load(fresh: boolean, signal?: AbortSignal): Promise<FormContents> {
    const known = fresh ? undefined : this.#contents;
    if (known) {
      await this.#session();
      return { ...known, ...this.#options.settings() };
    }
    const reading = this.#reading ?? this.#begin();
    this.#reading = reading;
    const end = () => reading.cancel.abort(new ApiError('cancelled', 'The person did not want to wait.'));
    signal?.addEventListener('abort', end, { once: true });
    try {
      const contents = await reading.contents;
      if (this.#reading === reading) this.#contents = contents;
      return contents;
    } finally {
      signal?.removeEventListener('abort', end);
      if (this.#reading === reading) this.#reading = undefined;
    }
  }

  #begin(): Reading {
    const cancel = new AbortController();
    return { contents: untilAborted(this.#read(cancel.signal), cancel.signal), cancel };
  }

  async #read(signal: AbortSignal): Promise<FormContents> {
    const session = await this.#session();
    const { repository } = session;
    const ownLinks = repository.getLinks(this.#sourceId, { fresh: true, signal });
    // Of a shortcut nothing is shown but its target: then it does not matter how this went.
    ownLinks.catch(() => undefined);
    const [source, linkTypes] = await Promise.all([
      resolveTarget(repository, this.#toView, this.#sourceId, { signal }),
      session.linkTypes({ signal }),
    ]);
    const links = await (source.id === this.#sourceId
      ? ownLinks
      : repository.getLinks(source.id, { fresh: true, signal }));
    this.#sourceId = source.id;
    return {
      connectionName: session.connection.name,
      source,
      links: linksForApp(links, source.id),
      linkTypes,
      ...this.#options.settings(),
      requestUrl: requestUrl(session, source.id),
    };
  }

  async #takeProposals(): Promise<readonly ProposedLink[]> {
    const { repository } = await this.#session();
    const taken = this.#proposals;
    this.#proposals = [];
    return Promise.all(
      taken.map(async ({ targetId, linkTypeId, properties }) => ({
        target: await resolveTarget(repository, this.#toView, targetId).catch((error: unknown) =>
          unknownTarget(targetId, error),
        ),
        linkTypeId,
        ...(properties && { properties }),
      })),
    );
  }

  /** Only the newest search matters: an older one is cancelled. */
  async #find(text: string): Promise<unknown> {
    this.#finding.abort();
    this.#finding = new AbortController();
    const { signal } = this.#finding;
    return findTargets((await this.#session()).repository, this.#toView, text, { signal });
  }

  async #copy(what: 'body' | 'curl', payload: readonly LinkAssignment[]): Promise<void> {
    const body = JSON.stringify(toWirePayload(payload), undefined, 2);
    const url = requestUrl(await this.#session(), this.#sourceId);
    await this.#options.copyText(what === 'body' ? body : toCurl({ method: 'PUT', url, body }));
  }

  async #save(wish: Wish, signal?: AbortSignal): Promise<Saved> {
    const session = await this.#session();
    const call = signal ? { signal } : {};
    const { change, base } = await this.#changeOf(session, wish, call);
    try {
      const outcome = await session.editor.change(change, call);
      const links = this.setLinks(outcome.links);
      return { ...savedOf(outcome, base, change.edit), links };
    } catch (error) {
      if (error instanceof EditError && error.details.theirs) this.setLinks(error.details.theirs);
      throw error;
    }
  }

  async #preview(wish: Wish, signal?: AbortSignal): Promise<void> {
    const session = await this.#session();
    const call = signal ? { signal } : {};
    const { change } = await this.#changeOf(session, wish, call);
    const name = this.#contents?.source.name ?? `entry ${this.#sourceId}`;
    await this.#options.preview(await session.editor.review(change, call), name);
  }

  async #changeOf(
    session: Session,
    { base, wanted, known, missing }: Wish,
    call: CallOptions,
  ): Promise<{ readonly change: ChangeRequest; readonly base: readonly OutgoingLink[] }> {
    const sourceId = this.#sourceId;
    const { outgoing } = readLinks(base, sourceId, await session.linkTypes(call));
    const edit = editBetween(outgoing, wanted);
    const { repository: madeFor } = this.#options;
    return { change: { sourceId, edit, base, madeFor, cause: 'form', known, missing }, base: outgoing };
  }

  /** Rejects with the first failure; the others are put back all the same. */
  async #restoreIncoming(lost: readonly Link[], signal?: AbortSignal): Promise<void> {
    const { editor } = await this.#session();
    const { repository: madeFor } = this.#options;
    const changes = repairOf(lost).map((change) => ({ ...change, madeFor }));
    const { results } = await editor.changeGroup(changes, signal ? { signal } : {});
    const errors = results.flatMap((result) => ('error' in result ? [result.error] : []));
    // A Cancel is told where nothing worse happened.
    if (errors.length > 0) throw errors.find((error) => !isCancelled(error)) ?? errors[0];
  }

  /** The form's repository. Looked at each time: the connection may have been edited since. */
  async #session(): Promise<Session> {
    const { connections, connectionId, repository } = this.#options;
    const session = await connections.open(connectionId);
    checkPlace(session, { repository, sourceId: this.#sourceId });
    return session;
  }
}

function unknownTarget(id: number, error: unknown): EntryView {
  const isMissing = error instanceof ApiError && error.reason === 'notFound';
  return { id, name: `Entry ${id}`, ...(isMissing && { isMissing }) };
}

function requestUrl({ repository: { baseUrl, repoId } }: Session, sourceId: number): string {
  return linksUrl(baseUrl, repoId, sourceId);
}

function isCancelled(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'cancelled';
}
