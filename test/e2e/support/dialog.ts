import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench';

/** A button of the modal question that shows. */
export function dialogButton(workbench: Workbench, text: string): Locator {
  return workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: text, exact: true });
}
