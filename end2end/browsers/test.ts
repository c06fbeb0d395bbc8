// The test function of the specs that run in every browser. A test can open several windows, each with separate cookies.

import { writeFile } from 'node:fs/promises';
import type { APIRequestContext, Browser } from '@playwright/test';
import { GoBetween } from '../support/go-between.ts';
import { test as base } from '../support/test.ts';
import { startChromium } from './chromium.ts';
import { startFirefox } from './firefox.ts';
import { startWebKit } from './webkit.ts';
import type { BrowserWindow, OwnBrowser } from './window.ts';

interface Fixtures {
  /** Opens a window for another buyer, in the project's browser. */
  newWindow: () => Promise<BrowserWindow>;
  /** Another buyer without a browser: an API client with separate cookies. */
  newCustomer: () => Promise<APIRequestContext>;
  /** Starts a go-between: a server between a window and the shop. */
  newGoBetween: () => Promise<GoBetween>;
}

interface WorkerFixtures {
  /** One Chromium for all tests of a worker. It starts when the first test needs it. */
  chromiumOfWorker: () => Promise<Browser>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  chromiumOfWorker: [
    async ({ playwright }, use) => {
      let browser: Promise<Browser> | undefined;
      await use(() => (browser ??= playwright.chromium.launch()));
      await (await browser)?.close();
    },
    { scope: 'worker' },
  ],
  // `newGoBetween` is listed only for the order of teardown: it must stop after the windows that use it are closed, because a window whose
  // server disappears reports errors.
  newWindow: async ({ browserName, chromiumOfWorker, baseURL, watchman, newGoBetween: _ }, use, info) => {
    const starts = {
      chromium: async () => startChromium(await chromiumOfWorker(), (page) => watchman.watch(page)),
      firefox: () => startFirefox(baseURL!),
      webkit: () => startWebKit(baseURL!),
    };
    const windows: OwnBrowser[] = [];
    await use(async () => {
      const window = await starts[browserName]();
      windows.push(window);
      return window;
    });
    for (const [at, window] of windows.entries()) {
      if (info.status !== info.expectedStatus) {
        const path = info.outputPath(`window-${at + 1}.png`);
        // The screenshot only helps to understand the failure, so ignore its own failure.
        await window.screenshot().then((picture) => writeFile(path, picture)).catch(() => undefined);
      }
      await window.close();
    }
  },
  newCustomer: async ({ playwright, baseURL }, use) => {
    const customers: APIRequestContext[] = [];
    await use(async () => {
      const customer = await playwright.request.newContext({ baseURL });
      customers.push(customer);
      return customer;
    });
    await Promise.all(customers.map((customer) => customer.dispose()));
  },
  newGoBetween: async ({ baseURL, watchman }, use) => {
    const all: GoBetween[] = [];
    await use(async () => {
      const between = await GoBetween.before(baseURL!);
      watchman.allow(new RegExp(`^asked another site: ${between.address}`));
      all.push(between);
      return between;
    });
    await Promise.all(all.map((between) => between.stop()));
  },
});

export { expect } from '../support/test.ts';
