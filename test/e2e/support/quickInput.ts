import type { Locator, Page } from 'playwright-core';

/** VS Code's quick input: the box at the top for picking and typing. */
export class QuickInput {
  readonly widget: Locator;
  readonly input: Locator;
  /** The rows to pick from. */
  readonly rows: Locator;
  /** The line under the box: the prompt, or what is wrong with the text. */
  readonly message: Locator;

  constructor(private readonly page: Page) {
    // One that is closing still shows, but hears nothing.
    this.widget = page.locator('.quick-input-widget:not(.quick-input-widget-closing):visible');
    this.input = this.widget.locator('.quick-input-box input');
    this.rows = this.widget.locator('.quick-input-list .monaco-list-row');
    this.message = this.widget.locator('.quick-input-message');
  }

  title(): Locator {
    return this.widget.locator('.quick-input-title');
  }

  /** Waits until the quick input of this title shows: between two steps the last one lingers. */
  async titled(title: string | RegExp): Promise<void> {
    await this.title().filter({ hasText: title }).waitFor();
  }

  /** Waits until the line under the box says this. */
  async saying(words: string | RegExp): Promise<void> {
    await this.message.filter({ hasText: words }).waitFor();
  }

  /** Replaces what stands in the box. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.input.press('Escape');
    await this.widget.waitFor({ state: 'hidden' });
  }

  /** The row with exactly this label. */
  item(label: string): Locator {
    return this.rows.filter({ has: this.page.locator(LABEL).getByText(label, { exact: true }) });
  }

  /** Clicks the row with exactly this label. */
  async pick(label: string): Promise<void> {
    await this.item(label).first().click();
  }

  /** Ticks rows of a picker that takes several; `accept` ends it. */
  async check(...labels: readonly string[]): Promise<void> {
    for (const label of labels) await this.item(label).click();
  }

  /** The labels of all rows in view, once there are any. */
  async items(): Promise<string[]> {
    await this.rows.first().waitFor();
    return this.rows.locator(LABEL).allTextContents();
  }

  /** Clicks a button of the title bar or beside the box. */
  async button(name: string): Promise<void> {
    await this.widget.getByRole('button', { name }).click();
  }
}

/** A row's label; its detail, one line below, looks the same. */
const LABEL = '.quick-input-list-row:first-child .label-name';
