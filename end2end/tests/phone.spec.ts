// Buying on a small phone with touch.

import type { Page } from '@playwright/test';
import { eventOnSale, freeSeats, holdBest, holdSeats, largeEventOnSale, release, seatsOf, CARD } from '../support/api.ts';
import { alive, enterHall, expectNoSidewaysScrolling, expectSignBesideMap, fromList, seat } from '../support/hall.ts';
import { atRest, comeToPicture, freeInTheMiddle, map, picture, pixelOf, planOf, view, type Plan } from '../support/map.ts';
import { importEvent } from '../support/program.ts';
import { expect, test } from '../support/test.ts';

/** Taps on the map until the seat is chosen: the first tap on a small seat zooms in. */
async function tapSeat(page: Page, plan: Plan, number: number): Promise<void> {
  await expect(async () => {
    if ((await seat(page, number).getAttribute('data-status')) === 'available') {
      await comeToPicture(page);
      const { x, y } = await pixelOf(page, plan, number);
      await page.touchscreen.tap(x, y);
    }
    await expect(seat(page, number)).toHaveAttribute('data-status', 'yours', { timeout: 700 });
  }).toPass({ timeout: 15_000 });
}

test('a buyer gets two tickets by touch, from the list', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await enterHall(page, event);
  await expectNoSidewaysScrolling(page);
  await fromList(page);
  await expect(page.getByTestId('seat-map'), 'the list replaces the map').toBeHidden();
  await expectNoSidewaysScrolling(page);
  const seats = await freeSeats(request, event.id, 2);
  for (const { seat: number } of seats) {
    await seat(page, number).tap();
    await expect(seat(page, number)).toHaveAttribute('data-status', 'yours');
    const { width, height } = (await seat(page, number).boundingBox())!;
    expect(Math.min(width, height), 'a seat is large enough for a finger').toBeGreaterThanOrEqual(44);
  }

  const button = page.getByTestId('hold-button');
  await expect(button).toContainText('Hold 2 seats');
  await expect(button, 'the hold button is visible').toBeInViewport();
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

test('the explanation of a refused card scrolls into view', async ({ page, request, watchman }) => {
  watchman.allow(/status of 422/);
  const event = await eventOnSale(request);
  const booking = await holdBest(page.request, event.id, 3);
  await page.goto(`/checkout/${booking.id}`);
  await alive(page);
  await page.getByLabel('Card number').fill('no card at all');
  await page.getByTestId('pay-button').evaluate((button) => button.scrollIntoView({ block: 'end', behavior: 'instant' }));
  await page.evaluate(() => window.scrollBy({ top: 300, behavior: 'instant' }));
  await page.getByTestId('pay-button').tap();
  await expect(page.getByRole('alert')).toBeInViewport({ ratio: 0.9 });
  await release(page.request, booking);
});

test('a large hall opens section by section', async ({ page, request }) => {
  const event = await largeEventOnSale(request);
  await enterHall(page, event);
  await expectNoSidewaysScrolling(page);
  const plan = await planOf(request, event);
  const number = freeInTheMiddle(plan, await seatsOf(request, event.id))[0]!.seat;
  await comeToPicture(page);
  await expect(map(page)).toHaveAttribute('data-zoom', 'far');
  const { x, y } = await pixelOf(page, plan, number);
  await page.touchscreen.tap(x, y);
  await expect(map(page)).not.toHaveAttribute('data-zoom', 'far');
  await tapSeat(page, plan, number);
  await expect(page.getByTestId('hold-button')).toContainText('Hold 1 seat');
  await page.getByRole('button', { name: '← Whole hall' }).tap();
  await expect(map(page)).toHaveAttribute('data-zoom', 'far');
  await expect(page.getByTestId('hold-button'), 'the seat stays chosen').toContainText('Hold 1 seat');
});

test('a phone that is turned while the list is open draws the map correctly', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const plan = await planOf(request, event);
  const number = freeInTheMiddle(plan, await seatsOf(request, event.id))[0]!.seat;
  await enterHall(page, event);
  await fromList(page);
  await expect(picture(page)).toBeHidden();
  await page.setViewportSize({ width: 740, height: 420 });
  await page.getByRole('button', { name: 'Choose on the plan' }).tap();
  await tapSeat(page, plan, number);
  await expectNoSidewaysScrolling(page);
});

