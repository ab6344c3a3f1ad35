import { readSavedState } from '../guards';
import {
  assertNever,
  DRAFT_VERSION,
  type EntryView,
  type Failure,
  type FormContents,
  type FoundTargets,
  type HostEvent,
  type Operation,
  type OperationKind,
  type ResultOf,
  type SavedState,
} from '../protocol';
import { type Host, RequestFailed } from './host';
import { lastingDraft, readDraft } from './state/draft';
import { draftOf } from './state/form';
import { isRepairable, stillLost } from './state/incoming';
import type { Form, FormState } from './state/model';
import { initialState, reduce, type Action } from './state/reducer';
import { payloadOf, wishOf } from './state/request';
import { isDirty } from './state/rows';
import { blockedBecause } from './state/summary';
import { problemsOf } from './state/validate';
import { asksFirst } from './state/warnings';

/** Milliseconds of rest after which what was typed is kept; all else is kept at once: a tab may be hidden any moment. */
const KEEP_AFTER = 100;
const TYPING: ReadonlySet<Action['type']> = new Set(['targetTyped', 'propertiesTyped']);

/** Joins the form's state to the host: every request and every event passes here. */
export class Controller {
  readonly #host: Host;
  readonly #onChange: (state: FormState) => void;
  #state: FormState;
  #saved: SavedState | undefined;
  #keepTimer: number | undefined;
  /** The draft that the host was given last, as JSON; empty: none. What an earlier page gave it is not known. */
  #hostHas: string | undefined;
  readonly #followed = new Set<number>();

  constructor(host: Host, onChange: (state: FormState) => void) {
    this.#host = host;
    this.#onChange = onChange;
    this.#saved = readSavedState(host.savedState());
    this.#state = initialState(readDraft(this.#saved?.draft));
  }

  get state(): FormState {
    return this.#state;
  }

