// The countdown of a hold: calm at first, then a warning in the last minute, then the end.

import type { Page } from '@playwright/test';
import { bookingOf, eventOf, eventOnSale, holdBest, release } from '../support/api.ts';
import { enterHall, seat } from '../support/hall.ts';
import { importEvent } from '../support/program.ts';
import { expect, test } from '../support/test.ts';

/** The seconds on the countdown of the page. */
async function secondsLeft(page: Page): Promise<number> {
  const text = await page.getByRole('timer', { name: 'Time left to pay' }).textContent();
  const [minutes, seconds] = text!.trim().split(':').map(Number);
  return minutes! * 60 + seconds!;
}

test('the countdown is calm until the last minute, then says what will happen and what to do, then asks the shop', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const booking = await holdBest(page.request, event.id, 2);
  await page.clock.install();
  await page.goto(`/checkout/${booking.id}`);
  const countdown = page.getByTestId('countdown');
  await expect(countdown).toHaveAttribute('data-phase', 'calm');
  await expect(countdown).toContainText('2 seats held for you. Nobody else can take them.');
  // The countdown runs, so the page is hydrated.
  const start = await secondsLeft(page);
  await expect.poll(() => secondsLeft(page)).toBeLessThan(start);

  await page.clock.fastForward(((await secondsLeft(page)) - 45) * 1000);
  await expect(countdown).toHaveAttribute('data-phase', 'last');
  await expect(countdown).toContainText('Pay now to keep them; nothing is charged if you do not.');

  let answer = () => {};
  const asked = new Promise<void>((done) => (answer = done));
  await page.route(`**/api/v1/bookings/${booking.id}`, async (route) => {
    await asked;
    await route.continue();
  });
  await page.clock.fastForward(60_000);
  await expect(countdown).toHaveAttribute('data-phase', 'asking');
  await expect(countdown).toContainText('Checking your booking…');
  await expect(page.getByText(/the hold has ended|nothing was charged/i), 'the page does not trust its clock').toHaveCount(0);

  // The shop answers that there is time left: the page's clock was fast.
  answer();
  await expect(countdown).not.toHaveAttribute('data-phase', 'asking');
  await expect(page.getByTestId('pay-button')).toBeVisible();
  const { expires_at } = (await bookingOf(page.request, booking.id)) as unknown as { expires_at: string };
  expect(Math.abs((await secondsLeft(page)) - (Date.parse(expires_at) - Date.now()) / 1000)).toBeLessThan(4);
  await release(page.request, booking);
});

test('a countdown that ends a moment before the hold still learns that the hold has ended', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const booking = await holdBest(page.request, event.id, 2);
  await page.clock.install();
  await page.goto(`/checkout/${booking.id}`);
  const start = await secondsLeft(page);
  await expect.poll(() => secondsLeft(page)).toBeLessThan(start);
  // The first answer says that a few milliseconds are left, and they are over when it arrives.
  const known = await bookingOf(page.request, booking.id);
  const answers = [{ expires_in_ms: 5 }, { status: 'expired', expires_in_ms: 0 }];
  await page.route(`**/api/v1/bookings/${booking.id}`, (route) => {
    const answer = answers.shift();
    return answer ? route.fulfill({ json: { booking: { ...known, ...answer } } }) : route.continue();
  });
  const reload = page.waitForEvent('load');
  await page.clock.fastForward((await secondsLeft(page)) * 1000);
  await reload;
  expect(answers, 'the page has asked twice').toEqual([]);
  await release(page.request, booking);
});

test('two minutes before the end, the countdown announces that the buyer can ask for more time, and hides it in the last minute', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const booking = await holdBest(page.request, event.id, 2);
  await page.clock.install();
  await page.goto(`/checkout/${booking.id}`);
  const start = await secondsLeft(page);
  await expect.poll(() => secondsLeft(page)).toBeLessThan(start);
  await page.clock.fastForward(((await secondsLeft(page)) - 115) * 1000);
  await expect(page.getByTestId('countdown').getByRole('status')).toContainText(
    '2 minutes left to pay for 2 seats. You can have five more minutes, once, if you ask before the last minute.',
  );
  await page.clock.fastForward(60_000);
  await expect(page.getByTestId('more-time-button'), 'no longer offered in the last minute').toBeHidden();
  await release(page.request, booking);
});

test('the buyer gets five more minutes, once', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const booking = await holdBest(page.request, event.id, 1);
  await page.goto(`/checkout/${booking.id}`);
  const before = await secondsLeft(page);
  await page.getByTestId('more-time-button').click();
  await expect(page.getByText('You have five more minutes')).toBeVisible();
  await expect(page.getByTestId('more-time-button')).toHaveCount(0);
  expect(await secondsLeft(page)).toBeGreaterThan(before + 250);
  await page.reload();
  await expect(page.getByTestId('more-time-button'), 'offered only once').toHaveCount(0);
  await release(page.request, booking);
});

