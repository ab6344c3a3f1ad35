import type { Controller } from './controller';
import { focusProblem, focusQuestion, sayAloud } from './focus';
import { isEachChosen } from './state/conflicts';
import { isDirty } from './state/rows';
import { blockedBecause } from './state/summary';
import { problemsOf } from './state/validate';

/** As `aria-keyshortcuts` names the keys that assign. */
export const ASSIGN_SHORTCUTS = isMac() ? 'Meta+S Meta+Enter' : 'Control+S Control+Enter';

/** The first of them, as a person reads it. */
export const ASSIGN_KEY = isMac() ? '⌘S' : 'Ctrl+S';
/** The other one. */
export const OTHER_ASSIGN_KEY = isMac() ? '⌘↩' : 'Ctrl+Enter';

function isMac(): boolean {
  return navigator.userAgent.includes('Mac');
}

/** Listens for the keys that assign, wherever the keyboard is in the page. */
export function assignOnKeys(controller: Controller): void {
  /** The keys that brought up a question, still held, don't answer it. */
  let isKeyDown = false;
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Control' || event.key === 'Meta') isKeyDown &&= event.repeat;
    if (!isAssignKey(event)) return;
    event.preventDefault();
    // VS Code listens on the window, and would save or do whatever else the keys are bound to.
    event.stopPropagation();
    if (event.repeat) return;
    assignOrTellWhy(controller, !isKeyDown);
    isKeyDown = true;
  });
}

/**
 * Assigns as far as that can be done now, else goes to what is in the way.
 * @param answersQuestion also answers an open question with yes.
 */
export function assignOrTellWhy(controller: Controller, answersQuestion: boolean): void {
  const { state, isLost } = controller;
  if (state.phase !== 'ready' || isLost) return;
  const { form } = state;
  const problems = problemsOf(form);
  const blocked = blockedBecause(form, isDirty(form.rows), problems);
  const [firstProblem] = problems.keys();
  if (form.mergeConflicts && answersQuestion && isEachChosen(form)) void controller.assignAsChosen();
  else if (form.mergeConflicts || form.undoConflicts || (form.confirming && !answersQuestion))
    focusQuestion();
  else if (blocked === undefined) void controller.assign(form.confirming);
  else if (firstProblem !== undefined && !form.saving) focusProblem(firstProblem);
  else sayAloud(blocked);
}

function isAssignKey({ key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing }: KeyboardEvent): boolean {
  if (ctrlKey === metaKey || altKey || shiftKey || isComposing) return false;
  // Where letters are not Latin, the key in the place of S.
  const isS = key.toLowerCase() === 's' || (code === 'KeyS' && !/^[a-z]$/i.test(key));
  return key === 'Enter' || isS;
}
