import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { ARTIFACTS, PROJECT } from '../../workbench/paths';
import { startServer, type WorkbenchServer } from '../../workbench/server';
import {
  quietSettings,
  settingsFile,
  THEMES,
  writeSettings,
  type Settings,
  type Theme,
} from '../../workbench/settings';
import { TidyUp } from '../../workbench/tidyUp';
import { Notifications } from './notifications';
import { QuickInput } from './quickInput';
import { newWindow } from './sharedBrowser';
import { Stage } from './stage';
import { Tree } from './tree';
import { webviewFrame } from './webview';

export interface LaunchOptions {
  /** Folder of the screenshots below artifacts/screenshots. */
  readonly suite?: string;
  readonly theme?: Theme;
  /** Extensions to load; left out: this project. */
  readonly extensionPaths?: readonly string[];
  /** Left out: a fresh, empty folder. */
  readonly folder?: string;
  readonly settings?: Settings;
  /** Reaches the extension host. */
  readonly env?: NodeJS.ProcessEnv;
}

/** A click on a row selects it and does no more, so that a test says itself what opens; and every row shows once. */
const PLAIN_TREES: Settings = {
  'workbench.tree.expandMode': 'doubleClick',
  'workbench.tree.enableStickyScroll': false,
};

/** The class that the page carries in each look. */
const THEME_CLASSES: Readonly<Record<Theme, string>> = {
  light: 'vs',
  dark: 'vs-dark',
  hcDark: 'hc-black',
  hcLight: 'hc-light',
};

