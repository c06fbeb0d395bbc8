// The picture of the hall, for who sees it: seats are pressed where the plan has them, and one looks around without getting lost.

import type { Page } from '@playwright/test';
import { eventOnSale, holdSeats, largeEventOnSale, seatsOf } from '../support/api.ts';
import { enterHall } from '../support/hall.ts';
import { atRest, freeInTheMiddle, map, picture, pixelOf, planOf, pressSeat, view } from '../support/map.ts';
import { expect, test } from '../support/test.ts';

/** Turns the wheel over the middle of the picture, with a key or without. */
async function turnWheel(page: Page, by: number, key?: 'Control') {
  const { x, y, width, height } = (await picture(page).boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  if (key) await page.keyboard.down(key);
  await page.mouse.wheel(0, by);
  if (key) await page.keyboard.up(key);
}

/** Whether the picture that is seen has as many light pixels as only free seats make. */
function hasSeats(page: Page): Promise<boolean> {
  return picture(page).evaluate((box) => {
    const sheets = [...box.querySelectorAll<HTMLCanvasElement>('.seat-map__sheet')];
    const sheet = sheets.find((sheet) => sheet.style.visibility === 'visible')!;
    const copy = Object.assign(document.createElement('canvas'), { width: sheet.width, height: sheet.height });
    const ink = copy.getContext('2d')!;
    ink.drawImage(sheet, 0, 0);
    const { data } = ink.getImageData(0, 0, sheet.width, sheet.height);
    let light = 0;
    for (let at = 0; at < data.length; at += 4) light += Number(data[at + 3]! > 200 && data[at]! + data[at + 1]! + data[at + 2]! > 400);
    return light > 3000;
  });
}

test('a seat is chosen where the picture shows it, from afar and from near', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const plan = await planOf(request, event);
  const seats = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await pressSeat(page, plan, seats[0].seat);
  await expect(map(page).locator(`[data-mark="${seats[0].seat}"]`)).toBeVisible();

  const { x, y } = await pixelOf(page, plan, seats[1].seat);
  await page.mouse.move(x, y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await atRest(page);
  await pressSeat(page, plan, seats[1].seat);
  await expect(map(page).locator(`[data-mark="${seats[1].seat}"]`)).toBeVisible();
});

test('the wheel scrolls the page and says how it zooms; with Ctrl it zooms', async ({ page, request }) => {
  await enterHall(page, await eventOnSale(request));
  await picture(page).scrollIntoViewIfNeeded();
  const [before, scrolled] = [await view(page), await page.evaluate(() => window.scrollY)];
  await turnWheel(page, 120);
  await expect(page.getByText('Ctrl + wheel zooms')).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.scrollY)).not.toBe(scrolled);
  expect(await view(page)).toEqual(before);

  await picture(page).scrollIntoViewIfNeeded();
  await turnWheel(page, -240, 'Control');
  await expect.poll(async () => (await view(page))[2]).toBeGreaterThan(before[2] * 1.5);
});

test('a section of a large hall is entered, dragged about in, and left again', async ({ page, request }) => {
  const event = await largeEventOnSale(request);
  const plan = await planOf(request, event);
  const [seat] = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await expect(map(page)).toHaveAttribute('data-zoom', 'far');
  await pressSeat(page, plan, seat.seat);
  await expect(map(page), 'a small section is seen from near').toHaveAttribute('data-zoom', /middle|near/);
  await expect(map(page).getByText(seat.section, { exact: true })).toBeVisible();

  const before = await view(page);
  const { x, y, width, height } = (await picture(page).boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 - 80, y + height / 2 - 40, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await view(page))[0]).toBeGreaterThan(before[0]);

  await map(page).getByRole('button', { name: 'Whole hall' }).click();
  await expect(map(page)).toHaveAttribute('data-zoom', 'far');
});

test('the small picture of a large hall leads where it is pressed', async ({ page, request }) => {
  const event = await largeEventOnSale(request);
  const plan = await planOf(request, event);
  const [seat] = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  const small = page.locator('.seat-map__minimap');
  await expect(small, 'all of the hall is seen').toBeHidden();
  await pressSeat(page, plan, seat.seat);
  await expect(small).toBeVisible();
  const { x, y, width, height } = (await small.boundingBox())!;
  await page.mouse.click(x + width * 0.2, y + height * 0.2);
  const [left, upper] = await view(page);
  await page.mouse.click(x + width * 0.8, y + height * 0.8);
  await expect.poll(async () => (await view(page))[0]).toBeGreaterThan(left);
  expect((await view(page))[1]).toBeGreaterThan(upper);
});

/**
 * Drags the map by this many pixels each sixtieth of a second, eight times, and lets go of it: how many pixels it has gone when it rests. A
 * throw is judged by the hand's own times, so that a browser that is slow to draw throws as far.
 */
