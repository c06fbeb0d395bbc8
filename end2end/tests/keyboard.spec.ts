// Buying two seats with the keyboard only.

import { eventOnSale, largeEventOnSale, CARD } from '../support/api.ts';
import { bringAlive, connection, enterHall, fromList, seat } from '../support/hall.ts';
import { chooseNext, downToFree, focused, intoARow, press, spot, tabTo, tabToList } from '../support/keys.ts';
import { atRest, map, picture, planOf, pressSeat, view } from '../support/map.ts';
import { BARN_WITH_A_YARD, importEvent } from '../support/program.ts';
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
  await tabToList(page);
  await expect(focused(page), 'the list scrolls into view').toBeInViewport();
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

test('in the list of a large hall, arrow keys open sections and follow rows, and Escape closes them', async ({ page, request }) => {
  await enterHall(page, await largeEventOnSale(request));
  await tabToList(page);
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
  expect(right.y > left.y || right.x > left.x, 'the end of a row is to the right, or on a lower line if the row wraps').toBe(true);
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

  // The whole list is a single Tab stop, and no trap. It is after the button that opens it, and before the map. The map moves with the list, and
  // has one more button while it shows a part.
  await atRest(page);
  await page.keyboard.press('Tab');
  await expect(page.locator('.hall-map :focus')).toHaveCount(1);
  await page.keyboard.press('Shift+Tab');
  expect(await spot(page)).toBe(section);
  await page.keyboard.press('Shift+Tab');
  await expect(page.locator('.hall-bar :focus')).toHaveCount(1);
});

test('Page Down goes from section to section, and typed digits go to the section or the seat with this number', async ({ page, request }) => {
  await enterHall(page, await largeEventOnSale(request));
  await tabToList(page);
  const first = await spot(page);
  await press(page, 'PageDown');
  const second = await spot(page);
  expect(second).not.toBe(first);
  expect(second).toMatch(/^[sa]/);
  await press(page, 'PageUp');
  expect(await spot(page)).toBe(first);

  const names = await page.getByTestId('seat-list').locator('.seat-list-section:visible .seat-list-name').allInnerTexts();
  const number = names.map((name) => /\d+$/.exec(name)?.[0]).findLast((number) => number !== undefined)!;
  await page.keyboard.type(number);
  await expect(focused(page).locator('.seat-list-name')).toHaveText(new RegExp(`\\b${number}`));
});

test('on the map, arrow keys go from seat to seat, Enter chooses, and a screen reader announces each seat', async ({ page, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  await enterHall(page, event);
  await atRest(page);
  const before = await view(page);
  const scrolled = () => page.evaluate(() => window.scrollY);
  await tabTo(page, '.seat-map__box');
  expect(await view(page), 'focusing the map does not move it').toEqual(before);
  const ring = await picture(page).evaluate((box) => getComputedStyle(box, '::after').outlineStyle);
  expect(ring, 'a ring above the drawing marks the focused map').toBe('solid');
  await expect(page.locator('.hall-body')).toHaveAttribute('data-way', 'plan');
  const said = map(page).getByRole('status');
  await page.keyboard.press('ArrowDown');
  await expect(said).toHaveText(/^Stalls, row\s\d, seat\s\d+, €15 · available, .*stage/);
  const here = await said.innerText();
  await page.keyboard.press('ArrowRight');
  await expect(said).not.toHaveText(here);

  const at = await scrolled();
  await page.keyboard.down('Space');
  // A key that is held down repeats, and counts once.
  await page.keyboard.down('Space');
  await page.keyboard.up('Space');
  await expect(map(page).locator('[data-mark]')).toHaveCount(1);
  await expect(said).toHaveText(/chosen by you/);
  expect(await scrolled(), 'the space key does not scroll the page').toBe(at);
  await page.keyboard.press('Enter');
  await expect(map(page).locator('[data-mark]')).toHaveCount(0);
  await expect(page.locator('.seat-map__focus')).toHaveCount(1);
});

test('on the map, Enter chooses the seat with the ring, even after a click on another seat', async ({ page, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  const plan = await planOf(request, event);
  await enterHall(page, event);
  await picture(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.seat-map__focus')).toHaveCount(1);
  await pressSeat(page, plan, 0);
  await expect(map(page).locator('[data-mark="0"]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(map(page).locator('[data-mark]')).toHaveCount(0);
});

test('the buttons for the number of standing places keep the focus at their limits', async ({ page, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 }, BARN_WITH_A_YARD);
  await enterHall(page, event);
  await fromList(page);
  await page.locator('[data-area-line="0"]').click();
  const less = page.locator('.quantity button').first();
  await less.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('hold-button')).toContainText('Hold 1 place');
  await expect(less).toBeFocused();
  await expect(less).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('hold-button')).toContainText('Hold 1 place');
});

test('on the map of a large hall, arrow keys go from section to section, and Enter opens one', async ({ page, request }) => {
  await enterHall(page, await largeEventOnSale(request));
  await expect(map(page)).toHaveAttribute('data-zoom', 'far');
  await picture(page).focus();
  const said = map(page).getByRole('status');
  await page.keyboard.press('ArrowDown');
  await expect(said).not.toBeEmpty();
  const ring = page.locator('.seat-map__ring svg');
  await expect(ring, 'an outline marks the focused section').toBeVisible();
  await page.keyboard.press('Enter');
  await expect(map(page)).toHaveAttribute('data-zoom', /middle|near/);
  await expect(ring).toHaveCount(0);
  await expect(said).toHaveText(/ seats free\./);

  const back = page.getByRole('button', { name: '← Whole hall' });
  await back.focus();
  await page.keyboard.press('Enter');
  await expect(back).toBeHidden();
  await expect(said).toHaveText('Whole hall');
  await expect(picture(page), 'the focus moves on from the button that disappears').toBeFocused();

  await atRest(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(said).toHaveText(/ seats free\./);
  await atRest(page);
  await page.keyboard.press('Escape');
  await expect(said, 'a screen reader announces where Escape leads').toHaveText('Whole hall');

  await atRest(page);
  await press(page, 'ArrowDown');
  const first = await ring.boundingBox();
  await press(page, 'ArrowRight');
  // In some halls, no section lies further to the right.
  if (JSON.stringify(await ring.boundingBox()) === JSON.stringify(first)) await press(page, 'ArrowLeft');
  expect(await ring.boundingBox(), 'the outline moves with the focus').not.toEqual(first);
});

test('the Tab key never moves the map', async ({ page, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  await enterHall(page, event);
  await fromList(page);
  await seat(page, 12).click();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await atRest(page);
  await page.getByRole('button', { name: 'Show the whole hall' }).click();
  const before = await view(page);
  for (let presses = 0; presses < 12; presses++) await page.keyboard.press('Tab');
  for (let presses = 0; presses < 12; presses++) await page.keyboard.press('Shift+Tab');
  expect(await view(page)).toEqual(before);
});
