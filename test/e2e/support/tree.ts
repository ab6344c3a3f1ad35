import type { Locator, Page } from 'playwright-core';
import { menuItems, openSubmenu, pickFromMenu } from './menu';

/** What we read of a row in the page. */
interface RowElement {
  readonly dataset: Readonly<Record<string, string | undefined>>;
  querySelector(selector: string): { readonly textContent: string | null } | null;
}

/** The label of the row of an outgoing link: its own end's label, and the entry at the other end. */
export const outgoing = (ownLabel: string, name: string) => `${ownLabel} → ${name}`;

/** The same of the type that most tests use. */
export const messageTo = (name: string) => outgoing('Message', name);

/** The label of the row of an incoming link. */
export const incoming = (ownLabel: string, name: string) => `${ownLabel} ← ${name}`;

/** A tree view in the side bar. Rows are found by their visible label; only rows in view exist. */
export class Tree {
  readonly pane: Locator;

  constructor(
    private readonly page: Page,
    view: string,
  ) {
    const header = page.locator('.pane-header').filter({ has: page.getByText(view, { exact: true }) });
    this.pane = page.locator('.pane').filter({ has: header });
  }

  /** The row with exactly this label; `nth` tells rows of one label apart, from the top. */
  row(label: string, nth = 0): Locator {
    const exactly = this.page.locator('.label-name').getByText(label, { exact: true });
    return this.pane.getByRole('treeitem').filter({ has: exactly }).nth(nth);
  }

  /** Labels of all rows in view, from the top. */
  labels(): Promise<string[]> {
    // In one step, since rows come and go; and by their index, since they stand in the page in any order.
    return this.pane
      .getByRole('treeitem')
      .evaluateAll((rows: RowElement[]) =>
        rows
          .sort((one, other) => Number(one.dataset['index']) - Number(other.dataset['index']))
          .map((row) => row.querySelector('.label-name')?.textContent ?? ''),
      );
  }

  /** Turns the wheel until the row is in view. Throws when the end is reached without it. */
  async scrollTo(label: string): Promise<void> {
    await this.pane.getByRole('treeitem').first().hover();
    for (let before = ''; !(await this.row(label).isVisible());) {
      const rows = (await this.labels()).join('\n');
      if (rows === before) throw new Error(`The tree has no row "${label}".`);
      before = rows;
      await this.page.mouse.wheel(0, 400);
      await this.page.evaluate(
        'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
      );
    }
  }

  /** What stands dimmed behind the label. */
  async description(label: string, nth = 0): Promise<string> {
    return (await this.row(label, nth).locator('.label-description').innerText()).trim();
  }

  async select(label: string, nth = 0): Promise<void> {
    await this.leave();
    await this.row(label, nth).click();
  }

  /** Selects several rows, as with Ctrl-click. */
  async selectAll(first: string, ...others: readonly string[]): Promise<void> {
    await this.select(first);
    for (const label of others) await this.row(label).click({ modifiers: ['ControlOrMeta'] });
  }

  /** Opens a row and waits until its first child shows (in our tree even an empty folder has one, which says so). */
  async expand(label: string, nth = 0): Promise<void> {
    await this.lock(label, nth, true);
  }

  async collapse(label: string, nth = 0): Promise<void> {
    await this.lock(label, nth, false);
  }

  /** Picks an item of the row's context menu. */
  async contextMenu(label: string, item: string, nth = 0): Promise<void> {
    await this.choose(() => this.row(label, nth).click({ button: 'right' }), item);
  }

  /** Picks an item of the context menu of the row that has the focus, by keyboard. */
  async focusedMenu(item: string): Promise<void> {
    await this.choose(() => this.focused().press('Shift+F10'), item);
  }

  /** The row that has the focus. */
  focused(): Locator {
    return this.pane.locator('.monaco-list:focus .monaco-list-row.focused');
  }