test('seats that change while the list is shown leave no rings on the hidden map', async ({ page, newBuyer, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  const [mine, next] = await seatsOf(request, event.id);
  await enterHall(page, event);
  await fromList(page);
  await seat(page, mine!.seat).tap();
  await holdSeats((await newBuyer()).request, event.id, [next!.seat]);
  await expect(seat(page, next!.seat)).toHaveAttribute('data-status', 'held');
  await expect(page.locator('.seat-map__change')).toHaveCount(0);
});

test('the sheet lists all prices, and a tap selects a price', async ({ page, request }) => {
  // A stadium has the longest names of price levels.
  await enterHall(page, await largeEventOnSale(request));
  await page.getByTestId('basket-more').tap();
  const prices = page.getByTestId('price-legend');
  for (const price of await prices.locator('.price-level').all()) {
    const { wide, room, high, dot } = await price.evaluate((label) => ({
      wide: label.scrollWidth,
      room: label.clientWidth,
      high: label.clientHeight,
      dot: label.querySelector('.price-level-dot')!.getBoundingClientRect().width,
    }));
    expect(wide, 'the price fits its label').toBeLessThanOrEqual(room);
    expect(high, 'the label is large enough for a finger').toBeGreaterThanOrEqual(44);
    expect(dot, 'the label has the colour of the price').toBeGreaterThan(10);
  }
  await expectNoSidewaysScrolling(page);
  for (const index of [0, 1]) {
    await prices.locator('.price-level').nth(index).tap();
    await expect(prices.getByRole('checkbox').nth(index)).toBeChecked();
  }
  const special = page.getByTestId('accessible-filter');
  await special.scrollIntoViewIfNeeded();
  await special.tap();
  await expect(special, 'the last filter is reachable by scrolling').toBeChecked();
});

test('touch targets are large enough', async ({ page, request }) => {
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

for (const [how, across] of [['side by side', true], ['one above the other', false]] as const) {
  test(`two fingers ${how} zoom the map in and out, and the page does not scroll or zoom`, async ({ page, request }) => {
    const event = await eventOnSale(request);
    await enterHall(page, event);
    await comeToPicture(page);
    const plan = await planOf(request, event);
    const number = freeInTheMiddle(plan, await seatsOf(request, event.id))[0]!.seat;
    const from = await pixelOf(page, plan, number);
    const corner = (await picture(page).boundingBox())!;
    const [, , before] = await view(page);
    const scrolled = await page.evaluate(() => window.scrollY);

    await pinch(page, from, 24, 150, across);
    await expect(picture(page)).toHaveAttribute('data-zoomed');
    const [, , after] = await view(page);
    expect(after / before, 'the map zooms with the distance of the fingers').toBeGreaterThan(3);
    const moved = async () => {
      const to = await pixelOf(page, plan, number);
      const now = (await picture(page).boundingBox())!;
      return Math.hypot(from.x - corner.x - (to.x - now.x), from.y - corner.y - (to.y - now.y));
    };
    // The last movements of the fingers are drawn in the next frame. Within the map, because a line above it may wrap when seats of the event
    // change.
    await expect.poll(moved, 'the point between the fingers stays in place').toBeLessThan(12);
    await tapSeat(page, plan, number);

    // The map ends where the bar with the chosen seat begins.
    const { y: top } = (await picture(page).boundingBox())!;
    await pinch(page, { x: 180, y: top + 110 }, 90, 8, across);
    await expect(picture(page)).not.toHaveAttribute('data-zoomed');
    await expect(seat(page, number), 'the seat stays chosen').toHaveAttribute('data-status', 'yours');
    expect(await page.evaluate(() => [window.visualViewport!.scale, window.scrollY])).toEqual([1, scrolled]);
  });
}

/** Pinches: two fingers around a point move from `from` to `to` pixels away from it. */
async function pinch(page: Page, { x, y }: { x: number; y: number }, from: number, to: number, across: boolean): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const fingers = (away: number) =>
    [-away, away].map((off, id) => ({ id, x: x + (across ? off : 0), y: y + (across ? 0 : off) }));
  await browser.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(from) });
  const steps = 12;
  for (let step = 1; step <= steps; step++) {
    await browser.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(from + ((to - from) * step) / steps) });
  }
  await browser.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await browser.detach();
}

test('the status of the live stream is visible as long as the map is', async ({ page, request }) => {
  await enterHall(page, await eventOnSale(request));
  await expectSignBesideMap(page);
});

test('the status of the live stream is visible as long as the list is', async ({ page, request }) => {
  await enterHall(page, await largeEventOnSale(request));
  await fromList(page);
  await expectSignBesideMap(page, page.getByRole('group', { name: 'Seats by section and row' }));
});

test('two quick taps on small seats zoom in once and choose nothing', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const plan = await planOf(request, event);
  const number = freeInTheMiddle(plan, await seatsOf(request, event.id))[0]!.seat;
  await enterHall(page, event);
  await comeToPicture(page);
  const { x, y } = await pixelOf(page, plan, number);
  for (const detail of [1, 2]) {
    // Browsers number the taps of a double tap in `detail`. After the first tap, seats are so large that another tap would choose one.
    await picture(page).evaluate((box, { x, y, detail }) => {
      const at = { clientX: x, clientY: y, bubbles: true, cancelable: true };
      box.dispatchEvent(new PointerEvent('pointerdown', { ...at, pointerId: detail, pointerType: 'touch', buttons: 1 }));
      box.dispatchEvent(new PointerEvent('pointerup', { ...at, pointerId: detail, pointerType: 'touch', buttons: 0 }));
      box.dispatchEvent(new MouseEvent('click', { ...at, detail }));
    }, { x, y, detail });
    await expect(picture(page)).toHaveAttribute('data-zoomed');
    await atRest(page);
  }
  await expect(map(page).locator('[data-mark]')).toHaveCount(0);
});

test('the calendar lists only days with events', async ({ page }) => {
  await page.goto('/?view=calendar');
  const events = page.locator('.calendar a[href^="/events/"]');
  for (let months = 0; months < 6 && (await events.count()) === 0; months++) {
    await page.getByRole('link', { name: /^Next month/ }).tap();
    await page.waitForURL(/month=/);
  }
  await expect(events.first()).toBeVisible();
  await expect(page.locator('.calendar td:visible:not(:has(a))'), 'days without events are hidden').toHaveCount(0);
  expect((await events.first().boundingBox())!.height).toBeGreaterThanOrEqual(44);
  await expectNoSidewaysScrolling(page);
});

test('Enter closes the on-screen keyboard after a search, and the results stay', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.goto('/');
  await page.getByRole('searchbox').tap();
  await page.getByRole('searchbox').fill(event.title);
  await expect(page.locator(`a[href="/events/${event.slug}"]`)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('searchbox')).not.toBeFocused();
  await page.getByRole('button', { name: 'Filters', exact: true }).tap();
  await expectNoSidewaysScrolling(page);
});
