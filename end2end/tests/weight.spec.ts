// What a page makes a browser load: the list of events little, the hall only where there is one. What each file may weigh is checked by
// scripts/check-weight; here it is seen which are loaded.

import type { Page, Request } from '@playwright/test';
import { eventOnSale } from '../support/api.ts';
import { bringAlive } from '../support/hall.ts';
import { expect, test } from '../support/test.ts';

/** All WebAssembly, script and style of the list of events with its search, in bytes that travel. */
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

test('the list of events is a document: it comes within its budget, with its style alone', async ({ page }) => {
  const files = await filesOf(page, '/');
  const total = [...files.values()].reduce((sum, size) => sum + size, 0);
  expect(total, JSON.stringify([...files])).toBeGreaterThan(0);
  expect(total, JSON.stringify([...files])).toBeLessThanOrEqual(BUDGET);
  expect([...files.keys()].filter((file) => !file.endsWith('.css'))).toEqual([]);
});

test('it comes alive when its search is used, within the same budget in all, and without the hall', async ({ page }) => {
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));
  await page.goto('/');
  await bringAlive(page);
  const files = requests.filter((request) => /\.(js|wasm|css)(\?|$)/.test(request.url()));
  const sizes = await Promise.all(files.map(async (file) => (await file.sizes()).responseBodySize));
  expect(sizes.reduce((sum, size) => sum + size, 0), files.map((file) => file.url()).join(' ')).toBeLessThanOrEqual(BUDGET);
  const islands = files.map((file) => /\/split_(.+)_loader_/.exec(file.url())?.[1]).filter((island) => island);
  expect(islands).toEqual(['search']);
});

test('what was typed before it was alive is not lost', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('searchbox').pressSequentially('mahler');
  await expect(page.locator('html')).toHaveAttribute('data-alive', '');
  await expect(page.getByRole('searchbox')).toHaveValue('mahler');
});

test('the hall comes in a file of its own, with the page that has one', async ({ page, request }) => {
  const files = await filesOf(page, `/events/${(await eventOnSale(request)).slug}`);
  await expect(page.getByTestId('seat-map')).toHaveAttribute('data-ready', 'true');
  expect([...files.keys()].filter((file) => file.includes('/split_live_hall_'))).toHaveLength(1);
});

test('whatever is loaded may be kept for ever', async ({ page, request }) => {
  const files = await filesOf(page, `/events/${(await eventOnSale(request)).slug}`);
  for (const file of files.keys()) {
    const answer = await request.get(file, { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers(), file).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'content-encoding': 'br' });
  }
});