/** A VS Code of its own for one suite, seen and touched as a person does: by labels and roles, never by sleeping. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  private readonly console: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly stage: Stage,
    private readonly server: WorkbenchServer,
    private readonly tidyUp: TidyUp,
    private readonly suite: string,
    /** All that this VS Code and its extensions wrote. */
    readonly dataFolder: string,
    private theme: Theme,
  ) {
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    page.on('console', (message) => this.console.push(`[${message.type()}] ${message.text()}`));
    page.on('pageerror', (error) => this.console.push(`[uncaught] ${error.stack ?? error.message}`));
  }

  /** Starts a fresh VS Code (a few seconds) and waits until it can be used. Rejects with why it cannot. */
  static async launch(options: LaunchOptions = {}): Promise<Workbench> {
    const tidyUp = new TidyUp();
    try {
      return await Workbench.start(options, tidyUp);
    } catch (error) {
      await tidyUp.run();
      throw error;
    }
  }

  private static async start(options: LaunchOptions, tidyUp: TidyUp): Promise<Workbench> {
    const home = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-e2e-'));
    tidyUp.add(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
    const theme = options.theme ?? 'dark';
    const folder = options.folder ?? path.join(home, 'folder');
    await mkdir(folder, { recursive: true });
    await writeSettings(settingsFile(home), quietSettings(theme, { ...PLAIN_TREES, ...options.settings }));

    const stage = await Stage.open();
    tidyUp.add(() => stage.close());
    const server = await startServer({
      dataFolder: home,
      installed: [...(options.extensionPaths ?? [PROJECT]), path.join(__dirname, 'stagehand')],
      env: { ...options.env, STAGE_PORT: String(stage.port) },
      say: console.log,
    });
    tidyUp.add(server.stop);
    const context = await newWindow();
    tidyUp.add(() => context.close());
    const page = await context.newPage();
    const workbench = new Workbench(page, stage, server, tidyUp, options.suite ?? 'workbench', home, theme);
    await page.goto(server.address({ folder }));
    await workbench.ready();
    return workbench;
  }

  /** Opens another window on the same folder: an extension host of its own over the same files. Ends with this one. */
  async openWindow(): Promise<Workbench> {
    const page = await this.page.context().newPage();
    const { server, suite, dataFolder, theme } = this;
    const stage = this.stage.beside();
    const other = new Workbench(page, stage, server, new TidyUp(), suite, dataFolder, theme);
    await page.goto(this.page.url());
    await other.ready();
    return other;
  }

  /** Ends everything that `launch` started. */
  close(): Promise<void> {
    return this.tidyUp.run();
  }

  /** Reloads the window: a new extension host, with all that VS Code saved. */
  async reload(): Promise<void> {
    this.stage.forgetHand();
    await this.page.reload();
    await this.ready();
  }

  /** Reloads the window by its command: VS Code first saves what shows. */
  async reloadWindow(): Promise<void> {
    this.stage.forgetHand();
    await this.runCommand('Developer: Reload Window');
  }

  /** Keeps the extension host busy, as an extension that computes at length does. */
  keepHostBusy(milliseconds: number): Promise<void> {
    return this.stage.keepBusy(milliseconds);
  }

  /** Kills the extension host, as a crash does, and waits until VS Code has started another one. */
  async restartExtensionHost(): Promise<void> {
    await this.stage.crash();
    await this.stage.arrived();
  }

  /** Runs the command with exactly this title (with its category: `Laserfiche: Refresh`) through the palette. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    // A workbench that was moving the focus did not hear the key; a person presses it again.
    await this.quickInput.input.waitFor({ timeout: 3000 }).catch(() => this.page.keyboard.press('F1'));
    await this.quickInput.type(`>${title}`);
    await this.quickInput.pick(title);
  }

  /** Opens a view container from the activity bar, unless it shows already. */
  async openContainer(title: string): Promise<void> {
    const tab = this.activity.filter({ has: this.page.locator(`[aria-label="${title}"]`) });
    const open = tab.and(this.page.locator('[aria-expanded=true]'));
    if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.click();
    // VS Code may have brought it back itself between the look and the click, which then closed it.
    await open.waitFor({ timeout: 3000 }).catch(() => tab.click());
    await open.waitFor();
    await this.page.mouse.move(640, 400); // or its tooltip stays in the way
  }

  /** A tree view by the name in its header. */
  tree(view: string): Tree {
    return new Tree(this.page, view);
  }

  /** An editor's tab. */
  tab(title: string): Locator {
    return this.page.locator('.tabs-container').getByRole('tab', { name: title });
  }

  /** The inside of the webview that shows in the active editor, or in the editor of this title. */
  webview(title?: string): FrameLocator {
    return webviewFrame(this.page, title);
  }

  /** Changes the look and waits until it shows. */
  async setTheme(theme: Theme): Promise<void> {
    await this.configure({ 'workbench.colorTheme': THEMES[theme] });
    this.theme = theme;
    await this.page.locator(`.monaco-workbench.${THEME_CLASSES[theme]}`).waitFor();
  }

  /** Changes user settings; they hold when it resolves. */
  configure(settings: Settings): Promise<void> {
    return this.stage.configure(settings);
  }

  /** Runs a command with arguments from inside VS Code, to set the stage. Rejects with the command's message. */
  execute(command: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.stage.execute(command, ...args);
  }

  /** Writes artifacts/screenshots/<suite>/<name>-<theme>.png. */
  async screenshot(name: string): Promise<void> {
    const file = path.join(ARTIFACTS, 'screenshots', this.suite, `${name}-${this.theme}.png`);
    await this.page.screenshot({ path: file, animations: 'disabled' });
  }

  /** What the page's console and the server printed so far. */
  logs(): string {
    return [...this.console, this.server.output()].join('\n');
  }

  /** Keeps a picture and the logs for whoever looks into a failure. */
  async keepEvidence(name: string): Promise<void> {
    const folder = path.join(ARTIFACTS, 'failures');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, `${name}.log`), this.logs());
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }

  /** The tabs of the activity bar. */
  private get activity(): Locator {
    return this.page.locator('.activitybar [role=tab]');
  }

  private async ready(): Promise<void> {
    await this.activity.first().waitFor({ timeout: 60_000 });
  }
}
