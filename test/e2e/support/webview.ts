import type { FrameLocator, Page } from 'playwright-core';

/** The document of the webview that shows (of this title): it stands in two frames, one in the other. */
export function webviewFrame(page: Page, title?: string): FrameLocator {
  const inner = title === undefined ? '#active-frame' : `#active-frame[title=${JSON.stringify(title)}]`;
  return page.frameLocator('iframe.webview.ready:visible').frameLocator(inner);
}
