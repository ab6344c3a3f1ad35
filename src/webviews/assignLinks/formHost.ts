import { linksUrl, toCurl } from '../../api';
import type { Connections, Session } from '../../connections';
import type { LinkChangeOutcome } from '../../editing';
import { editBetween, readLinks, type Link, type LinkAssignment, type OutgoingLink } from '../../links';
import type { LinkArgument } from '../../host/ids';
import { assertNever } from './protocol';
import type { EntryView, FormContents, ProposedLink, Request, Saved } from './protocol';
import { findTargets, resolveTarget } from './targets';

export interface FormHostOptions {
  readonly connections: Pick<Connections, 'open'>;
  readonly connectionId: string;
  readonly sourceId: number;
  readonly allowSelfLinks: () => boolean;
  readonly copyText: (text: string) => PromiseLike<void>;
  readonly reveal: (entryId: number) => PromiseLike<unknown>;
}

/** Answers the form's requests: everything of a form's host side that needs no VS Code. */
export class FormHost {
  readonly #options: FormHostOptions;
  #sourceId: number;
  #contents: FormContents | undefined;
  #reading: Promise<FormContents> | undefined;
  #proposals: LinkArgument[] = [];
  #finding = new AbortController();

  constructor(options: FormHostOptions) {
    this.#options = options;
    this.#sourceId = options.sourceId;
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
        return resolveTarget((await this.#session()).repository, request.entryId);
      case 'save':
        return this.#save(request.base, request.wanted);
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
    if (this.#contents && !fresh)
      return { ...this.#contents, allowSelfLinks: this.#options.allowSelfLinks() };
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
      resolveTarget(repository, this.#sourceId),
      session.linkTypes(),
    ]);
    const links = await (source.id === this.#sourceId ? ownLinks : repository.getLinks(source.id));
    this.#sourceId = source.id;
    return {
      connectionName: session.connection.name,
      source,
      links,
      linkTypes,
      allowSelfLinks: this.#options.allowSelfLinks(),
      requestUrl: requestUrl(session, source.id),
    };
  }

  async #takeProposals(): Promise<readonly ProposedLink[]> {
    const { repository } = await this.#session();
    const taken = this.#proposals;
    this.#proposals = [];
    return Promise.all(
      taken.map(async ({ targetId, linkTypeId, properties }) => ({
        target: await resolveTarget(repository, targetId).catch((): EntryView => unknownTarget(targetId)),
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
    return findTargets((await this.#session()).repository, text, { signal });
  }

  async #copy(what: 'body' | 'curl', payload: readonly LinkAssignment[]): Promise<void> {
    const body = JSON.stringify(payload, undefined, 2);
    const url = requestUrl(await this.#session(), this.#sourceId);
    await this.#options.copyText(what === 'body' ? body : toCurl({ method: 'PUT', url, body }));
  }

  async #save(base: readonly Link[], wanted: readonly OutgoingLink[]): Promise<Saved> {
    const session = await this.#session();
    const sourceId = this.#sourceId;
    const { outgoing } = readLinks(base, sourceId, await session.linkTypes());
    const edit = editBetween(outgoing, wanted);
    const outcome = await session.changeLinks({ sourceId, edit, base, cause: 'form' });
    this.setLinks(outcome.links);
    return saved(outcome);
  }

  #session(): Promise<Session> {
    return this.#options.connections.open(this.#options.connectionId);
  }
}

const unknownTarget = (id: number): EntryView => ({ id, name: `Entry ${id}` });

function requestUrl({ repository: { baseUrl, repoId } }: Session, sourceId: number): string {
  return linksUrl(baseUrl, repoId, sourceId);
}

function saved({ links, plan }: LinkChangeOutcome): Saved {
  const { added, removed, changed, kept } = plan;
  return {
    links,
    added: added.length,
    removed: removed.length,
    changed: changed.length,
    kept: kept.length,
  };
}
