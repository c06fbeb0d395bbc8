// Buying two seats with the keyboard only.

import { eventOnSale, largeEventOnSale, CARD } from '../support/api.ts';
import { bringAlive, connection, enterHall } from '../support/hall.ts';
import { chooseNext, downToFree, focused, intoARow, openList, press, spot, tabTo } from '../support/keys.ts';
import { expect, test } from '../support/test.ts';

test('a buyer searches for, chooses, holds and pays two seats without a mouse', async ({ page, request }) => {
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
  await expect(page.getByRole('button', { name: 'Choose on the plan' })).toBeFocused();
  await expect(page.locator('.hall-body'), 'the Tab key alone changes no view').toHaveAttribute('data-way', 'plan');
  await openList(page);
  await expect(focused(page), 'the list comes to sight').toBeInViewport();
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

test('arrow keys enter the list of a large hall and follow its rows, and Escape leaves it', async ({ page, request }) => {
  await enterHall(page, await largeEventOnSale(request));
  await openList(page);
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

  // The list is one stop of the Tab key and no trap: the next stop is after the list.
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Choose on the plan' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  expect(await spot(page)).toBe(section);
});
