// Signing in with a code: bookings appear on another device, and signing out everywhere hides them. With and without JavaScript.

import { randomUUID } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import { CARD, eventOnSale, holdBest, type Booking, type EventSummary } from '../support/api.ts';
import { expect, test } from '../support/test.ts';

/** A unique address: each address gets at most three codes an hour. */
const newAddress = () => `fan-${randomUUID()}@example.com`;

/** Buys a seat with this address for its e-mail. */
async function buy(request: APIRequestContext, event: EventSummary, email: string): Promise<Booking> {
  const booking = await holdBest(request, event.id, 1);
  const token = await request.post('/api/v1/sandbox/tokens', { data: { card: CARD.accepted } });
  const { payment_token } = (await token.json()) as { payment_token: string };
  const paid = await request.post(booking.payment_url, { headers: { 'Idempotency-Key': randomUUID() }, data: { payment_token, email } });
  expect(paid.ok(), await paid.text()).toBe(true);
  return booking;
}

/** Requests a code on the page, and enters the code from the e-mail. */
async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in?step=address');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Enter the code');
  await expect(page.getByTestId('sign-in-code')).toBeFocused();
  await expect(page.getByText(`Your code for ${email}`)).toBeVisible();
  await page.getByRole('link', { name: 'your letters' }).click();
  const letter = page.getByRole('listitem').filter({ hasText: 'is your code to sign in' }).first();
  await expect(letter).toContainText(email);
  const code = /\d{4} \d{4}/.exec(await letter.innerText())![0];
  await page.goto('/sign-in');
  const field = page.getByLabel('Code');
  await expect(field).toHaveAttribute('autocomplete', 'one-time-code');
  await expect(field).toHaveAttribute('inputmode', 'numeric');
  await field.fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/bookings');
  await expect(page.getByText(`Signed in as ${email}`)).toBeVisible();
}

const row = (page: Page, event: EventSummary) => page.getByRole('link', { name: event.title });

test('a sign-in on another device shows the bookings, and signing out everywhere hides them on every device', async ({ page, newBuyer, request }) => {
  const email = newAddress();
  const event = await eventOnSale(request);
  const booking = await buy(page.request, event, email);

  const phone = await newBuyer();
  await phone.goto('/bookings');
  await expect(row(phone, event)).toHaveCount(0);
  await phone.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  await signIn(phone, email);
  await row(phone, event).click();
  await expect(phone).toHaveURL(`/bookings/${booking.id}`);
  await expect(phone.getByTestId('ticket')).toHaveCount(1);
  const pdf = await phone.request.get(`/api/v1/bookings/${booking.id}/tickets.pdf`);
  expect(pdf.headers()['content-type']).toBe('application/pdf');

  await signIn(page, email);
  await expect(page.getByTestId('sessions').getByRole('listitem')).toHaveCount(2);
  await expect(page.getByText('This device')).toHaveCount(1);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL('/bookings');
  await expect(row(page, event)).toHaveCount(0);
  await phone.goto('/bookings');
  await expect(row(phone, event)).toHaveCount(0);
  await expect(phone.getByRole('main').getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect((await phone.request.get(`/api/v1/bookings/${booking.id}`)).status()).toBe(404);
});

// These pages have no island, so another test without JavaScript covers them.
test('a wrong code is refused, and the right one still signs in', { tag: '@not-javascript-off' }, async ({ page }) => {
  const email = newAddress();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByLabel('Code').fill('0000 0000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const problem = page.getByRole('alert');
  await expect(problem).toContainText('This code does not sign you in');
  await expect(problem).toContainText('Nothing was changed.');
  await page.getByRole('link', { name: 'Use another address, or ask for a new code' }).click();
  await signIn(page, email);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'You are signed out' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Sign in' })).toBeVisible();
});
