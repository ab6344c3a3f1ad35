import type { Frame, FrameLocator, Locator } from 'playwright-core';
import type { Workbench } from './workbench';

/** The Assign Links form in the active editor, by what a person sees. */
export class AssignLinksForm {
  private readonly frame: FrameLocator;

  constructor(workbench: Workbench) {
    this.frame = workbench.webview();
  }

  /** Types into the target box and adds the first entry found. */
  async addTarget(text: string): Promise<void> {
    // Hits of an older text are not meant.
    await this.targetField.fill('');
    await this.targetField.fill(text);
    await this.frame.getByRole('listbox', { name: 'Entries found' }).getByRole('option').first().click();
  }

  /** The box that finds a new target. */
  get targetField(): Locator {
    return this.frame.getByLabel('Add target');
  }

  get assignButton(): Locator {
    return this.button('Assign');
  }

  /** Whatever says that it can't be used now. */
  get disabled(): Locator {
    return this.frame.locator('[aria-disabled=true]');
  }

  /** Whatever has the focus. */
  get focused(): Locator {
    return this.frame.locator(':focus');
  }

  /** The form's page itself. */
  private async page(): Promise<Frame> {
    const html = await this.frame.locator('html').elementHandle();
    const frame = await html.ownerFrame();
    if (!frame) throw new Error('No form shows.');
    return frame;
  }

  /** Fields that are wrong. */
  get invalid(): Locator {
    return this.frame.locator('[aria-invalid=true]');
  }

  /** Keys that get past the form to VS Code while something is done. */
  async keysHeardOutside(during: () => Promise<void>): Promise<unknown> {
    const page = await this.page();
    await page.evaluate(
      `window.heard = []; addEventListener('keydown', ({ key }) => window.heard.push(key));`,
    );
    await during();
    return page.evaluate('window.heard');
  }

  /** The part of the header that stays in sight when the rows are scrolled. */
  async stickyRoom(): Promise<{ readonly top: number; readonly height: number }> {
    const page = await this.page();
    return page.evaluate<{ top: number; height: number }>(`(() => {
      const parts = [...document.querySelectorAll('header, header *')];
      const sticky = parts.filter((part) => getComputedStyle(part).position === 'sticky');
      const boxes = sticky.map((part) => part.getBoundingClientRect()).filter(({ height }) => height > 0);
      return {
        top: Math.min(...boxes.map(({ top }) => top)),
        height: Math.max(...boxes.map(({ bottom }) => bottom)),
      };
    })()`);
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

  /** Changes a property that the link to this target has. */
  async setProperty(target: string, name: string, value: string): Promise<void> {
    const toggle = this.row(target).getByRole('button', { name: /^Properties/ });
    if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
    await this.row(target).getByLabel(`Value of ${name}`).fill(value);
  }

  async remove(target: string): Promise<void> {
    await this.row(target)
      .getByRole('button', { name: `Remove the link to ${target}` })
      .click();
  }

  async assign(): Promise<void> {
    await this.assignButton.click();
  }

  /** Clicks the button with exactly this name. */
  async press(button: string): Promise<void> {
    await this.button(button).click();
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  /** The question whose title holds these words: to confirm, or whose changes to keep. */
  panel(title: RegExp): Locator {
    return this.frame.getByRole('region', { name: title });
  }

  /** The request, once it is the one that the rows make. */
  private get upToDateRequest(): Locator {
    return this.frame.locator('.request[aria-busy=false]');
  }

  /** The answer to a conflict about the link to this target. */
  side(side: 'mine' | 'theirs', target: string): Locator {
    return this.frame.getByRole('radio', { name: `Keep ${side}: link to ${target}` });
  }

  /** The answer to a conflict of an undo about the link to this target. */
  undoSide(side: 'undo' | 'leave', target: string): Locator {
    const name =
      side === 'undo' ? `Undo the change of the link to ${target}` : `Leave the link to ${target} as it is`;
    return this.frame.getByRole('radio', { name });
  }

  /** A message of the form. */
  status(words: RegExp): Locator {
    return this.frame.locator('[role=status], [role=alert], .notice').filter({ hasText: words }).first();
  }

  async requestLine(): Promise<string> {
    await this.upToDateRequest.waitFor();
    return this.frame.locator('pre').first().innerText();
  }

  async requestBody(): Promise<unknown> {
    await this.upToDateRequest.waitFor();
    return JSON.parse(await this.frame.locator('pre').nth(1).innerText());
  }
}
