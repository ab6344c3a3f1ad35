import * as vscode from 'vscode';
import type { Entry } from '../../domain';
import type { Session } from '../../connections';
import { type Back, openQuickPick } from '../../ui';
import { type EntryRow, entryRows, isEntryRow, messageRow, rememberedRows, separatorRow } from './entryRows';
import { findRows, isNamed, listRootRows, readNow } from './findEntries';

export { BACK } from '../../ui';

/** What stood in the picker when it closed: it opens with the same when the person comes back. */
export interface PickState {
  text: string;
  ticked: readonly Entry[];
}

export interface PickEntriesOptions {
  readonly title: string;
  readonly many: boolean;
  readonly placeholder?: string;
  readonly step?: readonly [step: number, totalSteps: number];
  /** Is read at the beginning, and written at the end. */
  readonly state?: PickState;
}

/** How long nothing was typed before the server is asked. */
const SEARCH_DELAY_MS = 150;

/**
 * Asks for entries: pinned and recent ones are at hand, text searches names, and a path, an id or a web client address
 * finds that entry. Ticked entries stay ticked while the text changes; with none ticked, Enter takes the row that the
 * person went to, else the first one. Undefined when the person cancels.
 */
export function pickEntries(
  session: Session,
  { title, many, step, state = { text: '', ticked: [] }, ...options }: PickEntriesOptions,
): Promise<readonly Entry[] | Back | undefined> {
  const placeholder =
    options.placeholder ??
    vscode.l10n.t(
      'Search by name, or type a path ({0}), an id ({1}) or a web client address',
      '\\Email',
      '15',
    );
  const frame = { title, placeholder, step, back: (step?.[0] ?? 1) > 1, keepsOrder: true };
  let picker: EntryPicker | undefined;
  return openQuickPick<EntryRow, readonly Entry[]>(frame, (pick, resolve) => {
    picker = new EntryPicker(session, pick, many, resolve);
    picker.begin(state);
  }).finally(() => picker && Object.assign(state, picker.end()));
}

/** So long after rows were set VS Code may still tell of ticks that it took off and put on again by that. */
const SELECTION_SETTLE_MS = 250;

/** One open picker. */
class EntryPicker {
  readonly #session: Session;
  readonly #pick: vscode.QuickPick<EntryRow>;
  readonly #many: boolean;
  readonly #resolve: (entries: readonly Entry[]) => void;
  #search = new AbortController();
  #delay: NodeJS.Timeout | undefined;
  /** What was asked for last. */
  #asked = '';
  /** The rows are not those of the text in the box yet. */
  #isSearching = false;
  /** Enter was pressed before the answer came. */
  #isAwaited = false;
  /** The ticked rows as they were when rows were set last, with those ticked since. */
  #kept: readonly EntryRow[] = [];
  #listedAt = 0;
  /** What Enter takes while nothing is ticked and no row is active. */
  #first: EntryRow | undefined;

