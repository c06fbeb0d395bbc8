// The test function of every spec. It watches pages for errors, and opens pages for further buyers.

import { test as base, expect, type BrowserContextOptions, type Page } from '@playwright/test';
import { Watchman } from './watchman.ts';

interface Fixtures {
  /** Fails the test for any console error, page error or failed request. */
  watchman: Watchman;
  /** Opens a page for another buyer on another machine, in a separate browser context. */
  newBuyer: (options?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  watchman: [
    async ({ baseURL, javaScriptEnabled }, use) => {
      const watchman = new Watchman(baseURL!, javaScriptEnabled !== false);
      await use(watchman);
      expect(watchman.report(), 'no console errors, page errors or failed requests').toEqual([]);
    },
    { auto: true },
  ],
  page: async ({ page, watchman }, use) => {
    watchman.watch(page);
    await use(page);
  },
  newBuyer: async ({ browser, watchman, contextOptions, viewport, baseURL, hasTouch, isMobile, javaScriptEnabled }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (options) => {
      const like = { ...contextOptions, viewport, baseURL, hasTouch, isMobile, javaScriptEnabled };
      const context = await browser.newContext({ ...like, ...options });
      contexts.push(context);
      const page = await context.newPage();
      watchman.watch(page);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

export { expect };
