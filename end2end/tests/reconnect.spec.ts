// The live stream always reconnects, and the page shows its status.

import { eventOnSale, freeSeats, holdSeats } from '../support/api.ts';
import { choose, connection, enterHall, expectNotReloaded, fromList, holdChosen, mark, putAside, seat } from '../support/hall.ts';
import { importEvent } from '../support/program.ts';
import { expect, test } from '../support/test.ts';

test('a page keeps reconnecting through ten refusals, shows that it does, and is live again', async ({ page, request, watchman }) => {
  watchman.allow(/status of 503 .*seats\/live/);
  const event = await eventOnSale(request);
  await page.clock.install();
  let refused = 0;
  await page.route('**/seats/live*', (route) => {
    if (refused >= 10) return route.continue();
    refused += 1;
    return route.fulfill({ status: 503, body: '' });
  });
  await page.goto(`/events/${event.slug}`);
  await expect(connection(page)).toHaveAttribute('data-state', 'reconnecting');
  await mark(page);

  // The pauses grow to 15 seconds. The test moves the page's clock instead of waiting.
  const later = async <T>(look: () => T | Promise<T>) => {
    await page.clock.fastForward(15_000);
    return look();
  };
  await expect.poll(() => later(() => refused), { timeout: 30_000 }).toBeGreaterThan(4);
  await expect(connection(page)).toContainText('Still trying to reconnect');
  await expect.poll(() => later(() => connection(page).getAttribute('data-state')), { timeout: 30_000 }).toBe('live');
  expect(refused).toBe(10);
  await expectNotReloaded(page);
});

test('changes during an interruption appear when the stream is back', async ({ page, request, newBuyer, watchman }) => {
  watchman.allow(/ERR_INTERNET_DISCONNECTED/);
  const event = await eventOnSale(request);
  await enterHall(page, event);
  const [chosen] = await freeSeats(request, event.id, 1);
  await page.context().setOffline(true);
  await expect(connection(page)).toHaveAttribute('data-state', 'offline');
  await expect(connection(page)).toContainText('You are offline');
  const other = await newBuyer();
  await holdSeats(other.request, event.id, [chosen!.seat]);

  // The page requests only the missed frames.
  const resumed = page.waitForRequest(/seats\/live\?since=\d+-\d+$/);
  await page.context().setOffline(false);
  await resumed;
  await expect(seat(page, chosen!.seat)).toHaveAttribute('data-status', 'held');
});

test('a silent stream is reopened, even if its connection is still open', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.clock.install();
  await enterHall(page, event);
  await expect.poll(() => page.getByTestId('seat-map').getAttribute('data-version'), 'the snapshot has arrived').not.toBeNull();
  await mark(page);
  const resumed = page.waitForRequest(/seats\/live\?since=\d+-\d+$/);
  // The server sends a sign of life every fifteen seconds. By the page's clock, it has sent nothing for a minute.
  await page.clock.fastForward(60_000);
  await resumed;
  await expect(connection(page)).toHaveAttribute('data-state', 'live');
  await expectNotReloaded(page);
});

test('a page without a stream still shows available seats and can hold one', async ({ page, request, newBuyer, watchman }) => {
  watchman.allow(/status of 429 .*seats\/live/);
  const event = await eventOnSale(request);
  await page.route('**/seats/live*', (route) => route.fulfill({ status: 429, body: '' }));
  await page.goto(`/events/${event.slug}`);
  await expect(connection(page)).toHaveAttribute('data-state', 'reconnecting');
  const [taken, chosen] = await freeSeats(request, event.id, 2);
  await fromList(page);
  await expect(seat(page, taken!.seat)).toHaveAttribute('data-status', 'available');

  const other = await newBuyer();
  await holdSeats(other.request, event.id, [taken!.seat]);
  await expect(seat(page, taken!.seat), 'the next poll shows the change').toHaveAttribute('data-status', 'held', { timeout: 20_000 });
  await choose(page, [chosen!]);
  await holdChosen(page);
});

test('eight tabs of one browser do not starve each other, and each shows the current seats when it is visible again', async ({ page, newBuyer, request, watchman }) => {
  // A browser opens six HTTP/1.1 connections per server, and each stream takes one. The test draws eight halls one after another, so the
  // halls are small.
  test.slow();
  const event = await importEvent(request, { hold_seconds: 300 });
  const [first] = await freeSeats(request, event.id, 1);
  const tabs = [page];
  await enterHall(page, event);
  await expect(connection(page)).toHaveAttribute('data-state', 'live');
  for (let more = 1; more < 8; more += 1) {
    await putAside(tabs.at(-1)!, true);
    const tab = await page.context().newPage();
    watchman.watch(tab);
    tabs.push(tab);
    await enterHall(tab, event);
    await expect(connection(tab), `tab ${more + 1}`).toHaveAttribute('data-state', 'live');
  }
  for (const tab of tabs.slice(0, -1)) await expect(connection(tab)).not.toHaveAttribute('data-state', 'live');

  const other = await newBuyer();
  await holdSeats(other.request, event.id, [first!.seat]);
  await fromList(tabs.at(-1)!);
  await expect(seat(tabs.at(-1)!, first!.seat)).toHaveAttribute('data-status', 'held');
  await putAside(tabs.at(-1)!, true);
  const resumed = page.waitForRequest(/seats\/live\?since=\d+-\d+$/);
  await putAside(page, false);
  await resumed;
  await expect(connection(page)).toHaveAttribute('data-state', 'live');
  await fromList(page);
  await expect(seat(page, first!.seat)).toHaveAttribute('data-status', 'held');
});

test('a page that opens in the background requests a stream when it becomes visible', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.addInitScript(() => Object.defineProperty(document, 'hidden', { configurable: true, get: () => true }));
  const streams: string[] = [];
  page.on('request', (asked) => { if (asked.url().includes('/seats/live')) streams.push(asked.url()); });
  await page.goto(`/events/${event.slug}`);
  await expect.poll(() => page.getByTestId('seat-map').getAttribute('data-version'), 'the page loads the seats once').not.toBeNull();
  expect(streams).toEqual([]);
  await putAside(page, false);
  await expect(connection(page)).toHaveAttribute('data-state', 'live');
});

test('a page that opened in the background without a network is live when it becomes visible', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.addInitScript(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
  });
  await page.goto(`/events/${event.slug}`);
  await expect(connection(page)).toHaveAttribute('data-state', 'offline');
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => true });
    window.dispatchEvent(new Event('online'));
  });
  await expect(connection(page)).not.toHaveAttribute('data-state', 'live');
  await putAside(page, false);
  await expect(connection(page)).toHaveAttribute('data-state', 'live');
});
