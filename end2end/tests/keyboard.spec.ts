// Two seats with the keyboard alone.

import type { Page } from '@playwright/test';
import { eventOnSale, largeEventOnSale, CARD } from '../support/api.ts';
import { bringAlive, connection, enterHall } from '../support/hall.ts';
import { expect, test } from '../support/test.ts';

/** Presses Tab until what has the focus fits `selector`. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const there = await page.evaluate(
      (selector) => {
        const focused = document.activeElement;
        return !!focused && focused.matches(selector) && focused.matches(':focus-visible');
      },
      selector,
    );
    if (there) return;
  }
  throw new Error(`Tab never came to ${selector}`);
}

const focusedSeat = (page: Page) => page.locator('[data-testid="seat"]:focus');

/** Walks along the rows to the next free seat and chooses it with `key`. */
async function chooseNext(page: Page, key: string): Promise<void> {
  let direction = 'ArrowRight';
  for (let steps = 0; steps < 200; steps++) {
    if ((await focusedSeat(page).getAttribute('data-status')) === 'available') {
      const number = await focusedSeat(page).getAttribute('data-seat');
      await page.keyboard.press(key);
      await expect(page.locator(`[data-seat="${number}"]`)).toHaveAttribute('data-status', 'yours');
      await expect(page.locator(`[data-seat="${number}"]`)).toHaveAccessibleName(/, chosen by you$/);
      return;
    }
    const before = await focusedSeat(page).getAttribute('data-seat');
    await page.keyboard.press(direction);
    if ((await focusedSeat(page).getAttribute('data-seat')) === before) {
      await page.keyboard.press('ArrowDown');
      direction = direction === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
    }
  }
  throw new Error('No free seat on the way.');
}

test('two seats are searched for, found, chosen, held and paid with no mouse', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.goto('/');
  await tabTo(page, 'input[type="search"]');
  await bringAlive(page);
  await page.keyboard.type(event.title);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/?q=*');
  await tabTo(page, `a[href="/events/${event.slug}"]`);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/events/${event.slug}`);
  await expect(page.getByTestId('seat-map')).toHaveAttribute('data-ready', 'true');
  await expect(connection(page)).toHaveAttribute('data-state', 'live');
  // A page that comes without a page load begins at its beginning, too.
  await expect(page.locator('#main')).toBeFocused();
  await enterHall(page, event);

  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, '[data-testid="seat"]');
  await expect(focusedSeat(page)).toHaveAccessibleName(/(€|kr|£)\s?[\d.,]+.*, available$/);
  await chooseNext(page, 'Enter');
  await chooseNext(page, 'Space');
  await expect(page.getByTestId('hold-button')).toContainText('Hold 2 seats');

  await tabTo(page, '[data-testid="hold-button"]');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/checkout/*');
  await tabTo(page, 'input[name="card"]');
  await page.keyboard.type(CARD.accepted);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/bookings\/[^/?]+$/);
  await expect(page.getByTestId('ticket')).toHaveCount(2);
});

test('a large hall: into a section with Enter and out of it with Escape', async ({ page, request }) => {
  const event = await largeEventOnSale(request);
  await enterHall(page, event);
  await tabTo(page, '[data-section]');
  const section = await page.locator('[data-section]:focus').getAttribute('data-section');
  await page.keyboard.press('Enter');
  await expect(focusedSeat(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator(`[data-section="${section}"]`)).toBeFocused();
});
