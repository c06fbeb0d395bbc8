// Two seats with the keyboard alone.

import type { Locator, Page } from '@playwright/test';
import { eventOnSale, largeEventOnSale, CARD } from '../support/api.ts';
import { bringAlive, connection, enterHall, seat } from '../support/hall.ts';
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

/** Presses a key and waits until the page has answered it. */
async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

const focused = (page: Page): Locator => page.getByTestId('seat-list').locator('[data-spot]:focus');
const spot = (page: Page) => focused(page).getAttribute('data-spot');

/** Goes down the headings to the next one under which something is free. */
async function downToFree(page: Page): Promise<void> {
  for (let steps = 0; (await focused(page).getAttribute('data-none')) !== null; steps++) {
    const before = await spot(page);
    await press(page, 'ArrowDown');
    if ((await spot(page)) === before || steps > 100) throw new Error('Nothing is free under any of these headings.');
  }
}

/** From the list's first heading into the first row that has a free seat. */
async function intoARow(page: Page): Promise<void> {
  await downToFree(page);
  // A house of one section has it open already.
  if ((await focused(page).getAttribute('aria-expanded')) === 'false') await press(page, 'ArrowRight');
  await press(page, 'ArrowRight');
  await downToFree(page);
  await press(page, 'ArrowRight');
  await expect(focused(page)).toHaveAttribute('data-testid', 'seat');
}

/** Walks along the rows to the next free seat and chooses it with `key`. */
async function chooseNext(page: Page, key: string): Promise<void> {
  let direction = 'ArrowRight';
  for (let steps = 0; steps < 200; steps++) {
    if ((await focused(page).getAttribute('data-status')) === 'available') {
      const number = Number(await focused(page).getAttribute('data-seat'));
      await press(page, key);
      await expect(seat(page, number)).toHaveAttribute('data-status', 'yours');
      await expect(seat(page, number)).toHaveAccessibleName(/, chosen by you$/);
      await expect(seat(page, number)).toHaveAttribute('aria-selected', 'true');
      return;
    }
    const before = await spot(page);
    await press(page, direction);
    if ((await spot(page)) === before) {
      await press(page, 'ArrowDown');
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

  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, '.hall *');
  await expect(focused(page), 'the list is the first stop of the hall, and comes to sight').toBeInViewport();
  await expect(page.locator('.hall-body')).toHaveAttribute('data-way', 'list');
  await intoARow(page);
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

test('the list of a large hall: in with the arrows, along the rows as they stand, and out with Escape', async ({ page, request }) => {
  await enterHall(page, await largeEventOnSale(request));
  await tabTo(page, '[data-spot]');
  await downToFree(page);
  const section = await spot(page);
  await intoARow(page);

  const middle = async () => {
    const { x, y, width, height } = (await focused(page).boundingBox())!;
    return { x: x + width / 2, y: y + height / 2 };
  };
  await press(page, 'Home');
  const first = await spot(page);
  await press(page, 'ArrowRight');
  expect(await spot(page)).not.toBe(first);
  await press(page, 'ArrowLeft');
  expect(await spot(page)).toBe(first);
  const left = await middle();
  await press(page, 'End');
  const right = await middle();
  expect(right.y > left.y || right.x > left.x, 'the end of a row is to the right, or further down where its line is full').toBe(true);
  await press(page, 'ArrowDown');
  await expect(focused(page)).toHaveAttribute('data-testid', 'seat');

  const row = await focused(page).evaluate((seat) => seat.closest('li')!.querySelector('[data-spot]')!.getAttribute('data-spot'));
  await press(page, 'Escape');
  expect(await spot(page)).toBe(row);
  await press(page, 'ArrowLeft');
  await expect(focused(page)).toHaveAttribute('aria-expanded', 'false');
  await press(page, 'Escape');
  expect(await spot(page)).toBe(section);
  await press(page, 'Escape');
  await expect(focused(page)).toHaveAttribute('aria-expanded', 'false');

  // One stop of the Tab key, and no trap: the next stop is beyond the list.
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Choose on the plan' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  expect(await spot(page)).toBe(section);
});
