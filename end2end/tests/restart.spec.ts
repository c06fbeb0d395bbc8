// A server restart: the server says goodbye to its watchers, and they reconnect when a server is back.

import { request as requests } from '@playwright/test';
import { eventOnSale, freeSeats, holdSeats, release } from '../support/api.ts';
import { connection, enterHall, expectNotReloaded, mark, seat } from '../support/hall.ts';
import { OwnServer } from '../support/program.ts';
import { expect, test as base } from '../support/test.ts';

const test = base.extend<{ server: OwnServer }>({
  server: async ({}, use) => {
    const server = await OwnServer.start();
    await use(server);
    await server.stop();
  },
  baseURL: async ({ server }, use) => use(server.address),
});

test('when a server stops and another starts at its address, the page says so, reconnects, and has the right map', async ({ page, server, watchman }) => {
  watchman.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING/);
  await page.addInitScript(() => {
    const goodbyes: string[] = [];
    Object.assign(window, { goodbyes });
    const Real = window.EventSource;
    window.EventSource = class extends Real {
      constructor(url: string | URL, options?: EventSourceInit) {
        super(url, options);
        this.addEventListener('bye', (event) => goodbyes.push(event.data));
      }
    };
  });
  const event = await eventOnSale(page.request);
  const [taken] = await freeSeats(page.request, event.id, 1);
  await enterHall(page, event);
  await mark(page);

  await server.stop();
  await expect(connection(page)).toHaveAttribute('data-state', 'reconnecting');
  await expect(connection(page)).toContainText(/reconnect/i);
  const goodbyes = await page.evaluate(() => (window as unknown as { goodbyes: string[] }).goodbyes);
  expect(goodbyes, 'the goodbye says when to reconnect').toEqual([expect.stringMatching(/"retry_ms":\d+/)]);

  // Meanwhile, the shop sells through its other server.
  const house = await requests.newContext({ baseURL: process.env.BASE_URL! });
  const booking = await holdSeats(house, event.id, [taken!.seat]);
  const resumed = page.waitForRequest(/seats\/live\?since=\d+-\d+$/, { timeout: 30_000 });
  await server.start();
  await resumed;
  await expect(connection(page)).toHaveAttribute('data-state', 'live', { timeout: 30_000 });
  await expect(seat(page, taken!.seat)).toHaveAttribute('data-status', 'held');
  await release(house, booking);
  await expect(seat(page, taken!.seat)).toHaveAttribute('data-status', 'available');
  await expectNotReloaded(page);
  await house.dispose();
});
