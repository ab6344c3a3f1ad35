import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import type { Theme } from '../../workbench/settings';
import type { Workbench } from './workbench';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** All that a theme can change. */
const CONTRAST = { runOnly: { type: 'rule', values: ['color-contrast'] } };
const OTHER_THEMES: readonly Theme[] = ['light', 'hcLight', 'hcDark'];

export interface Audited {
  /** The page, or the frame of a webview. */
  readonly where: () => Promise<Page | Frame>;
  /** Selector of the part that is ours; left out: all of it. */
  readonly part?: string;
}

/** Fails with what axe-core finds wrong: by every rule in the dark theme, then by its contrast in the other three. */
export async function assertAccessible(
  workbench: Workbench,
  moment: string,
  audited: Audited,
): Promise<void> {
  const found = [...(await violations(audited, {}, 'dark'))];
  for (const theme of OTHER_THEMES) {
    await workbench.setTheme(theme);
    found.push(...(await violations(audited, CONTRAST, theme)));
  }
  await workbench.setTheme('dark');
  assert.deepEqual(found, [], `${moment} has no accessibility violations`);
}

/** What VS Code calls the kinds of its themes in webviews, whose colours come a moment after those of the page. */
const WEBVIEW_KINDS: Readonly<Record<Theme, string>> = {
  light: 'vscode-light',
  dark: 'vscode-dark',
  hcDark: 'vscode-high-contrast',
  hcLight: 'vscode-high-contrast-light',
};

async function violations({ where, part }: Audited, options: object, theme: Theme): Promise<string[]> {
  const frame = await where();
  const kind = JSON.stringify(WEBVIEW_KINDS[theme]);
  await frame.waitForFunction(`(document.body.dataset.vscodeThemeKind ?? ${kind}) === ${kind}`);
  const isThere = await frame.evaluate<boolean>('typeof axe !== "undefined"');
  if (!isThere) await frame.evaluate(AXE);
  const scope = part === undefined ? 'document' : JSON.stringify({ include: [[part]] });
  const results = await frame.evaluate<AxeResults>(`axe.run(${scope}, ${JSON.stringify(options)})`);
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${theme} ${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  );
}

/** The frame of the webview that shows. */
export async function webviewOf(workbench: Workbench): Promise<Frame> {
  const html = await workbench.webview().locator('html').elementHandle();
  return (await html.ownerFrame()) ?? assert.fail('No webview shows.');
}
