// The live stream never gives up, and says how it stands.

import { eventOnSale, freeSeats, holdSeats } from '../support/api.ts';
import { connection, enterHall, expectNotReloaded, mark, seat } from '../support/hall.ts';
import { expect, test } from '../support/test.ts';

test('ten refusals in a row: the page says that it is reconnecting, then is live again', async ({ page, request, watchman }) => {
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

  // The waits grow to a quarter of a minute; the page's clock is moved on instead of waiting.
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

test('what happened while the stream was down is there when it is up again', async ({ page, request, newBuyer, watchman }) => {
  watchman.allow(/ERR_INTERNET_DISCONNECTED/);
  const event = await eventOnSale(request);
  await enterHall(page, event);
  const [chosen] = await freeSeats(request, event.id, 1);
  await page.context().setOffline(true);
  await expect(connection(page)).toHaveAttribute('data-state', 'offline');
  await expect(connection(page)).toContainText('You are offline');
  const other = await newBuyer();
  await holdSeats(other.request, event.id, [chosen!.seat]);

  // The page asks for what it missed, not for everything again.
  const resumed = page.waitForRequest(/seats\/live\?since=\d+-\d+$/);
  await page.context().setOffline(false);
  await resumed;
  await expect(seat(page, chosen!.seat)).toHaveAttribute('data-status', 'held');
});
