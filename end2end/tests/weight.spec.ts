// The files that pages load: few for the list of events and for an event, and the hall only on its own page. scripts/check-weight checks
// the weight of each file; this spec checks which files are loaded.

import type { Page, Request } from '@playwright/test';
import { eventOnSale } from '../support/api.ts';
import { bringAlive } from '../support/hall.ts';
import { expect, test } from '../support/test.ts';

/** The maximum weight of all WebAssembly, script and style of the list of events with its search, in bytes as transferred. */
const BUDGET = 150_000;

/** The maximum number of files, with fonts, that the first visit to an event loads. scripts/check-weight has the same limit. */
const MOST_FILES = 8;

/** Matches the site's scripts, styles and WebAssembly. */
const CODE = /\/pkg\/|\.(js|wasm|css)(\?|$)/;

/** The files of the site that a page loads, each with its transferred bytes. */
async function filesOf(page: Page, path: string, wanted = CODE): Promise<Map<string, number>> {
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));
  await page.goto(path, { waitUntil: 'networkidle' });
  const files = requests.filter((request) => wanted.test(request.url()));
  const sizes = await Promise.all(files.map(async (file) => [new URL(file.url()).pathname, (await file.sizes()).responseBodySize] as const));
  return new Map(sizes);
}

test('the list of events loads only its style, and stays within its budget', async ({ page }) => {
  const files = await filesOf(page, '/');
  const total = [...files.values()].reduce((sum, size) => sum + size, 0);
  expect(total, JSON.stringify([...files])).toBeGreaterThan(0);
  expect(total, JSON.stringify([...files])).toBeLessThanOrEqual(BUDGET);
  expect([...files.keys()].filter((file) => !file.endsWith('.css'))).toEqual([]);
});

test('using the search hydrates it, within the budget and without the code of the hall', async ({ page }) => {
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

test('text that is typed before hydration is not lost', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('searchbox').pressSequentially('mahler');
  await expect(page.locator('html')).toHaveAttribute('data-alive', '');
  await expect(page.getByRole('searchbox')).toHaveValue('mahler');
});

test('the page of an event loads one file with the code of the hall', async ({ page, request }) => {
  const files = await filesOf(page, `/events/${(await eventOnSale(request)).slug}`);
  await expect(page.getByTestId('seat-map')).toHaveAttribute('data-ready', 'true');
  expect([...files.keys()].filter((file) => file.includes('/split_live_hall_'))).toHaveLength(1);
});

test('the first visit to an event loads at most eight files', async ({ page, request }) => {
  const files = await filesOf(page, `/events/${(await eventOnSale(request)).slug}`, /\/(pkg|fonts)\//);
  await expect(page.getByTestId('seat-map')).toHaveAttribute('data-ready', 'true');
  // Some names, such as Dvořák, need up to two further fonts.
  const counted = [...files.keys()].filter((file) => !file.includes('-latin-ext-'));
  expect(counted.filter((file) => file.endsWith('/frontrow.wasm'))).toHaveLength(1);
  expect(counted.length, counted.join(' ')).toBeLessThanOrEqual(MOST_FILES);
});

test('a page names all WebAssembly that its islands load, with the plan and the prices', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const files = await filesOf(page, `/events/${event.slug}`, /\.wasm$|\/seating-plans\/|\/levels$/);
  await expect(page.getByTestId('seat-map')).toHaveAttribute('data-ready', 'true');
  const named = await page.locator('meta[name=ahead]').evaluateAll((found) => found.map((meta) => meta.getAttribute('content')));
  expect([...files.keys()].sort()).toEqual(named.sort());
});

test('a page is painted before it loads the hall, and loads each file once', async ({ page, request }) => {
  const ofHall = /\.wasm$|\/seating-plans\/|\/levels$/;
  const requests: string[] = [];
  page.on('request', (request) => ofHall.test(request.url()) && requests.push(request.url()));
  await page.goto(`/events/${(await eventOnSale(request)).slug}`);
  await expect(page.getByTestId('seat-map')).toHaveAttribute('data-ready', 'true');
  expect(requests.length).toBeGreaterThan(0);
  expect(requests).toEqual([...new Set(requests)]);
  const times = await page.evaluate((ofHall) => {
    const loads = performance.getEntriesByType('resource').filter(({ name }) => new RegExp(ofHall).test(name));
    return { painted: performance.getEntriesByName('first-contentful-paint')[0]!.startTime, loads: Math.min(...loads.map(({ startTime }) => startTime)) };
  }, ofHall.source);
  // On a page that is not painted within two seconds, they load nevertheless.
  expect(times.loads).toBeGreaterThanOrEqual(Math.min(times.painted, 2000));
});

test('all loaded files are immutable for caches', async ({ page, request }) => {
  const files = await filesOf(page, `/events/${(await eventOnSale(request)).slug}`);
  for (const file of files.keys()) {
    const answer = await request.get(file, { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers(), file).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'content-encoding': 'br' });
  }
});
