// Refunds: the amount is shown before anything changes. With and without JavaScript.

import { bookingOf, holdBest, pay } from '../support/api.ts';
import { importEvent, operate } from '../support/program.ts';
import { expect, test } from '../support/test.ts';

test('one of three tickets is refunded minus a fee, and its seat is for sale again', async ({ page, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  await operate('event', 'refunds', event.slug, '--hours', '24', '--fee', '200');
  const booking = await holdBest(page.request, event.id, 3);
  await pay(page.request, booking);
  await page.goto(`/bookings/${booking.id}`);
  await expect(page.getByTestId('ticket')).toHaveCount(3);

  // The money of the sale is captured a moment after the tickets exist.
  await expect.poll(async () => {
    await page.goto(`/bookings/${booking.id}/refund`);
    return page.getByTestId('refund-see').count();
  }).toBe(1);
  await page.getByTestId('refund-see').click();
  await expect(page.getByRole('alert')).toContainText('Choose at least one ticket');
  await page.getByRole('checkbox').first().check();
  await page.getByTestId('refund-see').click();
  await expect(page.getByTestId('refund-amount')).toHaveText('You get €13 back');
  await expect(page.getByTestId('refund-fee')).toHaveText('A fee of €2 is already taken off.');
  expect((await bookingOf(page.request, booking.id)).status).toBe('confirmed');

  await page.getByTestId('refund-confirm').click();
  await expect(page).toHaveURL(new RegExp(`/bookings/${booking.id}#refunds$`));
  await expect(page.getByTestId('ticket')).toHaveCount(2);
  await expect(page.getByTestId('refund')).toContainText(/We (sent your refund of €13|paid €13 back) on /);
  await expect(async () => {
    const seats: { seats: { status: string }[] } = await (await request.get(`/api/v1/events/${event.id}/seats`)).json();
    expect(seats.seats.filter(({ status }) => status === 'sold')).toHaveLength(2);
  }).toPass();
});

// These pages have no island, so another test without JavaScript covers them.
test('tickets that cannot be refunded stay valid, and pages offer no refund', { tag: '@not-javascript-off' }, async ({ page, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  const booking = await holdBest(page.request, event.id, 1);
  await pay(page.request, booking);
  await page.goto(`/bookings/${booking.id}`);
  await expect(page.getByTestId('ticket')).toHaveCount(1);
  await expect(page.getByTestId('refund-link')).toHaveCount(0);
  await page.goto(`/bookings/${booking.id}/refund`);
  await expect(page.getByText('Tickets for this event cannot be given back. Your tickets stay valid.')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the booking' }).click();
  await expect(page.getByTestId('ticket')).toHaveCount(1);
});
