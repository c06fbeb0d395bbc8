// What a page makes a browser load: the list of events little, the hall only where there is one. How much each file may weigh is
// checked by scripts/check-weight, which names the files; here it is seen that nothing else is loaded.

import type { Page, Request } from '@playwright/test';
import { eventOnSale } from '../support/api.ts';
import { expect, test } from '../support/test.ts';

/** All WebAssembly, script and style of the list of events, in bytes that travel. */
const BUDGET = 150_000;

/** The files of the site that a page loads, with the bytes of each on its way. */
async function filesOf(page: Page, path: string): Promise<Map<string, number>> {
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));
  await page.goto(path, { waitUntil: 'networkidle' });
  const files = requests.filter((request) => /\/pkg\/|\.(js|wasm|css)(\?|$)/.test(request.url()));
  const sizes = await Promise.all(files.map(async (file) => [new URL(file.url()).pathname, (await file.sizes()).responseBodySize] as const));
  return new Map(sizes);
}

test('the list of events comes within its budget, and without the hall', async ({ page }) => {
  const files = await filesOf(page, '/');
  expect([...files.keys()].filter((file) => file.includes('/split_'))).toEqual([]);
  const total = [...files.values()].reduce((sum, size) => sum + size, 0);
  expect(total, JSON.stringify([...files])).toBeGreaterThan(10_000);
  expect(total, JSON.stringify([...files])).toBeLessThanOrEqual(BUDGET);
});

test('the hall comes in a file of its own, with the page that has one', async ({ page, request }) => {
  const files = await filesOf(page, `/events/${(await eventOnSale(request)).slug}`);
  await expect(page.getByTestId('seat-map')).toHaveAttribute('data-ready', 'true');
  expect([...files.keys()].filter((file) => file.includes('/split_event_'))).toHaveLength(1);
});

test('whatever is loaded may be kept for ever', async ({ page, request }) => {
  for (const file of (await filesOf(page, '/')).keys()) {
    const answer = await request.get(file, { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers(), file).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'content-encoding': 'br' });
  }
});
