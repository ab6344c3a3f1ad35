import type { FrameLocator, Page } from 'playwright-core';

/** The document of a webview: it stands in two frames, one in the other. */
export function webviewFrame(page: Page, title?: string): FrameLocator {
  const outer = title === undefined ? 'iframe.webview.ready:visible' : `iframe.webview.ready:visible`;
  return page
    .frameLocator(outer)
    .frameLocator(title === undefined ? '#active-frame' : `#active-frame[title="${title}"]`);
}
