// The selection of seats survives reloads and navigation, and every page shows how long a hold lasts.

import { holdSeats, release, seatsOf } from '../support/api.ts';
import { choose, connection, enterHall, fromList, holdChosen, seat } from '../support/hall.ts';
import { importEvent } from '../support/program.ts';
import { expect, test } from '../support/test.ts';

test('the selection survives a reload, a visit to other pages, and a lost connection', async ({ page, context, request, watchman }) => {
  watchman.allow(/ERR_INTERNET_DISCONNECTED/);
  const event = await importEvent(request, { hold_seconds: 300 });
  const seats = await seatsOf(request, event.id);
  await enterHall(page, event);
  await fromList(page);
  await choose(page, seats.slice(4, 6));
  const button = page.getByTestId('hold-button');
  await expect(button).toContainText('Hold 2 seats');

  await page.reload();
  await expect(button).toContainText('Hold 2 seats');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Venues' }).click();
  await page.waitForURL('**/venues');
  await page.goBack();
  await expect(button).toContainText('Hold 2 seats');
  await expect(connection(page)).toHaveAttribute('data-state', 'live');

  await context.setOffline(true);
  await expect(connection(page)).toHaveAttribute('data-state', 'offline');
  await context.setOffline(false);
  await expect(connection(page)).toHaveAttribute('data-state', 'live', { timeout: 30_000 });
  await expect(button).toContainText('Hold 2 seats');
  await holdChosen(page);
});

test('seats that others took while the page was closed are named once, and the rest stays chosen', async ({ page, newBuyer, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  const seats = await seatsOf(request, event.id);
  await enterHall(page, event);
  await fromList(page);
  await choose(page, seats.slice(4, 6));
  await expect(page.getByTestId('hold-button')).toContainText('Hold 2 seats');
  await page.goto('/venues');
  const other = await newBuyer();
  await holdSeats(other.request, event.id, [seats[4]!.seat]);

  await enterHall(page, event);
  await expect(page.getByTestId('told')).toContainText('While you were away, someone took Stalls, row 1, seat 5.');
  await expect(page.getByTestId('hold-button')).toContainText('Hold 1 seat');
  await page.reload();
  await expect(page.getByTestId('hold-button')).toContainText('Hold 1 seat');
  await expect(page.getByTestId('told')).toHaveCount(0);
});

test('each event has a separate selection', async ({ page, request }) => {
  const [one, other] = [await importEvent(request, { hold_seconds: 300 }), await importEvent(request, { hold_seconds: 300 })];
  const seats = await seatsOf(request, one.id);
  await enterHall(page, one);
  await fromList(page);
  await choose(page, seats.slice(0, 1));
  await expect(page.getByTestId('hold-button')).toContainText('Hold 1 seat');
  await enterHall(page, other);
  await fromList(page);
  await expect(seat(page, seats[0]!.seat)).toHaveAttribute('data-status', 'available');
});

test('every page shows the countdown of a hold, with a link to its checkout, until the hold is over', async ({ page, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  const seats = await seatsOf(request, event.id);
  await enterHall(page, event);
  await fromList(page);
  await choose(page, seats.slice(0, 2));
  const booking = await holdChosen(page);
  const sign = page.locator('.site-hold');
  await expect(page.getByTestId('countdown')).toBeVisible();
  await expect(sign, 'the checkout has a countdown of its own').toBeHidden();

  for (const path of ['/', '/venues', `/events/${event.slug}`]) {
    await page.goto(path);
    await expect(sign).toHaveText(/^\s*Seats held for you: [45]:\d\d\s*$/);
  }
  await page.goto('/venues');
  await sign.click();
  await page.waitForURL(`**/checkout/${booking}`);
  await release(page.request, booking);
  await page.goto('/venues');
  await expect.poll(() => page.evaluate(() => localStorage.getItem('frontrow-hold')), 'the browser forgets a hold that is over').toBeNull();
  await expect(sign).toBeHidden();
});

test('after the buyer gave seats back, no page counts their hold down', async ({ page, context, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  const seats = await seatsOf(request, event.id);
  await enterHall(page, event);
  await fromList(page);
  await choose(page, seats.slice(0, 1));
  await holdChosen(page);
  const other = await context.newPage();
  await other.goto('/venues');
  await enterHall(page, event);
  const signs = [page, other].map((shown) => shown.locator('.site-hold'));
  for (const sign of signs) await expect(sign).toBeVisible();

  await page.getByTestId('basket').getByRole('button', { name: 'Give back' }).click();
  for (const sign of signs) await expect(sign).toBeHidden();
});

test('a page that showed an ended hold does not forget a newer one', async ({ page, context, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  const seats = await seatsOf(request, event.id);
  await enterHall(page, event);
  await fromList(page);
  await choose(page, seats.slice(0, 1));
  const first = await holdChosen(page);
  const other = await context.newPage();
  await other.goto('/venues');
  await expect(other.locator('.site-hold')).toBeVisible();
  await release(page.request, first);

  await enterHall(page, event);
  await fromList(page);
  await choose(page, seats.slice(1, 2));
  const second = await holdChosen(page);
  // The other page asks about the first hold again when somebody looks at it.
  await other.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(other.locator('.site-hold')).toBeHidden();
  expect(await page.evaluate(() => localStorage.getItem('frontrow-hold'))).toBe(second);
});
