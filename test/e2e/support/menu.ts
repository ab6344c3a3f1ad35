import type { Locator, Page } from 'playwright-core';

/** An item of the open menu by exactly this text (menus live in a shadow root, which locators look into). */
export function menuItem(page: Page, item: string): Locator {
  return page.locator(`.monaco-menu .action-label[aria-label=${JSON.stringify(item)}]`);
}

/** Texts of all items of the open menu, from the top. */
export async function menuItems(page: Page): Promise<string[]> {
  await page.locator('.monaco-menu .action-label').first().waitFor();
  return page.locator('.monaco-menu .action-menu-item .action-label').allTextContents();
}

/** Picks the item with exactly this text and waits until the menu is gone. */
export async function pickFromMenu(page: Page, item: string): Promise<void> {
  await menuItem(page, item).hover();
  // A menu is deaf to the mouse button for its first tenth of a second, but not to the keyboard.
  await page.keyboard.press('Enter');
  await page.locator('.monaco-menu').waitFor({ state: 'hidden' });
}
