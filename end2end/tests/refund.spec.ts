// Giving tickets back: what comes back is shown before anything changes. With JavaScript and without it.

import { bookingOf, holdBest, pay } from '../support/api.ts';
import { importEvent, operate } from '../support/program.ts';
import { expect, test } from '../support/test.ts';

test('one of three tickets is given back, less a fee, and its seat is for sale again', async ({ page, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  await operate('event', 'refunds', event.slug, '--hours', '24', '--fee', '200');
  const booking = await holdBest(page.request, event.id, 3);
  await pay(page.request, booking);
  await page.goto(`/bookings/${booking.id}`);
  await expect(page.getByTestId('ticket')).toHaveCount(3);

  // The money of the sale moves a moment after the tickets are there.
  await expect.poll(async () => {
    await page.goto(`/bookings/${booking.id}/refund`);
    return page.getByTestId('refund-see').count();
  }).toBe(1);
  await page.getByTestId('refund-see').click();
  await expect(page.getByRole('alert')).toContainText('Choose at least one ticket');
  await page.getByRole('checkbox').first().check();
  await page.getByTestId('refund-see').click();
  await expect(page.getByTestId('refund-amount')).toHaveText('You get €13 back');
  await expect(page.getByTestId('refund-fee')).toHaveText('We keep a fee of €2.');
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

test('tickets that cannot be given back stay valid, and the page says so', async ({ page, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  const booking = await holdBest(page.request, event.id, 1);
  await pay(page.request, booking);
  await page.goto(`/bookings/${booking.id}`);
  await page.getByTestId('refund-link').click();
  await expect(page.getByText('Tickets for this event cannot be given back. Your tickets stay valid.')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the booking' }).click();
  await expect(page.getByTestId('ticket')).toHaveCount(1);
});