async function thrown(page: Page, px: number): Promise<number> {
  const [from] = await view(page);
  await picture(page).evaluate(async (box, px) => {
    const { left, top, width, height } = box.getBoundingClientRect();
    const at = { x: left + width / 2, y: top + height / 2, time: performance.now() };
    const pointer = (name: string, buttons: number) => {
      const where = { clientX: at.x, clientY: at.y, bubbles: true, cancelable: true };
      const event = new PointerEvent(name, { pointerId: 1, isPrimary: true, button: 0, buttons, ...where });
      box.dispatchEvent(Object.defineProperty(event, 'timeStamp', { value: at.time }));
    };
    pointer('pointerdown', 1);
    for (let step = 0; step < 8; step += 1) {
      await new Promise(requestAnimationFrame);
      at.x -= px;
      at.time += 1000 / 60;
      pointer('pointermove', 1);
    }
    pointer('pointerup', 0);
  }, px);
  const [to, , scale] = await view(page);
  return (to - from) * scale;
}

test('a map that is thrown runs on, but not for who asked for less motion', async ({ page, request }) => {
  const event = await largeEventOnSale(request);
  const plan = await planOf(request, event);
  const [seat] = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await pressSeat(page, plan, seat.seat);
  await atRest(page);
  const ran = await thrown(page, 20);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const stayed = await thrown(page, 20);
  expect(stayed, 'as far as the hand went').toBeLessThan(170);
  expect(stayed).toBeGreaterThan(100);
  expect(ran).toBeGreaterThan(stayed + 30);
});

test('two clicks on a section enter it as one does, and choose nothing', async ({ page, request }) => {
  const event = await largeEventOnSale(request);
  const plan = await planOf(request, event);
  const [seat] = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await picture(page).scrollIntoViewIfNeeded();
  const { x, y } = await pixelOf(page, plan, seat.seat);
  await page.mouse.click(x, y);
  const entered = await view(page);
  await map(page).getByRole('button', { name: 'Whole hall' }).click();
  await expect(map(page)).toHaveAttribute('data-zoom', 'far');
  await atRest(page);
  await page.mouse.click(x, y);
  await expect(map(page)).not.toHaveAttribute('data-zoom', 'far');
  // By now there is a seat under it.
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  expect(await view(page)).toEqual(entered);
  await expect(map(page).locator('[data-mark]')).toHaveCount(0);
});

test('two taps on one seat come closer, and it stays chosen', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const plan = await planOf(request, event);
  const [first] = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await picture(page).scrollIntoViewIfNeeded();
  const [, , scale] = await view(page);
  const { x, y } = await pixelOf(page, plan, first.seat);
  await page.mouse.dblclick(x, y);
  await expect.poll(async () => (await view(page))[2]).toBeGreaterThan(scale * 1.5);
  await expect(map(page).locator(`[data-mark="${first.seat}"]`)).toBeVisible();
});

test('the words beside a seat are true while they are read, and Escape puts them away', async ({ page, newBuyer, request }) => {
  const event = await eventOnSale(request);
  const plan = await planOf(request, event);
  const [pointed, another] = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await picture(page).scrollIntoViewIfNeeded();
  const { x, y } = await pixelOf(page, plan, pointed.seat);
  await page.mouse.move(x, y);
  const tip = page.locator('.seat-map__tip');
  await expect(tip).toContainText('available');

  const buyer = await newBuyer();
  await holdSeats(buyer.request, event.id, [pointed.seat]);
  await expect(tip).toContainText('held by someone');
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();

  const version = await map(page).getAttribute('data-version');
  await holdSeats(buyer.request, event.id, [another.seat]);
  await expect(map(page)).not.toHaveAttribute('data-version', version!);
  await atRest(page);
  await expect(tip, 'what others do does not bring them back').toBeHidden();
});

test('another window and another light, and seats are still where they are seen', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const plan = await planOf(request, event);
  const seats = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await atRest(page);
  await page.setViewportSize({ width: 900, height: 700 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await pressSeat(page, plan, seats[0].seat);
  await expect(map(page).locator(`[data-mark="${seats[0].seat}"]`)).toBeVisible();
  expect(await hasSeats(page), 'there are seats on it').toBe(true);
});

test('a map that begins out of sight is right when one comes to it', async ({ page, request }) => {
  await page.setViewportSize({ width: 900, height: 320 });
  const event = await eventOnSale(request);
  const plan = await planOf(request, event);
  const seats = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await expect(picture(page)).not.toBeInViewport();
  await page.setViewportSize({ width: 900, height: 900 });
  await pressSeat(page, plan, seats[0].seat);
  await expect(map(page).locator(`[data-mark="${seats[0].seat}"]`)).toBeVisible();
  expect(await hasSeats(page), 'there are seats on it').toBe(true);
});

test('a browser that can hand over no bitmaps shows the same', async ({ page, request }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'OffscreenCanvas'));
  const event = await eventOnSale(request);
  const plan = await planOf(request, event);
  const [seat] = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await atRest(page);
  expect(await hasSeats(page)).toBe(true);
  await pressSeat(page, plan, seat.seat);
  await expect(map(page).locator(`[data-mark="${seat.seat}"]`)).toBeVisible();
});
