// Buying by touch on a small phone.

import type { Page } from '@playwright/test';
import { eventOnSale, freeSeats, largeEventOnSale, CARD } from '../support/api.ts';
import { enterHall, expectNoSidewaysScrolling, seat } from '../support/hall.ts';
import { expect, test } from '../support/test.ts';

/** Taps until the seat is chosen: the first tap on a small seat comes closer. */
async function tapSeat(page: Page, number: number): Promise<void> {
  await expect(async () => {
    if ((await seat(page, number).getAttribute('data-status')) === 'available') await seat(page, number).tap();
    await expect(seat(page, number)).toHaveAttribute('data-status', 'yours', { timeout: 700 });
  }).toPass({ timeout: 15_000 });
}

test('two seats by touch, from the plan to the tickets', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await enterHall(page, event);
  await expectNoSidewaysScrolling(page);
  const seats = await freeSeats(request, event.id, 2);
  for (const { seat: number } of seats) await tapSeat(page, number);

  const button = page.getByTestId('hold-button');
  await expect(button).toContainText('Hold 2 seats');
  await expect(button, 'the button is in reach of the thumb').toBeInViewport();
  await expectNoSidewaysScrolling(page);
  await button.tap();

  await page.waitForURL('**/checkout/*');
  await expect(page.getByTestId('countdown')).toBeInViewport();
  await expectNoSidewaysScrolling(page);
  await page.getByLabel('Card number').fill(CARD.accepted);
  await page.getByTestId('pay-button').tap();
  await page.waitForURL(/\/bookings\/[^/?]+$/);
  await expect(page.getByTestId('ticket')).toHaveCount(2);
  await expectNoSidewaysScrolling(page);
});

test('a large hall opens section by section', async ({ page, request }) => {
  const event = await largeEventOnSale(request);
  await enterHall(page, event);
  await expectNoSidewaysScrolling(page);
  const sections = page.locator('[data-section]:not([data-free="0"])');
  await sections.first().tap();
  const free = page.locator('[data-testid="seat"][data-status="available"]');
  await expect(free.first()).toBeVisible();
  const middle = free.nth(Math.floor((await free.count()) / 2));
  await tapSeat(page, Number(await middle.getAttribute('data-seat')));
  await expect(page.getByTestId('hold-button')).toContainText('Hold 1 seat');
  await page.getByRole('button', { name: 'Whole hall' }).tap();
  await expect(page.getByTestId('seat')).toHaveCount(0);
  await expect(page.getByTestId('hold-button'), 'the choice stays').toContainText('Hold 1 seat');
});

test('what a finger must hit is large enough', async ({ page, request }) => {
  const event = await eventOnSale(request);
  for (const path of ['/', `/events/${event.slug}`, '/bookings']) {
    await page.goto(path);
    const small = await page.locator('main :is(button, a.button, select, input:not([type=hidden], [type=checkbox]))').evaluateAll((elements) =>
      elements
        .filter((element) => element.checkVisibility())
        .map((element) => ({ name: element.textContent?.trim() || element.getAttribute('name'), ...element.getBoundingClientRect().toJSON() }))
        .filter(({ width, height }) => width > 0 && (width < 40 || height < 40))
        .map(({ name, width, height }) => `${name}: ${Math.round(width)} × ${Math.round(height)}`),
    );
    expect(small, path).toEqual([]);
  }
});
