import type { Locator, Page } from 'playwright-core';

/** The notifications that show in the lower right corner. */
export class Notifications {
  private readonly toasts: Locator;

  constructor(page: Page) {
    this.toasts = page.locator('.notifications-toasts .notification-list-item');
  }

  /** The notification whose text holds these words. */
  saying(words: string | RegExp): Locator {
    return this.toasts.filter({
      has: this.toasts.page().locator('.notification-list-item-message'),
      hasText: words,
    });
  }

  /** Waits for the notification and gives its whole text. */
  async text(words: string | RegExp): Promise<string> {
    return this.saying(words).locator('.notification-list-item-message').innerText();
  }

  /** Clicks a button of the notification. */
  async press(words: string | RegExp, button: string): Promise<void> {
    await this.saying(words).getByRole('button', { name: button, exact: true }).click();
  }

  /** The texts of all that show now. */
  all(): Promise<string[]> {
    return this.toasts.locator('.notification-list-item-message').allInnerTexts();
  }
}
