// The checkout: each refusal is explained once, with what is safe and what to do.

import { bookingOf, eventOnSale, freeSeats, holdBest, holdSeats, pay, release, CARD } from '../support/api.ts';
import { bookingId, choose, enterHall, holdChosen, payAndSeeTickets, payWith, seat } from '../support/hall.ts';
import { importEvent } from '../support/program.ts';
import { expect, test } from '../support/test.ts';

test('a buyer who pays too late reads that the hold has ended, is not charged, and finds a link to the plan', async ({ page, request, newBuyer, watchman }) => {
  watchman.allow(/status of 410/);
  const event = await importEvent(request, { hold_seconds: 12 });
  const booking = await holdBest(page.request, event.id, 2);
  // Simulates a laptop that slept: the page's clock stops while the database's clock runs on.
  await page.clock.install();
  await page.goto(`/checkout/${booking.id}`, { waitUntil: 'networkidle' });
  // The time must still be in the future when the browser gets it, even on a busy machine.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 3_000));
  await expect.poll(async () => (await bookingOf(page.request, booking.id)).status, { timeout: 20_000 }).not.toBe('pending');
  await expect(page.getByTestId('pay-button')).toBeVisible();
  await payWith(page, CARD.accepted);

  const notice = page.getByRole('alert');
  await expect(notice).toContainText('The hold has ended');
  await expect(notice).toContainText('Your card was not charged.');
  await expect(page.getByTestId('pay-button')).toBeHidden();
  await expect(page.getByTestId('release-button')).toBeHidden();
  await expect(page.getByTestId('countdown'), 'the page does not claim that the seats are still held').toBeHidden();
  expect((await bookingOf(page.request, booking.id)).status).toBe('expired');

  await page.clock.resume();
  await page.getByRole('link', { name: 'Back to the plan' }).click();
  await expect(page).toHaveURL(`/events/${event.slug}`);
  await expect(page.getByTestId('seat-map')).toHaveAttribute('data-ready', 'true');
  for (const { seat: number } of booking.seats) await expect(seat(page, number)).toHaveAttribute('data-status', 'available');
  const other = await newBuyer();
  await holdSeats(other.request, event.id, booking.seats.map(({ seat }) => seat));
  for (const { seat: number } of booking.seats) await expect(seat(page, number)).toHaveAttribute('data-status', 'held');
});

test('a declined card is explained once, with the bank’s reason, and another card buys the seats', async ({ page, request, watchman }) => {
  watchman.allow(/status of 402/);
  const event = await eventOnSale(request);
  await enterHall(page, event);
  await choose(page, await freeSeats(request, event.id, 1));
  const id = await holdChosen(page);
  await payWith(page, CARD.declined);
  await expect(page.getByRole('alert')).toContainText('Your bank declined the card. Nothing was charged, and your seats are still held');
  await expect(page.getByText(/(not|nothing was) charged/i), 'the page says only once that nothing was charged').toHaveCount(1);
  const [button, words] = await Promise.all([page.getByTestId('pay-button').boundingBox(), page.getByRole('alert').boundingBox()]);
  expect(words!.y - (button!.y + button!.height), 'the explanation is beside the button').toBeLessThan(60);
  expect((await bookingOf(page.request, id)).status).toBe('pending');
  await payAndSeeTickets(page, 1);
});

test('a refused payment is no longer shown when the buyer tries another way to pay', async ({ page, request, watchman }) => {
  watchman.allow(/status of 402/);
  const booking = await holdBest(page.request, (await eventOnSale(request)).id, 1);
  // The payment by plain form is refused, and the next page says so.
  await page.request.post(`/bookings/${booking.id}/pay`, { form: { card: '4000 0000 0000 9995' }, maxRedirects: 0 });
  await page.goto(`/checkout/${booking.id}`, { waitUntil: 'networkidle' });
  await expect(page.locator('#problem').getByRole('alert')).toContainText('still held');
  await payWith(page, CARD.declined);
  await expect(page.locator('#paying-problem')).toContainText('Your bank declined the card.');
  await expect(page.getByRole('alert'), 'only the last refusal is shown').toHaveCount(1);
  await release(page.request, booking);
});

test('the pay button keeps the focus during the payment and after a refusal', async ({ page, request, watchman }) => {
  watchman.allow(/status of 402/);
  const booking = await holdBest(page.request, (await eventOnSale(request)).id, 1);
  await page.goto(`/checkout/${booking.id}`, { waitUntil: 'networkidle' });
  await page.getByLabel('Card number').fill(CARD.declined);
  await page.getByTestId('pay-button').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Your bank declined the card.');
  await expect(page.getByTestId('pay-button')).toBeFocused();
  await release(page.request, booking);
});

