import type { Workbench } from '../../e2e/support/workbench';

/** Presses keys and counts them; letters of names are counted apart. */
export class Hand {
  readonly #workbench: Workbench;
  readonly #story: string[] = [];
  #keys = 0;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Keys that were pressed, besides letters of names. A chord is one. */
  get keys(): number {
    return this.#keys;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.#keys += 1;
      this.#story.push(key);
      await this.#workbench.page.keyboard.press(key);
    }
  }

  async type(text: string): Promise<void> {
    this.#story.push(`“${text}”`);
    await this.#workbench.page.keyboard.type(text);
  }

  /** Runs a command through the palette: its key, a few letters, Enter. */
  async command(title: string): Promise<void> {
    await this.press('F1');
    await this.#workbench.quickInput.input.waitFor();
    await this.type(title);
    await this.#workbench.quickInput.rows.filter({ hasText: title }).first().waitFor();
    await this.press('Enter');
  }

  /** Answers a dialog with its default button, where one comes up. */
  async answer(): Promise<void> {
    const dialog = this.#workbench.page.locator('.monaco-dialog-box');
    const isAsked = await dialog.waitFor({ timeout: 1500 }).then(
      () => true,
      () => false,
    );
    if (isAsked) await this.press('Enter');
  }

  /** What was pressed and typed, in order. */
  story(): string {
    return this.#story.join(' ');
  }
}
