// The clock of a hold: calm, then clear about what will happen, then over.

import type { Page } from '@playwright/test';
import { bookingOf, eventOf, eventOnSale, holdBest, release, shortHoldEvent } from '../support/api.ts';
import { enterHall, seat } from '../support/hall.ts';
import { expect, test } from '../support/test.ts';

/** Seconds on the clock of the page. */
async function secondsLeft(page: Page): Promise<number> {
  const text = await page.getByRole('timer', { name: 'Time left to pay' }).textContent();
  const [minutes, seconds] = text!.trim().split(':').map(Number);
  return minutes! * 60 + seconds!;
}

test('calm until the last minute, then says what will happen and what to do, then that it is over', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const booking = await holdBest(page.request, event.id, 2);
  await page.clock.install();
  await page.goto(`/checkout/${booking.id}`);
  const countdown = page.getByTestId('countdown');
  await expect(countdown).toHaveAttribute('data-phase', 'calm');
  await expect(countdown).toContainText('2 seats held for you. Nobody else can take them.');
  // The clock has begun to run: the page is alive.
  const start = await secondsLeft(page);
  await expect.poll(() => secondsLeft(page)).toBeLessThan(start);

  await page.clock.fastForward(((await secondsLeft(page)) - 45) * 1000);
  await expect(countdown).toHaveAttribute('data-phase', 'last');
  await expect(countdown).toContainText('Pay now to keep them; nothing is charged if you do not.');

  await page.clock.fastForward(60_000);
  await expect(countdown).toHaveAttribute('data-phase', 'over');
  await expect(countdown).toContainText('The hold has ended. If you did not pay, nothing was charged.');
  await expect(page.getByTestId('pay-button')).toBeHidden();
  await expect(page.getByRole('link', { name: 'Back to the plan' })).toBeVisible();
  await release(page.request, booking);
});

test('the clock shows the server’s time, whatever the clock on the wall of the buyer says', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const booking = await holdBest(page.request, event.id, 1);
  await page.clock.install({ time: new Date('2019-05-05T05:05:05Z') });
  await page.goto(`/checkout/${booking.id}`);
  const { expires_at } = (await bookingOf(page.request, booking.id)) as unknown as { expires_at: string };
  const truth = (new Date(expires_at).getTime() - Date.now()) / 1000;
  expect(Math.abs((await secondsLeft(page)) - truth)).toBeLessThan(3);
  await release(page.request, booking);
});

test('the time until sales open is the server’s, whatever the clock on the wall of the buyer says', async ({ page, request }) => {
  const event = await eventOf(request, 'not_yet');
  await page.clock.install({ time: new Date('2019-05-05T05:05:05Z') });
  await page.goto(`/events/${event.slug}`);
  const opening = page.getByRole('timer', { name: 'Time until sales open' });
  await expect(opening, 'nobody knows it before the server has said it').toContainText(/\d\d\s*days/);
  const [days, hours, minutes, seconds] = (await opening.textContent())!.match(/\d+/g)!.map(Number);
  const left = ((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!;
  const truth = (new Date(event.on_sale_at).getTime() - Date.now()) / 1000;
  expect(Math.abs(left - truth)).toBeLessThan(5);
});

test('a hold is found again on the event’s page and in my bookings', async ({ page, request }) => {
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

test('a hold of a minute that nobody pays ends by itself: the page says so, and the seats are back on everyone’s map', async ({ page, newBuyer, request }) => {
  test.setTimeout(120_000);
  const event = await shortHoldEvent(request);
  const booking = await holdBest(page.request, event.id, 2);
  const held = booking.seats.map((seat) => seat.seat);
  const countdown = page.getByTestId('countdown');
  await page.goto(`/checkout/${booking.id}`);
  await expect(countdown).toHaveAttribute('data-phase', 'last');
  await expect(countdown).toContainText('After that, 2 seats go back on sale.');

  const other = await newBuyer();
  await enterHall(other, event);
  for (const number of held) await expect(seat(other, number)).toHaveAttribute('data-status', 'held');

  await expect(countdown).toHaveAttribute('data-phase', 'over', { timeout: 65_000 });
  for (const number of held) await expect(seat(other, number)).toHaveAttribute('data-status', 'available');
  await page.reload();
  await expect(page.getByText('The hold has ended')).toBeVisible();
  expect((await bookingOf(page.request, booking.id)).status).toBe('expired');
});
