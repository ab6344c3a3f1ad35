import type { Page } from 'playwright-core';
import { AssignLinksForm } from '../e2e/support/assignLinksForm';
import { menuItem } from '../e2e/support/menu';
import { messageTo } from '../e2e/support/tree';
import type { Workbench } from '../e2e/support/workbench';
import type { Frame } from './encode';
import { MAIL, MINUTES, PHOTO, PLAN, PLAN_PATH, type Story } from './story';

const CONFLICT = /^Someone else also changed/;

/** The menu of an entry, over the tree with the entry's links. */
export async function menuOfEntry(workbench: Workbench): Promise<Buffer> {
  const { page } = workbench;
  await workbench.tree('Repository').row(MAIL).click({ button: 'right' });
  await menuItem(page, 'Assign Links…').waitFor();
  await menuItem(page, 'Assign Links…').hover();
  const picture = await capture(page);
  await page.keyboard.press('Escape');
  await page.locator('.monaco-menu').waitFor({ state: 'hidden' });
  return picture;
}

/** The form with a changed and an added row, and the request that they make. */
export async function formWithChanges(workbench: Workbench, story: Story): Promise<Buffer> {
  const form = await openForm(workbench, story);
  await change(form);
  await form.requestLine();
  const picture = await capture(workbench.page);
  await form.press('Reset');
  await form.row(PLAN).waitFor({ state: 'detached' });
  await workbench.execute('workbench.action.closeAllEditors');
  return picture;
}

/** Assigning, where a colleague changed the same link meanwhile, and undoing it. */
export async function assignConflictUndo(workbench: Workbench, story: Story): Promise<readonly Frame[]> {
  const { page } = workbench;
  const frames: Frame[] = [];
  const show = async (milliseconds: number) => {
    await page.mouse.move(1, 1); // or what is under the pointer stays lit
    await page.locator('.workbench-hover:visible').waitFor({ state: 'detached' });
    frames.push({ png: await capture(page), milliseconds });
  };
  const form = await openForm(workbench, story);
  await show(1500);
  await form.targetField.fill(PLAN_PATH);
  await form.found(PLAN).waitFor();
  await show(1300);
  await form.found(PLAN).click();
  await form.setProperty(MINUTES, 'status', 'approved');
  await form.requestLine();
  await show(1800);
  await story.colleague.assign(story.mailId, story.links('in review'));
  await form.assign();
  await form.panel(CONFLICT).waitFor();
  await show(2500);
  await form.side('mine', MINUTES).check();
  await show(1300);
  await form.press('Assign as Chosen');
  await form.status(/Saved/).waitFor();
  await workbench.tree('Repository').row(messageTo(PLAN)).waitFor();
  await show(1800);
  await form.press('Undo');
  await form.status(/Undone/).waitFor();
  await workbench.tree('Repository').row(messageTo(PLAN)).waitFor({ state: 'detached' });
  await show(2000);
  return frames;
}

async function openForm(workbench: Workbench, { connectionId, mailId }: Story): Promise<AssignLinksForm> {
  await workbench.execute('laserficheLinks.assignLinks', { connectionId, sourceId: mailId });
  const form = new AssignLinksForm(workbench);
  await form.row(PHOTO).waitFor();
  return form;
}

async function change(form: AssignLinksForm): Promise<void> {
  await form.addTarget(PLAN_PATH);
  await form.row(PLAN).getByText('Added').waitFor();
  await form.setProperty(MINUTES, 'status', 'approved');
}

function capture(page: Page): Promise<Buffer> {
  return page.screenshot({ animations: 'disabled', caret: 'hide' });
}
