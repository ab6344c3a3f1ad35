import * as l10n from '@vscode/l10n';
import { useEffect, useReducer, useRef } from 'preact/hooks';
import type { EntryView } from '../../protocol';
import type { Controller } from '../controller';
import { failureIn } from '../host';
import { activeEntry, describeFinder, NO_FINDER, reduceFinder } from '../state/finder';
import type { Form } from '../state/model';
import { TypeSelect } from './TypeSelect';
import { EntryName, FieldError, Icon, TARGET_FIELD } from './widgets';

/** Milliseconds without typing after which a search starts. */
const SEARCH_DELAY_MS = 250;
const LIST = 'found-targets';

/** Finds entries by name, path, id or address, and adds each chosen one as a row of the chosen type. */
export function AddTarget({ form, controller }: { readonly form: Form; readonly controller: Controller }) {
  const { targetText: text, newTypeId, contents } = form;
  const locked = contents.readOnly !== 'no' || form.otherRepository !== undefined;
  const [finder, tell] = useReducer(reduceFinder, NO_FINDER);
  const newest = useRef(0);
  const timer = useRef<number | undefined>(undefined);

  const search = async (typed: string) => {
    window.clearTimeout(timer.current);
    const search = ++newest.current;
    tell({ type: 'searching' });
    try {
      const found = await controller.find(typed);
      if (search === newest.current) tell({ type: 'found', found });
    } catch (error) {
      const { message } = failureIn(error);
      if (search === newest.current) tell({ type: 'failed', message });
    }
  };
  const type = (value: string) => {
    controller.dispatch({ type: 'targetTyped', text: value });
    window.clearTimeout(timer.current);
    newest.current += 1;
    tell({ type: value.trim() ? 'searching' : 'cleared' });
    if (value.trim()) timer.current = window.setTimeout(() => void search(value), SEARCH_DELAY_MS);
  };
  const add = async (entry: EntryView, stay: boolean) => {
    try {
      await controller.addTarget(entry, finder.found?.resolved ?? false);
    } catch (error) {
      tell({ type: 'failed', message: failureIn(error).message });
      return;
    }
    if (!stay) type('');
  };
  /** Closes the list; a search under way must not open it again. */
  const close = () => {
    window.clearTimeout(timer.current);
    newest.current += 1;
    tell({ type: finder.searching ? 'cleared' : 'closed' });
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (locked || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (move && finder.found && (finder.open || event.key.startsWith('Arrow')))
      tell({ type: 'moved', by: move });
    else if (event.key === 'Escape' && finder.open) close();
    else if (event.key === 'Escape' && text) type('');
    else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      const entry = activeEntry(finder);
      if (entry) void add(entry, event.shiftKey);
      else if (text.trim()) void search(text);
    } else return;
    event.preventDefault();
  };

  const news = describeFinder(finder, text);
  const linked = new Set(
    form.rows.filter((row) => !row.removed && row.linkTypeId === newTypeId).map((row) => row.target.id),
  );
  return (
    <div class="add" onFocusOut={(event) => leaves(event) && close()}>
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
          <div class="popup" hidden={!finder.open || locked}>
            <ul id={LIST} role="listbox" aria-label={l10n.t('Entries found')}>
              {finder.found?.entries.map((entry, index) => (
                <li
                  key={entry.id}
                  id={`${LIST}-${index}`}
                  role="option"
                  aria-selected={index === finder.active}
                  class={index === finder.active ? 'active' : ''}
                  ref={index === finder.active ? scrollIntoView : null}
                  onMouseMove={() => index !== finder.active && tell({ type: 'pointed', index })}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={(event) => void add(entry, event.shiftKey)}
                >
                  <EntryName entry={entry} />
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
                <span>{l10n.t('Enter adds · Shift+Enter adds and keeps the list')}</span>
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
