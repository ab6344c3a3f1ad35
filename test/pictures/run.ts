// Makes the extension's icon, and README.md's pictures from the real workbench, so that they show what is.
// Usage: npm run pictures
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { closeSharedBrowser, newWindow } from '../e2e/support/sharedBrowser';
import { Workbench } from '../e2e/support/workbench';
import { PROJECT } from '../workbench/paths';
import type { Settings, Theme } from '../workbench/settings';
import { encodeAnimation, encodeStill } from './encode';
import { assignConflictUndo, formWithChanges, menuOfEntry } from './scenes';
import { tellStory, type Story } from './story';

const FOLDER = path.join(PROJECT, 'media/readme');
const SIZE = { width: 1000, height: 704 };

/** Only what the pictures are about. */
const PLAIN: Settings = {
  'remote.autoForwardPorts': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'window.title': 'Laserfiche Links',
};

type Scene = (workbench: Workbench, story: Story) => Promise<Buffer>;

const SCENES: readonly { readonly file: string; readonly theme: Theme; readonly scene: Scene }[] = [
  { file: 'form.png', theme: 'light', scene: async (...of) => encodeStill(await formWithChanges(...of)) },
  { file: 'menu.png', theme: 'dark', scene: async (workbench) => encodeStill(await menuOfEntry(workbench)) },
  {
    file: 'undo.png',
    theme: 'dark',
    scene: async (...of) => encodeAnimation(await assignConflictUndo(...of)),
  },
];

/** The icon in the pixels that the Marketplace asks for. */
async function drawIcon(): Promise<void> {
  const drawing = await readFile(path.join(PROJECT, 'test/pictures/icon.svg'), 'utf8');
  const window = await newWindow();
  try {
    const page = await window.newPage();
    await page.setViewportSize({ width: 128, height: 128 });
    await page.setContent(`<body style="margin: 0">${drawing}</body>`);
    await page.screenshot({ path: path.join(PROJECT, 'media/icons/icon.png'), omitBackground: true });
  } finally {
    await window.close();
  }
}

async function main(): Promise<void> {
  await drawIcon();
  const home = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-pictures-'));
  const folder = path.join(home, 'alder-street');
  const workbench = await Workbench.launch({ folder, settings: PLAIN, suite: 'pictures' });
  try {
    await workbench.page.setViewportSize(SIZE);
    await mkdir(FOLDER, { recursive: true });
    await tellStory(workbench, async (story) => {
      for (const { file, theme, scene } of SCENES) {
        await workbench.setTheme(theme);
        const picture = await scene(workbench, story);
        await writeFile(path.join(FOLDER, file), picture);
        console.log(`${file}: ${(picture.length / 1000).toFixed(1)} kB`);
      }
    });
  } catch (error) {
    await workbench.keepEvidence('pictures').catch(console.error);
    throw error;
  } finally {
    await workbench.close();
    await closeSharedBrowser();
    await rm(home, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
