import { ApiError, linksUrl, toCurl, type Entry } from '../../api';
import type { Connections, Session } from '../../connections';
import { EditError, repairOf, type ChangeReview, type LinkChange } from '../../editing';
import { editBetween, readLinks, type Link, type LinkAssignment, type OutgoingLink } from '../../links';
import type { LinkArgument } from '../../host/ids';
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
import { savedOf } from './saved';
import { findTargets, resolveTarget, type ToView } from './targets';

export interface FormHostOptions {
  readonly connections: Pick<Connections, 'open'>;
  readonly connectionId: string;
  readonly sourceId: number;
  readonly settings: () => FormSettings;
  /** Codicon of an entry. */
  readonly iconOf: (entry: Entry) => string;
  readonly copyText: (text: string) => PromiseLike<void>;
  readonly reveal: (entryId: number) => PromiseLike<unknown>;
  /** Shows a review's payloads side by side. */
  readonly preview: (review: ChangeReview, name: string) => PromiseLike<void>;
  /** Takes a change back; `undefined` when the person did not want it after all. */
  readonly undo: (changeId: string) => PromiseLike<TakenBack | undefined>;
  readonly showHistory: (entryId: number) => PromiseLike<unknown>;
}

/** Answers the form's requests: everything of a form's host side that needs no VS Code. */
export class FormHost {
  readonly #options: FormHostOptions;
  #sourceId: number;
  #contents: FormContents | undefined;
  #reading: Promise<FormContents> | undefined;
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

  /** Takes over the links that the server is known to have now. */
  setLinks(links: readonly Link[]): void {
    if (this.#contents) this.#contents = { ...this.#contents, links };
  }

  /** Reads from the server at the next load. */
  forget(): void {
    this.#contents = undefined;
    this.#reading = undefined;
  }

  async answer(request: Request): Promise<unknown> {
    switch (request.kind) {
      case 'load':
        return this.load(request.fresh);
      case 'takeProposals':
        return this.#takeProposals();
      case 'findTargets':
        return this.#find(request.text);
      case 'resolveTarget':
        return resolveTarget((await this.#session()).repository, this.#toView, request.entryId);
      case 'save':
        return this.#save(request);
      case 'preview':
        await this.#preview(request);
        return null;
      case 'undo':
        return (await this.#options.undo(request.changeId)) ?? null;
      case 'showHistory':
        await this.#options.showHistory(this.#sourceId);
        return null;
      case 'restoreIncoming':
        await this.#restoreIncoming(request.links);
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
  async load(fresh: boolean): Promise<FormContents> {
    if (this.#contents && !fresh) return { ...this.#contents, ...this.#options.settings() };
    const reading = this.#reading ?? this.#read();
    this.#reading = reading;
    try {
      const contents = await reading;
      if (this.#reading === reading) this.#contents = contents;
      return contents;
    } finally {
      if (this.#reading === reading) this.#reading = undefined;
    }
  }

  async #read(): Promise<FormContents> {
    const session = await this.#session();
    const { repository } = session;
    const ownLinks = repository.getLinks(this.#sourceId);
    // Of a shortcut nothing is shown but its target: then it does not matter how this went.
    ownLinks.catch(() => undefined);
    const [source, linkTypes] = await Promise.all([
      resolveTarget(repository, this.#toView, this.#sourceId),
      session.linkTypes(),
    ]);
    const links = await (source.id === this.#sourceId ? ownLinks : repository.getLinks(source.id));
    this.#sourceId = source.id;
    return {
      connectionName: session.connection.name,
      source,
      links,
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
    const body = JSON.stringify(payload, undefined, 2);
    const url = requestUrl(await this.#session(), this.#sourceId);
    await this.#options.copyText(what === 'body' ? body : toCurl({ method: 'PUT', url, body }));
  }

  async #save(wish: Wish): Promise<Saved> {
    const session = await this.#session();
    const { change, base } = await this.#changeOf(session, wish);
    try {
      const outcome = await session.changeLinks(change);
      this.setLinks(outcome.links);
      return savedOf(outcome, base, change.edit);
    } catch (error) {
      if (error instanceof EditError && error.details.theirs) this.setLinks(error.details.theirs);
      throw error;
    }
  }

  async #preview(wish: Wish): Promise<void> {
    const session = await this.#session();
    const { change } = await this.#changeOf(session, wish);
    const name = this.#contents?.source.name ?? `entry ${this.#sourceId}`;
    await this.#options.preview(await session.editor.review(change), name);
  }

  async #changeOf(
    session: Session,
    { base, wanted, known, missing }: Wish,
  ): Promise<{ readonly change: LinkChange; readonly base: readonly OutgoingLink[] }> {
    const sourceId = this.#sourceId;
    const { outgoing } = readLinks(base, sourceId, await session.linkTypes());
    const edit = editBetween(outgoing, wanted);
    return { change: { sourceId, edit, base, cause: 'form', known, missing }, base: outgoing };
  }

  /** Rejects with the first failure; the others are put back all the same. */
  async #restoreIncoming(lost: readonly Link[]): Promise<void> {
    const { editor } = await this.#session();
    const { results } = await editor.changeGroup(repairOf(lost));
    for (const result of results) if ('error' in result) throw result.error;
  }

  #session(): Promise<Session> {
    return this.#options.connections.open(this.#options.connectionId);
  }
}

function unknownTarget(id: number, error: unknown): EntryView {
  const isMissing = error instanceof ApiError && error.reason === 'notFound';
  return { id, name: `Entry ${id}`, ...(isMissing && { isMissing }) };
}

function requestUrl({ repository: { baseUrl, repoId } }: Session, sourceId: number): string {
  return linksUrl(baseUrl, repoId, sourceId);
}
