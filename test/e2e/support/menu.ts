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

/** Opens a submenu of the open menu, and gives the texts of its items. */
export async function openSubmenu(page: Page, item: string): Promise<string[]> {
  const menus = page.locator('.monaco-menu .monaco-action-bar');
  const before = await menus.count();
  await menuItem(page, item).hover({ timeout: 5000 });
  await page.keyboard.press('ArrowRight');
  const inner = menus.nth(before).locator('.action-menu-item .action-label');
  await inner.first().waitFor();
  return inner.allTextContents();
}

/**
 * Picks the item with exactly this text (`Copy > Copy ID` in a submenu) and waits until the menu is gone.
 * @throws when the item does not show for 5 s: VS Code closes a menu when what it hangs on is drawn again.
 */
export async function pickFromMenu(page: Page, path: string): Promise<void> {
  const submenus = path.split(' > ');
  const item = submenus.pop() ?? path;
  for (const submenu of submenus) await openSubmenu(page, submenu);
  await menuItem(page, item).hover({ timeout: 5000 });
  // A menu is deaf to the mouse button for its first tenth of a second, but not to the keyboard.
  await page.keyboard.press('Enter');
  await page.locator('.monaco-menu').waitFor({ state: 'hidden' });
}
