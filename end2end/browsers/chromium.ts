// Chromium, driven by Playwright.

import type { Browser, Page } from '@playwright/test';
import type { BrowserWindow, OwnBrowser } from './window.ts';

/** Wraps a Playwright page in the interface that the steps use. Calls `watch` with each window that it opens. */
export function windowOf(page: Page, watch: (page: Page) => void = () => {}): BrowserWindow {
  return {
    open: async (path) => void (await page.goto(path)),
    back: async () => void (await page.goBack()),
    another: async () => {
      const another = await page.context().newPage();
      watch(another);
      return windowOf(another, watch);
    },
    click: (selector) => page.locator(selector).click(),
    clickAt: ({ x, y }) => page.mouse.click(x, y),
    pointAt: ({ x, y }) => page.mouse.move(x, y),
    fill: (selector, text) => page.locator(selector).fill(text),
    // Playwright's types also cover element handles, which no step uses.
    evaluate: (inPage, argument) => page.evaluate(inPage as never, argument),
  };
}

/** Opens a separate browser context, so that a window shares no cookies with the others. */
export async function startChromium(browser: Browser, watch: (page: Page) => void): Promise<OwnBrowser> {
  const context = await browser.newContext();
  const page = await context.newPage();
  watch(page);
  return { ...windowOf(page, watch), screenshot: () => page.screenshot(), close: () => context.close() };
}
