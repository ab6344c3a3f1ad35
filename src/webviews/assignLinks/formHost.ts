import * as vscode from 'vscode';
import { ApiError, readableBody, toCurl, untilAborted } from '../../api';
import { EditError, repairOf, type ChangePlan, type HistoryItem, type PlanSet } from '../../changes';
import type { Connections, Session } from '../../connections';
import {
  editBetween,
  type Entry,
  type Link,
  needsConfirmation,
  type OutgoingLink,
  readLinks,
  recentFirst,
  type RepositoryRef,
} from '../../domain';
import { isCancelled, type LinkArgument, UserError } from '../../ui';
import { describeChange, requestOf } from './describeChange';
import { findTargets, resolveTarget, type ToView, unknownTarget, viewOf } from './entries';
import { checkRepository } from './identity';
import { linksForApp, savedFrom } from './links';
import {
  assertNever,
  type ChangeDescription,
  type FormChange,
  type FormContents,
  type FormSettings,
  type Help,
  type IncomingChange,
  type Planned,
  type ProposedLink,
  type Request,
  type RequestedLinks,
  type ResolvedConflicts,
  type Saved,
  type Undone,
} from './protocol';
import { isUndoable, undoable, undoneFrom, undoResolved, type UndoResult } from './undo';

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
  readonly openLinks: (entryId: number) => PromiseLike<unknown>;
  readonly changeIncoming: (what: IncomingChange, links: readonly Link[]) => PromiseLike<unknown>;
  /** Shows a plan's payloads side by side. */
  readonly preview: (plan: ChangePlan, name: string, shown: readonly Link[]) => PromiseLike<void>;
  /** All changes that were made on this computer, the newest first. */
  readonly history: () => Promise<readonly HistoryItem[]>;
  /** Undoes changes: plans it, asks where the setting wants it, and applies it. `undefined`: the person said no. */
  readonly undo: (
    items: readonly HistoryItem[],
    signal: AbortSignal | undefined,
  ) => Promise<UndoResult | undefined>;
  readonly showHistory: (entryId: number) => PromiseLike<unknown>;
  /** Told of all links of an entry, as the server has them just now. */
  readonly onRead: (entryId: number, links: readonly Link[]) => void;
  readonly help: (by: Help) => PromiseLike<unknown>;
}

interface Reading {
  readonly contents: Promise<FormContents>;
  /** Ends it for all who wait for it. */
  readonly cancel: AbortController;
}

/** What was planned, until it is applied. */
interface PlannedLinks {
  readonly planId: number;
  readonly set: PlanSet;
  readonly plan: ChangePlan;
  /** The outgoing links that it was made from. */
  readonly base: readonly OutgoingLink[];
}

/** Requests that the panel answers: they are about the page, not about the repository. */
type OfPage = 'open' | 'outcome';

/** Answers the form's requests: everything of a form's host side that needs no VS Code. */
export class FormHost {
  readonly #options: FormHostOptions;
  #sourceId: number;
  #contents: FormContents | undefined;
  /** What the form was given last. */
  #shown: FormContents | undefined;
  #reading: Reading | undefined;
  #planned: PlannedLinks | undefined;
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
    if (this.#shown) this.#shown = { ...this.#shown, links: told };
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
      case 'describe':
        return this.#describe(request, request.lines);
      case 'plan':
        return this.#plan(request, signal);
      case 'preview':
        await this.#preview(request.planId);
        return null;
      case 'apply':
        return this.#apply(request.planId, signal);
      case 'undo':
        return this.#undo(request.changeId, request.resolved, signal);
      case 'showHistory':
        await this.#options.showHistory(this.#sourceId);
        return null;
      case 'help':
        await this.#options.help(request.by);
        return null;
      case 'restoreIncoming':
        await this.#restoreIncoming(request.links, signal);
        return null;
      case 'copy':
        await this.#copy(request.what, request);
        return null;
      case 'reveal':
        await this.#options.reveal(request.entryId);
        return null;
      case 'openLinks':
        await this.#options.openLinks(request.entryId);
        return null;
      case 'changeIncoming':
        await this.#options.changeIncoming(request.what, request.links);
        return null;
      case 'isUndoable':
        return isUndoable(await this.#options.history(), request.changeId, this.#options.repository);
      default:
        return assertNever(request);
    }
  }

