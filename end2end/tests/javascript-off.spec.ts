// The whole journey without JavaScript, with forms only.

import { bookingOf, eventOnSale, holdBest, release, standingEvent, CARD } from '../support/api.ts';
import { bookingId, payAndSeeTickets, payWith } from '../support/hall.ts';
import { expect, test } from '../support/test.ts';

test('a buyer goes with forms from the list to two tickets: price, number, best seats together, card', async ({ page, request }) => {
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
  expect(seats[1]!.seat - seats[0]!.seat, 'the seats are side by side').toBe(1);
  await expect(page.getByTestId('countdown')).toBeVisible();

  await payAndSeeTickets(page, 2);
  await page.goto('/bookings');
  await expect(page.getByRole('link', { name: event.title })).toBeVisible();
});

test('a buyer chooses an area and a number of spots, and gets tickets', async ({ page, request }) => {
  const { event, area } = await standingEvent(request);
  await page.goto(`/events/${event.slug}`);
  const form = page.getByTestId('best-form');
  await form.getByRole('radio', { name: area.name }).check();
  // Fields that apply only to seats are hidden.
  await expect(form.getByLabel('Price')).toBeHidden();
  await expect(form.getByLabel('Wheelchair places')).toBeHidden();
  await form.getByLabel('How many').selectOption('3');
  await form.getByRole('button').click();

  await expect(page).toHaveURL(/\/checkout\/[^/?]+$/);
  const { seats } = (await bookingOf(page.request, bookingId(page))) as unknown as { seats: { section: string; row: string }[] };
  expect(seats.map(({ section, row }) => [section, row])).toEqual(Array(3).fill([area.name, '']));
  await payAndSeeTickets(page, 3);
  await expect(page.getByTestId('ticket').first()).toContainText(area.name);

  // The same form holds seats of the event.
  await page.goto(`/events/${event.slug}`);
  await form.getByRole('button').click();
  await expect(page).toHaveURL(/\/checkout\/[^/?]+$/);
  const seated = (await bookingOf(page.request, bookingId(page))) as unknown as { seats: { row: string }[] };
  expect(seated.seats.map(({ row }) => row)).not.toContain('');
});

test('the page shows the end of a hold as a time on the clock of the venue', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const booking = await holdBest(page.request, event.id, 1);
  const { expires_at } = (await bookingOf(page.request, booking.id)) as unknown as { expires_at: string };
  await page.goto(`/checkout/${booking.id}`);
  const clock = new Date(expires_at).toLocaleTimeString('en-GB', { timeZone: event.timezone });
  await expect(page.getByTestId('countdown')).toContainText(`the hold ends at ${clock} (UTC`);
  await release(page.request, booking);
});

test('after a declined card, the seats stay held, and another card buys them', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.goto(`/events/${event.slug}`);
  await page.getByTestId('best-form').getByRole('button').click();
  await expect(page).toHaveURL(/\/checkout\//);
  const id = bookingId(page);

  await payWith(page, CARD.declined);
  await expect(page).toHaveURL(new RegExp(`/checkout/${id}$`));
  await expect(page.getByRole('alert')).toContainText('Your card was not charged and your seats are still held.');
  await expect(page.locator('#problem'), 'the explanation has the focus').toBeFocused();
  await expect(page.getByText(/(not|nothing was) charged/i), 'the page says only once that nothing was charged').toHaveCount(1);
  expect((await bookingOf(page.request, id)).status).toBe('pending');
  await expect(page.getByTestId('countdown')).toBeVisible();
  await payAndSeeTickets(page, 2);
});

test('a buyer releases seats', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.goto(`/events/${event.slug}`);
  await page.getByTestId('best-form').getByRole('button').click();
  await expect(page).toHaveURL(/\/checkout\//);
  const id = bookingId(page);
  await expect(page.getByTestId('release-button'), 'the page asks for a confirmation first').toBeHidden();
  await page.getByTestId('release-ask').click();
  await page.getByTestId('release-button').click();
  await expect(page).toHaveURL(new RegExp(`/events/${event.slug}$`));
  await expect(page.getByRole('status').filter({ hasText: /You gave the seats? back/ })).toContainText('Nothing was charged.');
  expect((await bookingOf(page.request, id)).status).toBe('cancelled');
});