  constructor(
    session: Session,
    pick: vscode.QuickPick<EntryRow>,
    many: boolean,
    resolve: (entries: readonly Entry[]) => void,
  ) {
    this.#session = session;
    this.#pick = pick;
    this.#many = many;
    this.#resolve = resolve;
    pick.canSelectMany = many;
    pick.onDidChangeValue(() => this.#typed());
    pick.onDidChangeSelection((rows) => this.#selected(rows));
    pick.onDidTriggerItemButton(() => void this.#show());
    pick.onDidAccept(() => void this.#accept());
  }

  begin({ text, ticked }: PickState): void {
    this.#pick.value = text;
    if (ticked.length > 0) this.#set(entryRows(ticked, ''), []);
    void this.#show();
  }

  end(): PickState {
    clearTimeout(this.#delay);
    this.#search.abort();
    return { text: this.#pick.value, ticked: entriesOf(this.#ticked()) };
  }

  #ticked(): readonly EntryRow[] {
    if (!this.#many) return [];
    const isSettled = Date.now() - this.#listedAt > SELECTION_SETTLE_MS;
    return (isSettled ? this.#pick.selectedItems : this.#kept).filter(isEntryRow);
  }

  /** Ticked rows come first: there VS Code finds them again, whatever follows. */
  #set(ticked: readonly EntryRow[], others: readonly EntryRow[]): void {
    this.#pick.items = [...ticked, ...others];
    this.#pick.selectedItems = ticked;
    this.#kept = ticked;
    this.#listedAt = Date.now();
  }

  /** Lists rows below those that are ticked already. */
  #list(rows: readonly EntryRow[], first?: EntryRow): void {
    const ticked = this.#ticked();
    const ids = new Set(ticked.map(({ entry }) => entry?.id));
    const others = rows.filter(({ entry }) => !entry || !ids.has(entry.id));
    this.#first = first && others.includes(first) ? first : others.find(({ isRetry }) => isRetry);
    this.#set(ticked, others);
    // Of several that VS Code itself would take the first: one that is called just so is meant.
    if (!this.#many && this.#first) this.#pick.activeItems = [this.#first];
  }

  #typed(): void {
    // Blanks alone find nothing else; and VS Code tells of a text that was set as of one that was typed.
    if (this.#pick.value.trim() === this.#asked) return;
    this.#asked = this.#pick.value.trim();
    clearTimeout(this.#delay);
    this.#search.abort();
    this.#isAwaited = false;
    this.#isSearching = true;
    this.#pick.busy = true;
    // A row ticked while another list takes its place would be lost: there is nothing old to tick.
    this.#list([messageRow('loading~spin', vscode.l10n.t('Searching…'))]);
    this.#delay = setTimeout(() => void this.#show(), SEARCH_DELAY_MS);
  }

  /** Shows what stands for the text in the box; failures show as a row, where the person looks. Never rejects. */
  async #show(): Promise<void> {
    clearTimeout(this.#delay);
    this.#search.abort();
    this.#search = new AbortController();
    const { signal } = this.#search;
    const typed = this.#pick.value.trim();
    this.#asked = typed;
    this.#pick.busy = true;
    if (typed === '') await this.#showKnown(signal);
    else await this.#showFound(typed, signal);
    if (!signal.aborted) this.#pick.busy = false;
  }

  async #showKnown(signal: AbortSignal): Promise<void> {
    const known = rememberedRows(await this.#session.recents.list());
    if (signal.aborted) return;
    this.#isSearching = false;
    this.#list([...known, messageRow('loading~spin', vscode.l10n.t('Reading the root folder…'))]);
    const { rows, headed } = await listRootRows(this.#session, signal);
    if (this.#search.signal !== signal) return;
    const knownIds = new Set(known.map(({ entry }) => entry?.id));
    const others = (known.length > 0 ? headed : rows).filter(
      ({ entry }) => !entry || !knownIds.has(entry.id),
    );
    this.#list([...known, ...others]);
  }

  async #showFound(typed: string, signal: AbortSignal): Promise<void> {
    const found = await findRows(this.#session, typed, signal);
    if (signal.aborted) return;
    this.#isSearching = false;
    const hits = found.filter(isEntryRow);
    const named = hits.filter(({ entry }) => entry && isNamed(entry, typed));
    const first = named.length === 1 ? named[0] : hits[0];
    this.#list(this.#many && first && this.#ticked().length === 0 ? withCue(found, first) : found, first);
    // What the person has not seen is taken only where nothing else can be meant.
    if (this.#isAwaited && first && (hits.length === 1 || named.length === 1)) void this.#take([first]);
    this.#isAwaited = false;
  }

  /** A row that only says something can't be ticked; one that says a failure tries again. */
  #selected(rows: readonly EntryRow[]): void {
    const ids = new Set(rows.map(({ entry }) => entry?.id));
    if (this.#kept.every(({ entry }) => ids.has(entry?.id))) this.#kept = rows;
    if (!this.#many || rows.every(isEntryRow)) return;
    this.#pick.selectedItems = rows.filter(isEntryRow);
    if (rows.some(({ isRetry }) => isRetry)) void this.#show();
  }

  async #accept(): Promise<void> {
    const ticked = this.#ticked();
    // VS Code may still have to tell which of the new rows is active.
    const row = this.#pick.activeItems.find((active) => this.#pick.items.includes(active)) ?? this.#first;
    if (ticked.length > 0) await this.#take(ticked);
    else if (this.#isSearching) this.#isAwaited = true;
    else if (row?.isRetry) await this.#show();
    else if (row && isEntryRow(row)) await this.#take([row]);
  }

  /** Entries of earlier days are read first: they may be gone by now, or have another name. */
  async #take(rows: readonly EntryRow[]): Promise<void> {
    this.#search.abort();
    this.#search = new AbortController();
    const { signal } = this.#search;
    this.#pick.busy = true;
    const { entries, says } = await readNow(this.#session, rows, signal);
    if (signal.aborted) return;
    this.#pick.busy = false;
    if (!says) {
      void this.#session.recents.use(entries);
      this.#resolve(entries);
      return;
    }
    const gone = new Set(says.goneIds);
    const known = this.#pick.value.trim() === '' ? rememberedRows(await this.#session.recents.list()) : [];
    this.#set(
      this.#ticked().filter(({ entry }) => !entry || !gone.has(entry.id)),
      [],
    );
    this.#list([says.row, ...known]);
  }
}

const entriesOf = (rows: readonly EntryRow[]) => rows.flatMap(({ entry }) => entry ?? []);

/** With rows to tick VS Code marks none: what Enter takes is said at its end. */
function withCue(rows: readonly EntryRow[], first: EntryRow): EntryRow[] {
  return rows.flatMap((row) =>
    row === first ? [separatorRow(vscode.l10n.t('Enter takes it if none is ticked')), row] : [row],
  );
}
