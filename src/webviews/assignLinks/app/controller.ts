import * as l10n from '@vscode/l10n';
import { setLanguage } from '../../shared/language';
import {
  assertNever,
  reloadAddress,
  type EntryView,
  type Failure,
  type FoundTargets,
  type HostEvent,
  type Opened,
  type Operation,
  type OperationKind,
  type Planned,
  type ResultOf,
  type Undone,
} from '../protocol';
import { Describer } from './describer';
import { DraftKeeper } from './draftKeeper';
import { expectQuestion, wantFocus } from './focus';
import { Errands } from './errands';
import { failureIn, type Host } from './host';
import { Planner } from './planner';
import { isConflictKnown } from './state/conflicts';
import { lastingDraft, readDraft } from './state/draft';
import { isRepairable, stillDropped } from './state/droppedLinks';
import type { Form, FormState, UndoConflicts } from './state/model';
import type { Action } from './state/actions';
import { initialState, reduce } from './state/reducer';
import { isDirty } from './state/rows';
import { blockedBecause } from './state/summary';
import { problemsOf } from './state/validate';

const TYPING: ReadonlySet<Action['type']> = new Set(['targetTyped', 'propertiesTyped', 'viewChanged']);

/** Joins the form's state to the host: every request and every event passes here. */
export class Controller {
  readonly #host: Host;
  readonly #onChange: (state: FormState) => void;
  #state: FormState;
  readonly #keeper: DraftKeeper;
  readonly #followed = new Set<number>();
  #isLost = false;
  readonly #planner: Planner;
  readonly #describer: Describer;
  readonly errands: Errands;

  constructor(host: Host, onChange: (state: FormState) => void) {
    this.#host = host;
    this.#onChange = onChange;
    this.#keeper = new DraftKeeper(host, () => this.#form);
    this.#planner = new Planner(host, () => this.#ready);
    this.errands = new Errands(
      host,
      (work) => this.#try(work),
      () => this.#form,
    );
    this.#describer = new Describer(host, (described) => this.dispatch({ type: 'described', described }));
    this.#state = initialState(readDraft(this.#keeper.saved?.draft));
  }

  get state(): FormState {
    return this.#state;
  }

  /** Nobody answers any more. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** The address of a new form with all that was not sent; not there where nobody ever said what the form is of. */
  get reload(): string | undefined {
    const { saved } = this.#keeper;
    if (!saved) return undefined;
    const draft = readDraft(saved.draft);
    return reloadAddress({ ...saved, draft: draft && lastingDraft(draft) });
  }

