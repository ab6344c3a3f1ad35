import type { Theme } from '../../workbench/settings';
import type { Workbench } from './workbench';

const ALL: readonly Theme[] = ['light', 'hcLight', 'hcDark', 'dark'];

/** The same moment in all four themes; the workbench is left in the dark one. */
export async function screenshotAllThemes(workbench: Workbench, name: string): Promise<void> {
  for (const theme of ALL) {
    await workbench.setTheme(theme);
    await workbench.screenshot(name);
  }
}
