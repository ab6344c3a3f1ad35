import type { FrameLocator, Locator } from 'playwright-core';
import type { Workbench } from './workbench';

/** The Assign Links form in the active editor, by what a person sees. */
export class AssignLinksForm {
  private readonly frame: FrameLocator;

  constructor(workbench: Workbench) {
    this.frame = workbench.webview();
  }

  /** Types into the target box and adds the first entry found. */
  async addTarget(text: string): Promise<void> {
    await this.targetField.fill(text);
    await this.frame.getByRole('listbox', { name: 'Entries found' }).getByRole('option').first().click();
  }

  get targetField(): Locator {
    return this.frame.getByLabel('Add target');
  }

  get assignButton(): Locator {
    return this.frame.getByRole('button', { name: 'Assign', exact: true });
  }

  /** Whatever says that it can't be used now. */
  get disabled(): Locator {
    return this.frame.locator('[aria-disabled=true]');
  }

  /** An entry in the open list of found ones. */
  found(name: string): Locator {
    return this.frame
      .getByRole('listbox', { name: 'Entries found' })
      .getByRole('option')
      .filter({ hasText: name })
      .first();
  }

  /** What stands beside a field that is wrong. */
  problem(words: RegExp): Locator {
    return this.frame.locator('.field-error').filter({ hasText: words }).first();
  }

  row(target: string): Locator {
    return this.frame.getByRole('row').filter({ hasText: target }).first();
  }

  async assign(): Promise<void> {
    await this.assignButton.click();
  }

  /** A message of the form. */
  status(words: RegExp): Locator {
    return this.frame.locator('[role=status], [role=alert], .notice').filter({ hasText: words }).first();
  }

  requestLine(): Promise<string> {
    return this.frame.locator('pre').first().innerText();
  }

  async requestBody(): Promise<unknown> {
    return JSON.parse(await this.frame.locator('pre').nth(1).innerText());
  }
}