test('a refused card stays in view and is marked until it changes', async ({ page, request, watchman }) => {
  watchman.allow(/status of 402/);
  const booking = await holdBest(page.request, (await eventOnSale(request)).id, 1);
  // The explanation is below the window, and the page goes on below it.
  await page.setViewportSize({ width: 1280, height: 640 });
  await page.goto(`/checkout/${booking.id}`, { waitUntil: 'networkidle' });
  const field = page.getByLabel('Card number');
  await field.fill(CARD.declined);
  await field.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Your bank declined the card.');
  await expect(page.getByRole('alert')).toBeInViewport();
  await expect(field).toBeFocused();
  await expect(field).toBeInViewport();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.press('End');
  await field.press('Backspace');
  await expect(field).not.toHaveAttribute('aria-invalid');
  await release(page.request, booking);
});

test('the card field is empty, and the text under it names the cards of the sandbox', async ({ page, request, watchman }) => {
  watchman.allow(/status of 422/);
  const event = await eventOnSale(request);
  const booking = await holdBest(page.request, event.id, 1);
  await page.goto(`/checkout/${booking.id}`, { waitUntil: 'networkidle' });
  const field = page.getByLabel('Card number');
  await expect(field).toHaveValue('');
  expect(await field.getAttribute('placeholder')).toBeNull();
  await expect(field).toHaveAccessibleDescription(/no money moves.*4242 4242 4242 4242 pays/s);

  await payWith(page, '5555 5555 5555 4444');
  await expect(page.getByRole('alert')).toContainText('The sandbox does not know this card');
  await expect(page.getByRole('alert')).toContainText('your seats are still held');
  await page.getByText('All test cards').click();
  await page.getByRole('button', { name: CARD.accepted }).click();
  await expect(field).toHaveValue(CARD.accepted);
  await release(page.request, booking);
});

test('a buyer releases seats on the event’s page, and they become available on every map', async ({ page, newBuyer, request }) => {
  const event = await eventOnSale(request);
  const other = await newBuyer();
  await Promise.all([enterHall(page, event), enterHall(other, event)]);
  const seats = await freeSeats(request, event.id, 2);
  await choose(page, seats);
  const id = await holdChosen(page);
  await page.goBack();
  await expect(page.getByTestId('seat-map')).toHaveAttribute('data-ready', 'true');
  for (const { seat: number } of seats) {
    await expect(seat(page, number)).toHaveAttribute('data-status', 'held_for_you');
    await expect(seat(other, number)).toHaveAttribute('data-status', 'held');
  }
  await page.getByTestId('basket').getByRole('button', { name: 'Give back' }).click();
  await expect(page.getByTestId('told')).toContainText('The seats are back on the plan. Nothing was charged.');
  for (const { seat: number } of seats) {
    await expect(seat(page, number)).toHaveAttribute('data-status', 'available');
    await expect(seat(other, number)).toHaveAttribute('data-status', 'available');
  }
  expect((await bookingOf(page.request, id)).status).toBe('cancelled');
});

test('nobody can pay the booking of another buyer by its address', async ({ page, newBuyer, request, watchman }) => {
  watchman.allow(/status of 404/);
  const event = await eventOnSale(request);
  const booking = await holdBest(page.request, event.id, 1);
  const other = await newBuyer();
  await other.goto(`/checkout/${booking.id}`);
  expect(bookingId(other)).toBe(booking.id);
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('There is nothing here');
  await release(page.request, booking);
});

test('the Print button prints the tickets', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const booking = await pay(page.request, await holdBest(page.request, event.id, 1));
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', '');
  });
  await page.goto(`/bookings/${booking.id}`);
  await page.getByRole('button', { name: 'Print' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-printed', '');
});

test('the Share button of a booking copies the address of the event', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const booking = await pay(page.request, await holdBest(page.request, event.id, 1));
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'share', { value: undefined });
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: async (text: string) => document.documentElement.setAttribute('data-copied', text) },
    });
  });
  await page.goto(`/bookings/${booking.id}`);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-copied', new RegExp(`/events/${event.slug}$`));
  await expect(page.getByText('The address of the event is copied.')).toBeVisible();
});

test('a printout has only the tickets, on white', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const booking = await pay(page.request, await holdBest(page.request, event.id, 2));
  await page.goto(`/bookings/${booking.id}`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  for (const forTheScreen of ['.site-header', '.site-footer', '.actions', '.ticket-code']) {
    const parts = page.locator(forTheScreen);
    expect(await parts.count(), forTheScreen).toBeGreaterThan(0);
    for (const part of await parts.all()) await expect(part).toBeHidden();
  }
  await expect(page.getByTestId('ticket')).toHaveCount(2);
  for (const ticket of await page.getByTestId('ticket').all()) {
    await expect(ticket).toContainText(event.title);
    const { width } = (await ticket.locator('.ticket-qr').boundingBox())!;
    expect(width, 'the code is at least 4 cm wide, so that a scanner at the door can read it').toBeGreaterThan((4 / 2.54) * 96);
  }
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(paper.match(/\/Type\s*\/Page\b/g)?.length, 'two tickets fit on one page').toBe(1);
});