test('the page shows a refusal once, only to the buyer who sent the form, and a link cannot show it', async ({ page, request, newBuyer }) => {
  const event = await eventOnSale(request);
  const path = `/events/${event.slug}`;
  await page.request.post('/session');
  const sent = await page.request.post(`${path}/hold`, { form: { seat: 'none' }, maxRedirects: 0 });
  expect([sent.status(), sent.headers()['location']]).toEqual([303, path]);
  await page.goto(path);
  await expect(page.getByRole('alert')).toContainText('Nothing was held and nothing was charged.');
  await expect(page.getByTestId('best-form')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('alert'), 'a reload does not show it again').toHaveCount(0);
  const other = await newBuyer();
  await other.goto(`${path}?problem=sold_out`);
  await expect(other.getByTestId('best-form')).toBeVisible();
  await expect(other.getByRole('alert'), 'a link cannot show a problem').toHaveCount(0);
});

test('the list has plain links to further pages and a plain form to search', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('searchbox').fill('qzxwv kjqzx');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/\?q=qzxwv/);
  await expect(page.getByText('No events found.')).toBeVisible();
  await page.goto('/');
  await page.getByRole('link', { name: 'Later dates' }).click();
  await expect(page).toHaveURL(/cursor=/);
  await expect(page.getByRole('article').first()).toBeVisible();
});

test('recognised days and prices have links that remove them from the search', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('searchbox').fill('next week under 500');
  await page.getByRole('button', { name: 'Search' }).click();
  const chosen = page.getByRole('list', { name: 'Filters' });
  await expect(chosen.getByRole('link')).toHaveText([/^Next week/, /^Under €500/]);
  await chosen.getByRole('link', { name: 'Next week' }).click();
  await expect(page.getByRole('searchbox')).toHaveValue('under 500');
  await expect(chosen.getByRole('link')).toHaveText([/^Under €500/]);
  await expect(page.getByRole('button', { name: 'Near me' }), 'the button needs JavaScript').toBeHidden();
});

test('filters are fields of the form, and stay during further searches', async ({ page }) => {
  await page.goto('/?category=concert');
  await page.getByRole('button', { name: 'Filters', exact: true }).click();
  await page.getByLabel('Price').selectOption({ label: 'Under €100' });
  await page.getByRole('button', { name: 'Show events' }).click();
  await expect(page).toHaveURL(/category=concert/);
  await expect(page).toHaveURL(/max_price=10000/);
  await expect(page.getByRole('list', { name: 'Filters' }).getByRole('link')).toHaveText([/^Under €100/]);
  await page.getByRole('searchbox').fill('qzxwv kjqzx');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/max_price=10000/);
  await expect(page.getByText('No events found.')).toBeVisible();
});

test('the calendar goes from month to month', async ({ page }) => {
  await page.goto('/?view=calendar');
  const caption = page.locator('caption');
  const title = await caption.textContent();
  await page.getByRole('link', { name: /^Next month/ }).click();
  await expect(page).toHaveURL(/month=\d{4}-\d{2}/);
  await expect(caption).not.toHaveText(title!);
});

test('the provider’s page: a declined card, a challenge, and the tickets', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const booking = await holdBest(page.request, event.id, 1);
  await page.goto(`/checkout/${booking.id}`);
  await page.getByTestId('hosted-button').click();
  await expect(page).toHaveURL(/\/sandbox\/pay\//);
  await page.getByLabel('Card number').fill(CARD.declined);
  await page.getByTestId('pay-button').click();
  await expect(page.getByRole('alert')).toContainText('Your bank declined the card');
  await page.getByLabel('Card number').fill('4000 0027 6000 3184');
  await page.getByTestId('pay-button').click();
  await page.getByTestId('challenge-passed').click();
  await expect(page).toHaveURL(`/bookings/${booking.id}`);
  expect((await bookingOf(page.request, booking.id)).status).toBe('confirmed');
});
