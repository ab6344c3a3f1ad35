// Where the keyboard is: it begins in the field for a new target, and goes to whatever needs an answer.

/** Id of the field for a new target. */
export const TARGET_FIELD = 'target';

/** Id of the button that sends the links. */
export const ASSIGN = 'assign';

/** Id of the place for what is said aloud and shows elsewhere. */
export const ALOUD = 'aloud';

/** The form came up, or was asked for again, and has not had the keyboard since. */
let isWanted = true;
/** Letters came since the person last asked for something that may end in a question. */
let isTyping = false;

export function followFocus(): void {
  window.addEventListener('focus', giveFocus);
  document.addEventListener('input', () => (isTyping = true), { capture: true });
  document.addEventListener(
    'pointerdown',
    () => {
      // Who points at something has chosen a place.
      if (document.getElementById(TARGET_FIELD)) isWanted = false;
    },
    { capture: true },
  );
}

/** The person asked for the form. */
export function wantFocus(): void {
  isWanted = true;
  giveFocus();
}

/** Only where the window has given this page the keyboard: it may be anywhere else by now. */
export function giveFocus(): void {
  if (!isWanted || !document.hasFocus()) return;
  const field = document.getElementById(TARGET_FIELD);
  if (field) isWanted = false;
  (defaultOfQuestion() ?? field ?? document.querySelector<HTMLElement>('.state button'))?.focus();
}

/** What comes next may ask a question, and shall have the keyboard then. */
export function expectQuestion(): void {
  isTyping = false;
}

/** Moves to the open question; not from below somebody's hands, who went on typing. False: it did not. */
export function takeToQuestion(): boolean {
  if (isTyping && document.activeElement instanceof HTMLInputElement) return false;
  focusQuestion();
  return true;
}

export function focusQuestion(): void {
  defaultOfQuestion()?.focus({ preventScroll: true });
  // Its head is what the person must see.
  document.querySelector('.panel')?.scrollIntoView({ block: 'nearest' });
}

/** What Enter answers with, or the first thing that needs an answer. */
function defaultOfQuestion(): HTMLElement | null {
  return document.querySelector<HTMLElement>('.panel [data-default]') ?? document.querySelector('.panel');
}

/** After a question: back to where the person was, unless they have gone elsewhere meanwhile. */
export function leaveQuestion(question: Element | null, before: Element | null): void {
  const { activeElement, body } = document;
  if (activeElement !== body && !question?.contains(activeElement)) return;
  const isThere = before instanceof HTMLElement && before !== body && before.isConnected;
  (isThere ? before : document.getElementById(ASSIGN))?.focus();
}

export function focusProblem(rowId: string): void {
  const row = document.getElementById(rowId);
  const field = row?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? row?.querySelector('select');
  row?.scrollIntoView({ block: 'center' });
  field?.focus();
}

/** Says something aloud; the same again when it is said again. */
export function sayAloud(text: string): void {
  const place = document.getElementById(ALOUD);
  if (place) place.textContent = place.textContent === text ? `${text}\u00A0` : text;
}