  /** What the form shows: read once, and again when `fresh`. Reads that are asked for at the same time are one. */
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
      this.#shown = contents;
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
    const [source, linkTypes, { linkTypeIds }] = await Promise.all([
      resolveTarget(repository, this.#toView, this.#sourceId, { signal }),
      session.linkTypes({ signal }),
      session.recents.list(),
    ]);
    const links = await (source.id === this.#sourceId
      ? ownLinks
      : repository.getLinks(source.id, { fresh: true, signal }));
    this.#sourceId = source.id;
    this.#options.onRead(source.id, links);
    void session.recents.use([source]);
    return {
      connectionName: session.connection.name,
      source,
      links: linksForApp(links, source.id),
      linkTypes: recentFirst(linkTypes, linkTypeIds),
      ...this.#options.settings(),
      requestUrl: repository.requestFor({ sourceId: source.id, links: [] }).url,
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
    return findTargets(await this.#session(), this.#toView, text, { signal });
  }

  /** Where the connection leads elsewhere nothing would be sent, so there is nothing to tell of it. */
  async #describe(change: FormChange, lines: number): Promise<ChangeDescription> {
    return describeChange(await this.#session(), change, await this.#known(change), lines);
  }

  /** What the form knows that a change is described against: what it shows, also while that is read again. */
  async #known({ base }: FormChange): Promise<FormContents> {
    const known = this.#shown ?? (await this.load(false));
    return { ...known, ...this.#options.settings(), ...(base && { links: base }) };
  }

  async #copy(what: 'body' | 'curl', change: FormChange): Promise<void> {
    const request = requestOf(await this.#session(), change, await this.#known(change));
    const body = readableBody(request);
    await this.#options.copyText(what === 'body' ? body : toCurl({ ...request, body }));
  }

  /** Plans what the form's rows want. The newest plan is kept until it is applied. */
  async #plan(
    { base, requested, order, known, missing }: RequestedLinks,
    signal?: AbortSignal,
  ): Promise<Planned> {
    const session = await this.#session();
    const call = signal ? { signal } : {};
    const sourceId = this.#sourceId;
    const { repository: madeFor } = this.#options;
    const { outgoing } = readLinks(base, sourceId, await session.linkTypes(call));
    const edit = { ...editBetween(outgoing, requested), ...(order && { order }) };
    const request = { sourceId, edit, base, madeFor, cause: 'form', known, missing } as const;
    const set = await session.editor.plan([request], { ...call, isPreview: true });
    const [step] = set.steps;
    if (!step) throw new Error('Nothing was planned.');
    if ('error' in step) throw step.error;
    const { plan } = step;
    this.#planned = { planId: (this.#planned?.planId ?? 0) + 1, set, plan, base: outgoing };
    const asks = needsConfirmation(this.#options.settings().confirmChanges, plan, 'form');
    return { planId: this.#planned.planId, asks };
  }

  async #preview(planId: number): Promise<void> {
    const name = this.#contents?.source.name ?? vscode.l10n.t('entry {0}', this.#sourceId);
    // What is planned has no paths: those that the form shows are what its entries are called.
    await this.#options.preview(this.#planOf(planId).plan, name, this.#contents?.links ?? []);
  }

  async #apply(planId: number, signal?: AbortSignal): Promise<Saved> {
    const { set, plan, base } = this.#planOf(planId);
    const { editor } = await this.#session();
    const { results } = await editor.apply(set, signal ? { signal } : {});
    const [result] = results;
    if (!result) throw new Error('Nothing was applied.');
    if ('error' in result) {
      this.#takeTheirs(result.error);
      throw result.error;
    }
    const links = this.setLinks(result.outcome.links);
    return { ...savedFrom(result.outcome, base, plan.request.edit), links };
  }

  #planOf(planId: number): PlannedLinks {
    if (this.#planned?.planId === planId) return this.#planned;
    throw new UserError(
      vscode.l10n.t('The links changed while you were asked. Nothing was sent: assign them again.'),
    );
  }

  async #undo(changeId: string, resolved?: ResolvedConflicts, signal?: AbortSignal): Promise<Undone | null> {
    const { history, undo, repository } = this.#options;
    const session = await this.#session();
    const items = undoable(await history(), changeId, repository);
    const result = resolved
      ? await undoResolved(session, items, this.#sourceId, resolved, signal)
      : await undo(items, signal);
    if (!result) return null;
    try {
      return undoneFrom(result, this.#sourceId);
    } catch (error) {
      this.#takeTheirs(error);
      throw error;
    }
  }

  /** A conflict tells the links as they are now. */
  #takeTheirs(error: unknown): void {
    if (EditError.is(error, 'conflict') && error.details.sourceId === this.#sourceId)
      this.setLinks(error.details.theirs);
  }

  /** Rejects with the first failure; the others are put back all the same. */
  async #restoreIncoming(dropped: readonly Link[], signal?: AbortSignal): Promise<void> {
    const { editor } = await this.#session();
    const { repository: madeFor } = this.#options;
    const requests = repairOf(dropped).map((request) => ({ ...request, madeFor }));
    const { results } = await editor.apply(requests, signal ? { signal } : {});
    const errors = results.flatMap((result) => ('error' in result ? [result.error] : []));
    // A Cancel is told where nothing worse happened.
    if (errors.length > 0) throw errors.find((error) => !isCancelled(error)) ?? errors[0];
  }

  /** The form's repository. Looked at each time: the connection may have been edited since. */
  async #session(): Promise<Session> {
    const { connections, connectionId, repository } = this.#options;
    const session = await connections.open(connectionId);
    checkRepository(session, { repository, sourceId: this.#sourceId });
    return session;
  }
}
