// The whole journey with forms and nothing else.

import { bookingOf, eventOnSale, CARD } from '../support/api.ts';
import { bookingId, payAndSeeTickets, payWith } from '../support/hall.ts';
import { expect, test } from '../support/test.ts';

test('from the list to two tickets: price, number, best seats together, card', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.goto(`/?q=${encodeURIComponent(event.title)}`);
  await page.locator(`a[href="/events/${event.slug}"]`).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(event.title);

  const form = page.getByTestId('best-form');
  await form.getByLabel('How many').selectOption('2');
  const prices = form.getByLabel('Price');
  const level = await prices.locator('option').last().getAttribute('value');
  await prices.selectOption(level!);
  await form.getByRole('button').click();

  await expect(page).toHaveURL(/\/checkout\/[^/?]+$/);
  const { seats } = await bookingOf(page.request, bookingId(page));
  expect(seats).toHaveLength(2);
  expect(seats[1]!.seat - seats[0]!.seat, 'the two are side by side').toBe(1);
  await expect(page.getByTestId('countdown')).toBeVisible();

  await payAndSeeTickets(page, 2);
  await page.goto('/bookings');
  await expect(page.getByRole('link', { name: event.title })).toBeVisible();
});

test('a declined card: a kind word, the seats stay held, and another card buys them', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.goto(`/events/${event.slug}`);
  await page.getByTestId('best-form').getByRole('button').click();
  await expect(page).toHaveURL(/\/checkout\//);
  const id = bookingId(page);

  await payWith(page, CARD.declined);
  await expect(page).toHaveURL(new RegExp(`/checkout/${id}\\?problem=payment_declined$`));
  await expect(page.getByRole('alert')).toContainText('Your card was not charged and your seats are still held.');
  expect((await bookingOf(page.request, id)).status).toBe('pending');
  await expect(page.getByTestId('countdown')).toBeVisible();
  await payAndSeeTickets(page, 2);
});

test('seats can be given back', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.goto(`/events/${event.slug}`);
  await page.getByTestId('best-form').getByRole('button').click();
  await expect(page).toHaveURL(/\/checkout\//);
  const id = bookingId(page);
  await page.getByTestId('release-button').click();
  await expect(page).toHaveURL(new RegExp(`/events/${event.slug}`));
  expect((await bookingOf(page.request, id)).status).toBe('cancelled');
});

test('a refusal comes back to the event and says what it means', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.goto(`/events/${event.slug}?problem=sold_out`);
  await expect(page.getByRole('alert')).toContainText('Nothing was held and nothing was charged.');
  await expect(page.getByTestId('best-form')).toBeVisible();
});

test('the list goes on to its next page and searches with plain links and forms', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('searchbox').fill('no such thing anywhere');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/\?q=no/);
  await expect(page.getByText('Nothing fits that.')).toBeVisible();
  await page.goto('/');
  await page.getByRole('link', { name: 'Later dates' }).click();
  await expect(page).toHaveURL(/cursor=/);
  await expect(page.getByRole('article').first()).toBeVisible();
});