test('after the extra time, the focus is on the notice, and the e-mail address is still in its field', async ({ page, request }) => {
  const booking = await holdBest(page.request, (await eventOnSale(request)).id, 1);
  await page.goto(`/checkout/${booking.id}`);
  await page.getByLabel('E-mail address').fill('ada@example.com');
  await page.getByTestId('more-time-button').press('Enter');
  await expect(page.getByText('You have five more minutes')).toBeVisible();
  await expect(page.locator('[data-longer]')).toBeFocused();
  await expect(page.getByLabel('E-mail address')).toHaveValue('ada@example.com');
  await release(page.request, booking);
});

test('another open tab shows the extra time too', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const booking = await holdBest(page.request, event.id, 1);
  const beside = await page.context().newPage();
  await beside.goto(`/checkout/${booking.id}`, { waitUntil: 'networkidle' });
  const before = await secondsLeft(beside);
  await page.goto(`/checkout/${booking.id}`);
  await page.getByTestId('more-time-button').click();
  await expect(page.getByText('You have five more minutes')).toBeVisible();
  await expect.poll(() => secondsLeft(beside)).toBeGreaterThan(before + 250);
  await expect(beside.getByTestId('more-time-button'), 'offered only once').toHaveCount(0);
  await release(page.request, booking);
});

test('the countdown uses the server’s time if the buyer’s clock is wrong', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const booking = await holdBest(page.request, event.id, 1);
  await page.clock.install({ time: new Date('2019-05-05T05:05:05Z') });
  await page.goto(`/checkout/${booking.id}`);
  const { expires_at } = (await bookingOf(page.request, booking.id)) as unknown as { expires_at: string };
  const truth = (new Date(expires_at).getTime() - Date.now()) / 1000;
  expect(Math.abs((await secondsLeft(page)) - truth)).toBeLessThan(3);
  await release(page.request, booking);
});

test('the time until sales open uses the server’s time if the buyer’s clock is wrong', async ({ page, request }) => {
  const event = await eventOf(request, 'not_yet');
  await page.clock.install({ time: new Date('2019-05-05T05:05:05Z') });
  await page.goto(`/events/${event.slug}`);
  const opening = page.getByRole('timer', { name: 'Time until sales open' });
  await expect(opening, 'the page has the time from the server').toContainText(/\d\d\s*days/);
  const [days, hours, minutes, seconds] = (await opening.textContent())!.match(/\d+/g)!.map(Number);
  const left = ((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!;
  const truth = (new Date(event.on_sale_at).getTime() - Date.now()) / 1000;
  expect(Math.abs(left - truth)).toBeLessThan(5);
});

test('a hold appears on the event’s page and in my bookings', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const booking = await holdBest(page.request, event.id, 2);
  await page.goto(`/events/${event.slug}`);
  await expect(page.getByTestId('basket').getByTestId('countdown')).toBeVisible();
  for (const { seat: number } of booking.seats) await expect(seat(page, number)).toHaveAttribute('data-status', 'held_for_you');
  await page.goto('/bookings');
  await page.getByRole('link', { name: event.title }).click();
  await expect(page).toHaveURL(`/checkout/${booking.id}`);
  await release(page.request, booking);
  await page.reload();
  await expect(page.getByText('You gave these seats back')).toBeVisible();
});

test('a short hold that nobody pays ends by itself: the page says so, and the seats are back on everyone’s map', async ({ page, newBuyer, request }) => {
  // The hold lasts long enough for both pages to show the held seats, even on a busy machine.
  const event = await importEvent(request, { hold_seconds: 20 });
  const other = await newBuyer();
  await enterHall(other, event);
  const booking = await holdBest(page.request, event.id, 2);
  const held = booking.seats.map((seat) => seat.seat);
  const countdown = page.getByTestId('countdown');
  await page.goto(`/checkout/${booking.id}`);
  await expect(countdown).toHaveAttribute('data-phase', 'last');
  await expect(countdown).toContainText('After that, 2 seats go back on sale.');
  for (const number of held) await expect(seat(other, number)).toHaveAttribute('data-status', 'held');

  await expect(page.getByText('The hold has ended'), 'the page has asked the shop').toBeVisible({ timeout: 40_000 });
  await expect(page.getByRole('link', { name: 'Back to the plan' })).toBeVisible();
  for (const number of held) await expect(seat(other, number)).toHaveAttribute('data-status', 'available');
  await page.reload();
  await expect(page.getByText('The hold has ended')).toBeVisible();
  expect((await bookingOf(page.request, booking.id)).status).toBe('expired');
});
