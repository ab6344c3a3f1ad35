import type { Theme } from '../../workbench/settings';
import type { Workbench } from './workbench';

const ALL: readonly Theme[] = ['light', 'hcLight', 'hcDark', 'dark'];

/** Set where pictures of one theme are enough; four take a second of every moment. */
export const ONE_THEME = 'LASERFICHE_LINKS_ONE_THEME';

/** The same moment in all four themes, or where that is enough in the dark one, in which the workbench is left. */
export async function screenshotAllThemes(workbench: Workbench, name: string): Promise<void> {
  if (process.env[ONE_THEME]) return workbench.screenshot(name);
  for (const theme of ALL) {
    await workbench.setTheme(theme);
    await workbench.screenshot(name);
  }
}
