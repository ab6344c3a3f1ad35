import type { Page } from 'playwright-core';

const PROGRESS_DELAY_MS = 30_000;

/** Asked of the page at every frame: whether a row is drawn whose text has `text`, one of at least `among` siblings. */
const LOOK = (text: string, among: number): string => `new Promise((done, fail) => {
  const giveUp = performance.now() + ${PROGRESS_DELAY_MS};
  const look = () => {
    const rows = [...document.querySelectorAll('.pane-body [role=treeitem]')];
    const drawn = rows.some((row) => row.textContent.includes(${JSON.stringify(text)})
      && Number(row.getAttribute('aria-setsize')) >= ${among});
    if (drawn) done(performance.timeOrigin + performance.now());
    else if (performance.now() > giveUp) fail(new Error('No row shows ' + ${JSON.stringify(text)}));
    else requestAnimationFrame(look);
  };
  look();
})`;

/** When such a row is drawn. Milliseconds since the epoch. */
export function whenDrawn(page: Page, text: string, among = 1): Promise<number> {
  return page.evaluate<number>(LOOK(text, among));
}

/** Notes when the next click begins, so that what it starts can be timed without the time to find what to click. */
export async function nextClick(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(`window.clickedAt = new Promise((done) => document.addEventListener('mousedown',
    () => done(performance.timeOrigin + performance.now()), { capture: true, once: true })); undefined`);
  return () => page.evaluate<number>('window.clickedAt');
}