  /** Texts of the row's context menu, or of a submenu in it; the menu is closed again. */
  async contextMenuItems(label: string, nth = 0, submenu?: string): Promise<string[]> {
    await this.leave();
    await this.row(label, nth).click({ button: 'right' });
    const items = await menuItems(this.page);
    const inside = submenu === undefined ? items : await openSubmenu(this.page, submenu);
    for (let open = true; open; open = await this.page.locator('.monaco-menu').first().isVisible())
      await this.page.keyboard.press('Escape');
    return inside;
  }

  /** Clicks an action that shows on the row under the pointer. */
  async inlineAction(label: string, action: string, nth = 0): Promise<void> {
    await this.leave();
    const row = this.row(label, nth);
    await row.hover();
    await row.getByRole('button', { name: action }).click();
  }

  /** Clicks an icon in the header, which a container of one view shows as its own. */
  async titleAction(action: string): Promise<void> {
    await this.pane.hover();
    const own = this.pane.locator('.pane-header').getByRole('button', { name: action, exact: true });
    const ofContainer = this.page
      .locator('.part.sidebar > .composite.title')
      .getByRole('button', { name: action, exact: true });
    await own.or(ofContainer).click();
  }

  /** Picks an item of the header's overflow menu. */
  async titleMenu(item: string): Promise<void> {
    await this.choose(() => this.titleAction('More Actions...'), item);
  }

  /** A button of the words that show while the view is empty. */
  welcomeButton(text: string): Locator {
    return this.pane.locator('.welcome-view').getByRole('button', { name: text });
  }

  /** Shows the row's tooltip and gives it. */
  async tooltip(label: string, nth = 0): Promise<string> {
    await this.row(label, nth).locator('.label-name').hover();
    return this.page.locator('.workbench-hover:visible, .monaco-hover:visible').first().innerText();
  }

  private async lock(label: string, nth: number, open: boolean): Promise<void> {
    const row = this.row(label, nth);
    await this.leave();
    await row.click();
    // By key, since a click on the twistie would undo what the extension may be opening itself just now.
    await this.page.keyboard.press(open ? 'ArrowRight' : 'ArrowLeft');
    await row.and(this.page.locator(`[aria-expanded="${open}"]`)).waitFor();
    if (!open) return;
    const child = await this.firstChild(row);
    await child.waitFor();
    // Where links stand below, the row is drawn once more, with their number.
    const name = (await child.locator('.label-name').textContent()) ?? '';
    if (/ [→←] /.test(name) && !/ [→←] /.test(label)) await row.getByText(/\d+ links?$/).waitFor();
  }

  /** Picks from a menu; where VS Code took the rows again just then, and says so, once more, as a person does. */
  private async choose(openMenu: () => Promise<void>, item: string): Promise<void> {
    const refused = this.page
      .locator('.notifications-toasts .notification-list-item')
      .filter({ hasText: 'The rows were read again while the menu was open' })
      .first();
    for (let attempts = 1; ; attempts += 1) {
      await this.leave();
      await openMenu();
      try {
        await pickFromMenu(this.page, item);
      } catch (error) {
        if (attempts === 2) throw error;
        await this.page.keyboard.press('Escape');
        continue;
      }
      const isRefused = await refused.waitFor({ timeout: 150 }).then(
        () => true,
        () => false,
      );
      if (!isRefused) return;
      await refused.hover();
      await refused.getByRole('button', { name: /^Clear Notification/ }).click();
      await refused.waitFor({ state: 'detached' });
    }
  }

  /** Takes the pointer off the tree: the tooltip of the row where it rested would cover others. */
  private async leave(): Promise<void> {
    await this.page.mouse.move(640, 400);
  }

  /** The row just below, one level deeper: it comes later than the open twistie, since it is fetched. */
  private async firstChild(row: Locator): Promise<Locator> {
    const [index, level] = [await row.getAttribute('data-index'), await row.getAttribute('aria-level')];
    return this.pane.locator(`[data-index="${Number(index) + 1}"][aria-level="${Number(level) + 1}"]`);
  }
}
