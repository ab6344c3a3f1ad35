import * as l10n from '@vscode/l10n';
import { useEffect, useReducer, useRef } from 'preact/hooks';
import { formatNumber } from '../../../shared/language';
import type { EntryView } from '../../protocol';
import type { Controller } from '../controller';
import { TARGET_FIELD } from '../focus';
import { failureIn } from '../host';
import {
  activeEntry,
  addableEntries,
  describeFinder,
  linkedIds,
  NO_FINDER,
  reduceFinder,
  surelyMeant,
} from '../state/finder';
import type { Form } from '../state/model';
import { TypeSelect } from './TypeSelect';
import { Button, EntryName, FieldError, Icon } from './widgets';

/** Milliseconds without typing after which a search starts. */
const SEARCH_DELAY_MS = 150;
const LIST = 'found-targets';

/** A search that waits for a rest in typing, or for its answer. */
interface Search {
  readonly text: string;
  timer?: number;
  isAsked: boolean;
  /** Enter was pressed before its hits came: with Shift, to stay in the list. */
  enter?: { readonly stay: boolean };
}

/** Finds entries by name, path, id or address, and adds each chosen one as a row of the chosen type. */
export function AddTarget({ form, controller }: { readonly form: Form; readonly controller: Controller }) {
  const { targetText: text, newTypeId, contents } = form;
  const locked = contents.readOnly !== 'no' || form.otherRepository !== undefined;
  const [finder, tell] = useReducer(reduceFinder, NO_FINDER);
  /** The newest search; an answer to an older one is none. */
  const search = useRef<Search | undefined>(undefined);
  /** What stands in the field by now, for what was begun with an older text. */
  const typed = useRef(text);
  typed.current = text;
  /** Being read, to be added: pressed twice is meant once. */
  const adding = useRef(new Set<number>());
  const linked = linkedIds(form);
  const found = finder.found;

  const forget = () => {
    window.clearTimeout(search.current?.timer);
    search.current = undefined;
  };
  const find = async (mine: Search) => {
    window.clearTimeout(mine.timer);
    mine.isAsked = true;
    tell({ type: 'searching' });
    try {
      const hits = await controller.find(mine.text);
      if (search.current !== mine) return;
      search.current = undefined;
      tell({ type: 'found', found: hits });
      const meant = mine.enter && surelyMeant(hits, mine.text);
      if (meant) take(meant, mine.enter?.stay ?? false, hits.resolved);
    } catch (error) {
      const { message } = failureIn(error);
      if (search.current !== mine) return;
      search.current = undefined;
      tell({ type: 'failed', message });
    }
  };
  /** Without a rest in typing. Where a search for this text is under way, Enter is for its hits. */
  const findNow = (enter?: Search['enter']) => {
    if (search.current?.text !== text) {
      forget();
      search.current = { text, isAsked: false };
    }
    const mine = search.current;
    if (enter) mine.enter = enter;
    if (!mine.isAsked) void find(mine);
  };
  const type = (value: string) => {
    controller.dispatch({ type: 'targetTyped', text: value });
    forget();
    tell({ type: value.trim() ? 'searching' : 'cleared' });
    if (!value.trim()) return;
    const mine: Search = { text: value, isAsked: false };
    mine.timer = window.setTimeout(() => void find(mine), SEARCH_DELAY_MS);
    search.current = mine;
  };
  const add = async (entries: readonly EntryView[], stay: boolean, resolved: boolean) => {
    const toAdd = entries.filter(({ id }) => !adding.current.has(id));
    for (const { id } of toAdd) adding.current.add(id);
    try {
      await controller.addTargets(toAdd, resolved);
    } catch (error) {
      tell({ type: 'refused', message: failureIn(error).message });
      return;
    } finally {
      for (const { id } of toAdd) adding.current.delete(id);
    }
    // What was typed meanwhile is another wish.
    if (!stay && typed.current === text) type('');
  };
  /** Adds the entry and goes on, to a next text or the next hit. */
  const take = (entry: EntryView, stay: boolean, resolved = found?.resolved ?? false) => {
    if (linked.has(entry.id)) tell({ type: 'told', text: l10n.t('Already linked with this type.') });
    else void add([entry], stay, resolved);
    if (stay) tell({ type: 'wentOn' });
  };
  /** Closes the list; a search under way must not open it again. */
  const close = () => {
    forget();
    tell({ type: finder.searching ? 'cleared' : 'closed' });
  };
  useEffect(() => forget, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (locked || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (move && found && (finder.open || event.key.startsWith('Arrow'))) tell({ type: 'moved', by: move });
    else if (event.key === 'Escape' && finder.open) close();
    else if (event.key === 'Escape' && text) type('');
    else if (event.key === 'Enter') {
      const entry = activeEntry(finder);
      if (entry) take(entry, event.shiftKey);
      else if (text.trim()) findNow({ stay: event.shiftKey });
    } else if (event.key === 'ArrowDown' && text.trim()) findNow();
    else return;
    event.preventDefault();
  };

  const news = describeFinder(finder, text);
  const all = activeEntry(finder) ? addableEntries(finder, linked, contents) : [];
  const addAll = () => {
    document.getElementById(TARGET_FIELD)?.focus();
    void add(all, false, found?.resolved ?? false);
  };
  return (
    <div
      class="add"
      onFocusOut={(event) => leaves(event) && close()}
      onKeyDown={(event) => {
        // In the list's own button: back to where it was opened from.
        if (event.key !== 'Escape' || event.defaultPrevented || !finder.open) return;
        event.preventDefault();
        document.getElementById(TARGET_FIELD)?.focus();
        close();
      }}
    >
      <div class="field new-type">
        <label for="new-type">{l10n.t('Link type')}</label>
        <TypeSelect
          id="new-type"
          label={l10n.t('Link type of new links')}
          types={contents.linkTypes}
          value={newTypeId}
          error={contents.linkTypes.length === 0 ? l10n.t('The repository has no link types.') : undefined}
          disabled={locked}
          onChoose={(linkTypeId) => controller.dispatch({ type: 'newTypeChosen', linkTypeId })}
        />
      </div>
      <div class="field new-target">
        <label for={TARGET_FIELD}>{l10n.t('Add target')}</label>
        <div class="combobox">
          <Icon name={finder.searching ? 'loading' : 'search'} spins={finder.searching} />
          <input
            id={TARGET_FIELD}
            role="combobox"
            autocomplete="off"
            spellcheck={false}
            dir="auto"
            placeholder={
              contents.readOnly !== 'no'
                ? l10n.t('Links are read-only')
                : locked
                  ? l10n.t('The connection leads to another repository')
                  : l10n.t('Name, \\path, id or web client address')
            }
            readOnly={locked}
            aria-autocomplete="list"
            aria-expanded={finder.open}
            aria-controls={LIST}
            aria-activedescendant={finder.open && finder.active >= 0 ? `${LIST}-${finder.active}` : undefined}
            aria-invalid={finder.error !== undefined}
            aria-describedby={`${TARGET_FIELD}-error`}
            value={text}
            onInput={(event) => type(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <div class={finder.searching ? 'popup old' : 'popup'} hidden={!finder.open || locked}>
            <ul id={LIST} role="listbox" tabIndex={-1} aria-label={l10n.t('Entries found')}>
              {found?.entries.map((entry, index) => (
                <li
                  key={entry.id}
                  id={`${LIST}-${index}`}
                  role="option"
                  aria-selected={index === finder.active}
                  class={index === finder.active ? 'active' : ''}
                  ref={index === finder.active ? scrollIntoView : null}
                  onMouseMove={() => index !== finder.active && tell({ type: 'pointed', index })}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={(event) => take(entry, event.shiftKey)}
                >
                  <EntryName entry={entry} {...(!found.resolved && { searched: text })} />
                  {linked.has(entry.id) ? (
                    <span class="hint">
                      <Icon name="check" /> {l10n.t('linked')}
                    </span>
                  ) : (
                    entry.id === contents.source.id && <span class="hint">{l10n.t('this entry')}</span>
                  )}
                </li>
              ))}
            </ul>
            <div class="popup-foot">
              <span>{news}</span>
              {finder.active >= 0 && (
                <span class="keys">{l10n.t('Enter adds · Shift+Enter adds and goes to the next')}</span>
              )}
              {all.length > 1 && (
                <Button onMouseDown={(event) => event.preventDefault()} onClick={addAll}>
                  {found?.truncated
                    ? l10n.t('Add the {0} Shown', formatNumber(all.length))
                    : l10n.t('Add All {0}', formatNumber(all.length))}
                </Button>
              )}
            </div>
          </div>
        </div>
        <div class="hidden" role="status">
          {news}
        </div>
        <FieldError id={`${TARGET_FIELD}-error`} text={finder.error} />
      </div>
    </div>
  );
}

const MOVES: Readonly<Record<string, 'next' | 'previous' | 'first' | 'last'>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  PageUp: 'first',
  PageDown: 'last',
};

function leaves({ currentTarget, relatedTarget }: FocusEvent): boolean {
  return !(
    currentTarget instanceof Node &&
    relatedTarget instanceof Node &&
    currentTarget.contains(relatedTarget)
  );
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
