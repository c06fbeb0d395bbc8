// Choosing prices at the checkout, with and without JavaScript: adult, child and companion, a promo code, and a booking that costs nothing.

import { randomUUID } from 'node:crypto';
import { bookingOf, holdBest, holdSeats, seatsOf, CARD, type EventSummary } from '../support/api.ts';
import { payAndSeeTickets, payWith } from '../support/hall.ts';
import { importEvent, operate } from '../support/program.ts';
import { expect, test } from '../support/test.ts';
import type { APIRequestContext, Page } from '@playwright/test';

/** Each test imports a separate event. */
test.setTimeout(120_000);

/** Imports an event with a price for each of three types, and a promo code that no other test uses. */
async function eventWithPrices(request: APIRequestContext, percent: number): Promise<{ event: EventSummary; code: string }> {
  const price = (amount: number) => [{ price_level: 'All seats', amount }];
  const event = await importEvent(request, {
    hold_seconds: 300,
    price_types: [
      { name: 'Adult', prices: price(1500) },
      { name: 'Child', proof: 'proof of age', prices: price(700) },
      { name: 'Companion', companion: true, prices: price(0) },
    ],
  });
  const code = `E2E-${randomUUID().slice(0, 8)}`.toUpperCase();
  await operate('promo', 'add', code, '--percent', String(percent), '--event', event.slug);
  return { event, code };
}

const seats = (page: Page) => page.getByTestId('prices').getByRole('combobox');

async function useCode(page: Page, code: string): Promise<void> {
  const field = page.getByLabel('Promo code', { exact: true });
  if (!(await field.isVisible())) await page.getByText('I have a promo code').click();
  await field.fill(code);
  await page.getByTestId('prices-button').click();
}

test('the total and the tickets follow the choice of adult, child, companion and a promo code', async ({ page, request }) => {
  const { event, code } = await eventWithPrices(request, 10);
  const [a, b, c] = (await seatsOf(request, event.id)).map(({ seat }) => seat);
  const booking = await holdSeats(page.request, event.id, [a!, b!, c!]);
  await page.goto(`/checkout/${booking.id}`);
  const total = page.getByRole('row', { name: /^Total/ });
  await expect(total).toContainText('€45');
  await expect(seats(page)).toHaveCount(3);
  await expect(seats(page).first().locator('option:checked'), 'held seats start at the adult price').toHaveText('Adult: €15');
  await expect(page.getByTestId('prices')).toContainText('Child: bring proof of age to the door.');

  await seats(page).nth(1).selectOption({ label: 'Child: €7' });
  await seats(page).nth(2).selectOption({ label: 'Companion: €0' });
  await useCode(page, code.toLowerCase());
  await expect(page).toHaveURL(`/checkout/${booking.id}`);
  await expect(total).toContainText('€19.80');
  await expect(page.getByLabel('Promo code', { exact: true })).toHaveValue(code);
  await payAndSeeTickets(page, 3);
  for (const [index, name] of ['Adult', 'Child', 'Companion'].entries()) {
    await expect(page.getByTestId('ticket').nth(index)).toContainText(name);
  }
  expect((await bookingOf(page.request, booking.id)).total.amount).toBe(1980);
});

test('a refusal says why, and keeps the other choices', async ({ page, request }) => {
  const { event } = await eventWithPrices(request, 10);
  const booking = await holdBest(page.request, event.id, 2);
  await page.goto(`/checkout/${booking.id}`);
  await seats(page).first().selectOption({ label: 'Child: €7' });
  await useCode(page, 'NO-SUCH-CODE');
  await expect(page.getByRole('alert')).toContainText('This promo code cannot be used here');
  await expect(page.getByRole('alert')).toContainText('There is no such code.');
  await expect(page.getByRole('row', { name: /^Total/ })).toContainText('€22');

  for (const index of [0, 1]) await seats(page).nth(index).selectOption({ label: 'Companion: €0' });
  await page.getByTestId('prices-button').click();
  await expect(page.getByRole('alert')).toContainText('This price is not offered for these seats');
  await expect(page.getByRole('row', { name: /^Total/ })).toContainText('€22');
});

test('a booking that costs nothing needs one button to get the tickets', async ({ page, request }) => {
  const { event, code } = await eventWithPrices(request, 100);
  const booking = await holdBest(page.request, event.id, 2);
  await page.goto(`/checkout/${booking.id}`);
  await useCode(page, code);
  await expect(page.getByLabel('Card number')).toHaveCount(0);
  await expect(page.getByTestId('pay-button')).toHaveText('Take 2 tickets');
  await page.getByTestId('pay-button').click();
  await page.waitForURL(/\/bookings\/[^/?]+$/);
  await expect(page.getByTestId('ticket')).toHaveCount(2);
});