  start(): void {
    this.#host.start((event) => this.#receive(event));
    for (const event of ['visibilitychange', 'pagehide', 'blur']) {
      window.addEventListener(event, () => this.#keep(), { capture: true });
    }
    // Any of these may close the tab before what was typed last has rested.
    const beforeShortcut = ({ ctrlKey, metaKey }: KeyboardEvent) => {
      if (ctrlKey || metaKey) this.#keep();
    };
    window.addEventListener('keydown', beforeShortcut, { capture: true });
    void this.load(false);
  }

  readonly dispatch = (action: Action): void => {
    this.#state = reduce(this.#state, action);
    this.#onChange(this.#state);
    window.clearTimeout(this.#keepTimer);
    if (TYPING.has(action.type)) this.#keepTimer = window.setTimeout(() => this.#keep(), KEEP_AFTER);
    else this.#keep();
  };

  readonly load = (fresh: boolean): Promise<boolean> =>
    this.#try(
      async () => {
        this.dispatch({ type: 'loading' });
        const isFirst = this.#state.phase !== 'ready';
        const contents = await this.#host.ask({ kind: 'load', fresh });
        if (isFirst) await this.#resume(contents);
        else this.dispatch({ type: 'loaded', contents });
        await this.#takeProposals();
      },
      (failure) =>
        this.dispatch(
          failure.reason === 'otherRepository'
            ? { type: 'elsewhere', message: failure.message }
            : { type: 'loadFailed', message: loadFailedWords(failure) },
        ),
    );

  /** Ends what the person does not want to wait for. */
  readonly cancel = (what: 'load' | 'save' | 'restoreIncoming'): void => this.#host.cancel(what);

  /** Reads the links again and puts the person's changes on top. */
  readonly rebase = (): Promise<boolean> =>
    this.#try(async () => {
      const contents = await this.#host.ask({ kind: 'load', fresh: true });
      this.dispatch({ type: 'rebased', contents });
    });

  /** Sends the links, or first asks whether to, as the setting wants it. */
  readonly assign = (confirmed = false): Promise<boolean> =>
    this.#try(
      async () => {
        const form = this.#ready;
        if (!form) return;
        if (!confirmed && asksFirst(form)) {
          this.dispatch({ type: 'confirmAsked' });
          return;
        }
        this.dispatch({ type: 'saving' });
        this.dispatch({ type: 'saved', saved: await this.#host.ask({ kind: 'save', ...wishOf(form) }) });
      },
      (failure) => this.dispatch({ type: 'saveFailed', failure }),
    );

  /** Shows the payload before and after side by side in an editor. */
  readonly preview = (): Promise<boolean> =>
    this.#try(async () => {
      if (this.#ready) await this.#host.ask({ kind: 'preview', ...wishOf(this.#ready) });
    });

  readonly undo = (changeId: string): Promise<boolean> =>
    this.#try(async () => {
      const undone = await this.#host.ask({ kind: 'undo', changeId });
      if (undone) this.dispatch({ type: 'takenBack', undone });
    });

  readonly showHistory = (): Promise<boolean> =>
    this.#try(async () => {
      await this.#host.ask({ kind: 'showHistory' });
    });

  readonly restoreIncoming = (): Promise<boolean> =>
    this.#try(
      async () => {
        const links = this.#form ? stillLost(this.#form).filter(isRepairable) : [];
        this.dispatch({ type: 'restoring' });
        await this.#host.ask({ kind: 'restoreIncoming', links });
        this.dispatch({ type: 'restored', count: links.length });
      },
      (failure) => this.dispatch({ type: 'restoreFailed', failure }),
    );

  /** Tells whether it went well; a failure shows above the rows. */
  readonly copy = (what: 'body' | 'curl'): Promise<boolean> =>
    this.#try(async () => {
      if (this.#form) await this.#host.ask({ kind: 'copy', what, payload: payloadOf(this.#form) });
    });

  readonly reveal = (entryId: number): Promise<boolean> =>
    this.#try(async () => {
      await this.#host.ask({ kind: 'reveal', entryId });
    });

  /** Rejects with `RequestFailed`. */
  readonly find = (text: string): Promise<FoundTargets> => this.#host.ask({ kind: 'findTargets', text });

  /** Adds a row for a found entry. Rejects with `RequestFailed`. */
  readonly addTarget = async (entry: EntryView, resolved: boolean): Promise<void> => {
    const target = resolved ? entry : await this.#host.ask({ kind: 'resolveTarget', entryId: entry.id });
    this.dispatch({ type: 'added', target });
  };

  /** The form, where its links can be sent. */
  get #ready(): Form | undefined {
    const form = this.#form;
    return form && blockedBecause(form, isDirty(form.rows), problemsOf(form)) === undefined
      ? form
      : undefined;
  }

  get #form(): Form | undefined {
    return this.#state.phase === 'ready' ? this.#state.form : undefined;
  }

  /** Opens the form with what the host kept of it, and goes on with what an earlier page had begun. */
  async #resume(contents: FormContents): Promise<void> {
    const { draft, operations } = await this.#host.ask({ kind: 'resume' });
    const saving = operations.some(({ kind }) => kind === 'save');
    this.dispatch({ type: 'loaded', contents, kept: readDraft(draft), saving });
    for (const operation of operations) {
      if (this.#followed.has(operation.id)) continue;
      this.#followed.add(operation.id);
      void this.#follow(operation);
    }
  }

  #follow({ id, kind }: Operation): Promise<boolean> {
    const outcome = <K extends OperationKind>(of: K): Promise<ResultOf<K>> =>
      this.#host.follow({ id, kind: of });
    switch (kind) {
      case 'save':
        if (this.#form && !this.#form.saving) this.dispatch({ type: 'saving' });
        return this.#try(
          async () => this.dispatch({ type: 'saved', saved: await outcome('save') }),
          (failure) => this.dispatch({ type: 'saveFailed', failure }),
        );
      case 'undo':
        return this.#try(async () => {
          const undone = await outcome('undo');
          if (undone) this.dispatch({ type: 'takenBack', undone });
        });
      case 'restoreIncoming':
        this.dispatch({ type: 'restoring' });
        return this.#try(
          async () => {
            await outcome('restoreIncoming');
            const count = this.#form ? stillLost(this.#form).filter(isRepairable).length : 0;
            this.dispatch({ type: 'restored', count });
          },
          (failure) => this.dispatch({ type: 'restoreFailed', failure }),
        );
      default:
        return assertNever(kind);
    }
  }

  async #takeProposals(): Promise<void> {
    const links = await this.#host.ask({ kind: 'takeProposals' });
    if (links.length > 0) this.dispatch({ type: 'proposed', links });
  }

  #receive(event: HostEvent): void {
    switch (event.type) {
      case 'opened': {
        const { connectionId, repository, sourceId } = event;
        const draft = this.#saved?.draft;
        this.#saved = { version: DRAFT_VERSION, connectionId, repository, sourceId, draft };
        this.#host.saveState(this.#saved);
        return;
      }
      case 'linksChanged':
      case 'settingsChanged':
      case 'disconnected':
      case 'elsewhere':
      case 'draftNotKept':
        this.dispatch(event);
        return;
      case 'stale':
        void this.load(true);
        return;
      case 'proposalsWaiting':
        if (this.#form) void this.#try(() => this.#takeProposals());
        return;
      default:
        assertNever(event);
    }
  }

  #keep(): void {
    window.clearTimeout(this.#keepTimer);
    if (!this.#saved || !this.#form) return;
    const draft = draftOf(this.#form);
    this.#saved = { ...this.#saved, sourceId: this.#form.contents.source.id, draft };
    this.#host.saveState(this.#saved);
    const lasting = lastingDraft(draft);
    const text = lasting ? JSON.stringify(lasting) : '';
    if (text === this.#hostHas) return;
    this.#hostHas = text;
    this.#host.keepDraft(lasting);
  }

  /** Runs what asks the host; answers whether it went well. */
  async #try(
    work: () => Promise<void>,
    onFailure: (failure: Failure) => void = (failure) => this.dispatch({ type: 'failed', failure }),
  ): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      onFailure(error.failure);
      return false;
    }
  }
}

function loadFailedWords({ message, reason }: Failure): string {
  return reason === 'cancelled' ? 'Loading the links was cancelled.' : message;
}