  start(): void {
    this.#host.start(
      (event) => this.#receive(event),
      (isLost) => this.#lose(isLost),
    );
    void this.load(false);
  }

  readonly dispatch = (action: Action): void => {
    this.#state = reduce(this.#state, action);
    this.#onChange(this.#state);
    if (this.#form) this.#describer.follow(this.#form);
    if (TYPING.has(action.type)) this.#keeper.keepLater();
    else this.#keeper.keep();
  };

  readonly load = (fresh: boolean): Promise<boolean> =>
    this.#try(
      async () => {
        this.dispatch({ type: 'loading' });
        if (this.#state.phase !== 'ready') this.#opened(await this.#host.ask({ kind: 'open', fresh }));
        else this.dispatch({ type: 'loaded', contents: await this.#host.ask({ kind: 'load', fresh }) });
        await this.#takeProposals();
      },
      (failure) =>
        this.dispatch(
          failure.reason === 'otherRepository'
            ? { type: 'otherRepository', message: failure.message }
            : {
                type: 'loadFailed',
                message: describeLoadFailure(failure),
                isUnreachable: failure.isUnreachable ?? false,
              },
        ),
    );

  /** Ends what the person does not want to wait for. */
  readonly cancel = (what: 'open' | 'apply' | 'restoreIncoming'): void => this.#host.cancel(what);

  /** Reads the links again and puts the person's changes on top. */
  readonly rebase = (): Promise<boolean> =>
    this.#try(async () => {
      const contents = await this.#host.ask({ kind: 'load', fresh: true });
      this.dispatch({ type: 'rebased', contents });
    });

  /** Sends the rows with the choices of the person on top: they have seen all that is sent. */
  readonly assignAsChosen = async (): Promise<void> => {
    this.dispatch({ type: 'conflictsResolved' });
    if (this.#ready) await this.assign(true);
  };

  /** Plans what the rows want, asks whether to send it where the setting wants a question, and sends it. */
  readonly assign = async (confirmed = false): Promise<boolean> => {
    expectQuestion();
    if (!confirmed && this.#ready && isConflictKnown(this.#ready)) {
      // One question rather than two: the other one would be asked before what is known already.
      this.dispatch({ type: 'rebased', contents: this.#ready.contents });
      return true;
    }
    let planned: Planned | undefined;
    const isPlanned = await this.#try(async () => {
      planned = await this.#planner.plan();
    });
    // Pressed twice: the first one has it.
    if (!planned || !this.#planner.isWaiting(planned)) return isPlanned;
    const { planId, asks } = planned;
    if (asks && !confirmed) {
      this.dispatch({ type: 'confirmAsked' });
      return true;
    }
    this.#planner.use();
    return this.#try(
      async () => {
        this.dispatch({ type: 'saving' });
        this.dispatch({ type: 'saved', saved: await this.#host.ask({ kind: 'apply', planId }) });
      },
      (failure) => this.dispatch({ type: 'saveFailed', failure }),
    );
  };

  /** Shows the payload before and after side by side in an editor. */
  readonly preview = (): Promise<boolean> =>
    this.#try(async () => {
      const planned = await this.#planner.plan();
      if (planned) await this.#host.ask({ kind: 'preview', planId: planned.planId });
    });

  /** @param answered the conflicts of an earlier try, with a choice for each. */
  readonly undo = (changeId: string, answered?: UndoConflicts): Promise<boolean> => {
    expectQuestion();
    const resolved = answered && { theirs: answered.theirs, choices: answered.choices };
    return this.#undone(() => this.#host.ask({ kind: 'undo', changeId, ...(resolved && { resolved }) }));
  };

  /** Reads what could not be read. */
  readonly retry = (): Promise<boolean> => {
    this.dispatch({ type: 'failureDismissed' });
    return this.load(true);
  };

  readonly restoreIncoming = (): Promise<boolean> =>
    this.#try(
      async () => {
        const links = this.#form ? stillDropped(this.#form).filter(isRepairable) : [];
        this.dispatch({ type: 'restoring' });
        await this.#host.ask({ kind: 'restoreIncoming', links });
        this.dispatch({ type: 'restored', count: links.length });
      },
      (failure) => this.dispatch({ type: 'restoreFailed', failure }),
    );

  /** Rejects with `RequestFailed`. */
  readonly find = (text: string): Promise<FoundTargets> => this.#host.ask({ kind: 'findTargets', text });

  /**
   * Adds rows for found entries, where the entry is not linked so already.
   * Rejects with `RequestFailed` where one can't be read; the others are added all the same.
   */
  readonly addTargets = async (entries: readonly EntryView[], resolved: boolean): Promise<void> => {
    const targetOf = async (entry: EntryView) =>
      resolved || isNoShortcut(entry) ? entry : this.#host.ask({ kind: 'resolveTarget', entryId: entry.id });
    const settled = await Promise.allSettled(entries.map(targetOf));
    const targets = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    if (targets.length > 0) this.dispatch({ type: 'added', targets });
    const failed = settled.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
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
  #opened({ contents, draft, operations, lastSave }: Opened): void {
    const saving = operations.some(({ kind }) => kind === 'apply');
    this.dispatch({ type: 'loaded', contents, kept: readDraft(draft), saving, lastSave });
    void this.#dropPastUndo();
    for (const operation of operations) {
      if (this.#followed.has(operation.id)) continue;
      this.#followed.add(operation.id);
      void this.#follow(operation);
    }
  }

  /** What a save did is told as long as it stands. */
  async #dropPastUndo(): Promise<void> {
    const { notice } = this.#form ?? {};
    if (notice?.kind !== 'saved' || notice.changeId === undefined) return;
    const { changeId } = notice;
    await this.#try(async () => {
      const stands = await this.#host.ask({ kind: 'isUndoable', changeId });
      if (!stands && this.#form?.notice === notice) this.dispatch({ type: 'noticeDismissed' });
    });
  }

  #follow({ id, kind }: Operation): Promise<boolean> {
    const outcome = <K extends OperationKind>(of: K): Promise<ResultOf<K>> =>
      this.#host.follow({ id, kind: of });
    switch (kind) {
      case 'apply':
        if (this.#form && !this.#form.saving) this.dispatch({ type: 'saving' });
        return this.#try(
          async () => this.dispatch({ type: 'saved', saved: await outcome('apply') }),
          (failure) => this.dispatch({ type: 'saveFailed', failure }),
        );
      case 'undo':
        return this.#undone(() => outcome('undo'));
      case 'restoreIncoming':
        this.dispatch({ type: 'restoring' });
        return this.#try(
          async () => {
            await outcome('restoreIncoming');
            const count = this.#form ? stillDropped(this.#form).filter(isRepairable).length : 0;
            this.dispatch({ type: 'restored', count });
          },
          (failure) => this.dispatch({ type: 'restoreFailed', failure }),
        );
      default:
        return assertNever(kind);
    }
  }

  #undone(outcome: () => Promise<Undone | null>): Promise<boolean> {
    return this.#try(
      async () => {
        const undone = await outcome();
        if (undone) this.dispatch({ type: 'changeUndone', undone });
      },
      (failure) => this.dispatch({ type: 'undoFailed', failure }),
    );
  }

  async #takeProposals(): Promise<void> {
    const links = await this.#host.ask({ kind: 'takeProposals' });
    if (links.length > 0) this.dispatch({ type: 'proposed', links });
  }

  #receive(event: HostEvent): void {
    switch (event.type) {
      case 'opened': {
        const { connectionId, repository, sourceId, language } = event;
        setLanguage(language);
        const { saved } = this.#keeper;
        const draft = saved?.draft ?? event.draft;
        this.#keeper.identify({ connectionId, repository, sourceId }, draft);
        if (saved) this.#onChange(this.#state);
        else this.dispatch({ type: 'draftRestored', draft: readDraft(draft) });
        return;
      }
      case 'pong':
        return;
      case 'linksChanged':
      case 'settingsChanged':
      case 'disconnected':
      case 'otherRepository':
      case 'draftNotKept':
        this.dispatch(event);
        return;
      case 'stale':
        void this.load(true);
        return;
      case 'proposalsWaiting':
        if (this.#form) void this.#try(() => this.#takeProposals());
        return;
      case 'shown':
        wantFocus();
        return;
      default:
        assertNever(event);
    }
  }

  #lose(isLost: boolean): void {
    this.#keeper.keep();
    this.#isLost = isLost;
    this.#onChange(this.#state);
  }

  /** Runs what asks the host; answers whether it went well. */
  async #try(
    work: () => Promise<unknown>,
    onFailure: (failure: Failure) => void = (failure) => this.dispatch({ type: 'failed', failure }),
  ): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      onFailure(failureIn(error));
      return false;
    }
  }
}

function describeLoadFailure({ message, reason }: Failure): string {
  return reason === 'cancelled' ? l10n.t('Loading the links was cancelled.') : message;
}

/** Links belong to a shortcut's target; what kind of entry it is may not be told, or not be known here. */
function isNoShortcut({ entryType }: EntryView): boolean {
  return entryType === 'Document' || entryType === 'Folder' || entryType === 'RecordSeries';
}