test('nobody pays while the chosen prices differ from those in the total', { tag: '@not-javascript-off' }, async ({ page, request }) => {
  const { event, code } = await eventWithPrices(request, 10);
  const booking = await holdBest(page.request, event.id, 2);
  await page.goto(`/checkout/${booking.id}`, { waitUntil: 'networkidle' });
  const update = page.getByTestId('prices-button');
  const notice = page.getByRole('alert');
  const expectNoPayment = async () => {
    await expect(notice).toHaveCount(1);
    await expect(notice).toContainText('Update the total first');
    await expect(notice).toContainText('Nothing was charged.');
    await expect(update).toBeFocused();
    expect((await bookingOf(page.request, booking.id)).status).toBe('pending');
  };
  await seats(page).first().selectOption({ label: 'Child: €7' });
  await page.getByLabel('Card number').fill(CARD.accepted);
  await page.getByLabel('Card number').press('Enter');
  await expectNoPayment();
  await page.getByTestId('pay-button').click();
  await expectNoPayment();
  await page.getByTestId('hosted-button').click();
  await expectNoPayment();
  await expect(page).toHaveURL(`/checkout/${booking.id}`);

  // A typed promo code counts like a chosen price.
  await seats(page).first().selectOption({ label: 'Adult: €15' });
  await page.getByText('I have a promo code').click();
  await page.getByLabel('Promo code', { exact: true }).fill(code);
  await page.getByTestId('pay-button').click();
  await expectNoPayment();

  await seats(page).first().selectOption({ label: 'Child: €7' });
  await update.click();
  await expect(page.getByRole('row', { name: /^Total/ })).toContainText('€19.80');
  await payAndSeeTickets(page, 2);
  expect((await bookingOf(page.request, booking.id)).total.amount).toBe(1980);
});

test('a buyer who changes a price and changes it back pays the shown total', { tag: '@not-javascript-off' }, async ({ page, request }) => {
  const { event } = await eventWithPrices(request, 10);
  const booking = await holdBest(page.request, event.id, 1);
  await page.goto(`/checkout/${booking.id}`, { waitUntil: 'networkidle' });
  await seats(page).first().selectOption({ label: 'Child: €7' });
  await page.getByTestId('hosted-button').click();
  await expect(page.getByRole('alert')).toContainText('Update the total first');
  await seats(page).first().selectOption({ label: 'Adult: €15' });
  await payAndSeeTickets(page, 1);
  expect((await bookingOf(page.request, booking.id)).total.amount).toBe(1500);
});

test('the e-mail address stays in its field when the total is updated', { tag: '@not-javascript-off' }, async ({ page, request }) => {
  const { event } = await eventWithPrices(request, 10);
  const booking = await holdBest(page.request, event.id, 1);
  await page.goto(`/checkout/${booking.id}`);
  await page.getByLabel('E-mail address').fill('ada@example.com');
  await seats(page).first().selectOption({ label: 'Child: €7' });
  await page.getByTestId('prices-button').click();
  await expect(page.getByRole('row', { name: /^Total/ })).toContainText('€7');
  await expect(page.getByLabel('E-mail address')).toHaveValue('ada@example.com');
});

test('a checkout that was left open in one tab is not charged the total that another tab chose', async ({ page, request, watchman }) => {
  watchman.allow(/status of 409/);
  const { event, code } = await eventWithPrices(request, 10);
  const booking = await holdBest(page.request, event.id, 2);
  const total = (tab: Page) => tab.getByRole('row', { name: /^Total/ });
  const expectNewTotal = async (amount: string) => {
    const notice = page.locator('#problem').getByRole('alert');
    await expect(notice).toContainText(`The total is now ${amount}`);
    await expect(notice).toContainText('nothing was charged');
    await expect(total(page)).toContainText(amount);
    expect((await bookingOf(page.request, booking.id)).status).toBe('pending');
  };
  await page.goto(`/checkout/${booking.id}`);
  const other = await page.context().newPage();
  await other.goto(`/checkout/${booking.id}`);
  await seats(other).first().selectOption({ label: 'Child: €7' });
  await other.getByTestId('prices-button').click();
  await expect(total(other)).toContainText('€22');
  await expect(total(page)).toContainText('€30');
  await page.getByTestId('hosted-button').click();
  await expectNewTotal('€22');

  await useCode(other, code);
  await expect(total(other)).toContainText('€19.80');
  await payWith(page, CARD.accepted);
  await expectNewTotal('€19.80');
  await payAndSeeTickets(page, 2);
  expect((await bookingOf(page.request, booking.id)).total.amount).toBe(1980);
});
