// The map: a click chooses the seat at that position, and panning and zooming keep seats where they belong.

import type { Page } from '@playwright/test';
import { eventOnSale, holdSeats, largeEventOnSale, seatsOf, type Seat } from '../support/api.ts';
import { enterHall } from '../support/hall.ts';
import { atRest, centresOf, comeToPicture, freeInTheMiddle, map, picture, pixelOf, pixelsOf, planOf, pressSeat, view, type Plan } from '../support/map.ts';
import { expect, test } from '../support/test.ts';

/** Turns the wheel over the middle of the map, with or without a modifier key. */
async function turnWheel(page: Page, by: number, key?: 'Control') {
  const { x, y, width, height } = (await picture(page).boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  if (key) await page.keyboard.down(key);
  await page.mouse.wheel(0, by);
  if (key) await page.keyboard.up(key);
}

/**
 * Whether the visible sheet shows most of these available seats, each as a light pixel at its centre. Not all of them: another buyer may
 * have one by now.
 */
async function showsSeats(page: Page, plan: Plan, seats: Seat[]): Promise<boolean> {
  const points = await pixelsOf(page, plan, seats.map(({ seat }) => seat));
  return picture(page).evaluate((box, points) => {
    const sheets = [...box.querySelectorAll<HTMLCanvasElement>('.seat-map__sheet')];
    const sheet = sheets.find((sheet) => sheet.style.visibility === 'visible')!;
    const copy = Object.assign(document.createElement('canvas'), { width: sheet.width, height: sheet.height });
    const ink = copy.getContext('2d')!;
    ink.drawImage(sheet, 0, 0);
    const { left, top, width } = sheet.getBoundingClientRect();
    const light = points.filter(({ x, y }) => {
      const [column, row] = [x - left, y - top].map((way) => Math.floor((way * sheet.width) / width));
      const [red, green, blue, alpha] = ink.getImageData(column!, row!, 1, 1).data;
      return alpha! > 200 && red! + green! + blue! > 300;
    });
    return light.length > points.length / 2;
  }, points);
}

test('a click chooses the seat at its position, zoomed out and zoomed in', async ({ page, request }) => {
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

test('the wheel scrolls the page and shows a hint, and with Ctrl it zooms the map', async ({ page, request }) => {
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

test('a buyer can open a section of a large hall, drag the map, and go back to the whole hall', async ({ page, request }) => {
  const event = await largeEventOnSale(request);
  const plan = await planOf(request, event);
  const [seat] = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await expect(map(page)).toHaveAttribute('data-zoom', 'far');
  await pressSeat(page, plan, seat.seat);
  await expect(map(page), 'a section opens at the zoom level of its seats').toHaveAttribute('data-zoom', /middle|near/);
  await expect(map(page).getByText(seat.section, { exact: true })).toBeVisible();

  const before = await view(page);
  const { x, y, width, height } = (await picture(page).boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 - 80, y + height / 2 - 40, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await view(page))[0]).toBeGreaterThan(before[0]);

  await map(page).getByRole('button', { name: '← Whole hall' }).click();
  await expect(map(page)).toHaveAttribute('data-zoom', 'far');
});

test('a click on the minimap of a large hall moves the map there', async ({ page, request }) => {
  const event = await largeEventOnSale(request);
  const plan = await planOf(request, event);
  const [seat] = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  const small = page.locator('.seat-map__minimap');
  await expect(small, 'hidden while the map shows the whole hall').toBeHidden();
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
 * Drags the map by this many pixels each sixtieth of a second, eight times, and releases it. Returns how many pixels the map has moved when it
 * comes to rest. Inertia is computed from the times of the events, so the result is the same in a browser that draws slowly.
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

test('a flung map has inertia, unless the visitor prefers reduced motion', async ({ page, request }) => {
  const event = await largeEventOnSale(request);
  const plan = await planOf(request, event);
  const [seat] = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await pressSeat(page, plan, seat.seat);
  await atRest(page);
  const ran = await thrown(page, 20);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const stayed = await thrown(page, 20);
  expect(stayed, 'without inertia, the map moves as far as the hand').toBeLessThan(170);
  expect(stayed).toBeGreaterThan(100);
  expect(ran).toBeGreaterThan(stayed + 30);
});

test('a double click on a section opens it once and chooses no seat', async ({ page, request }) => {
  const event = await largeEventOnSale(request);
  const plan = await planOf(request, event);
  const [seat] = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await picture(page).scrollIntoViewIfNeeded();
  const { x, y } = await pixelOf(page, plan, seat.seat);
  await page.mouse.click(x, y);
  const entered = await view(page);
  await map(page).getByRole('button', { name: '← Whole hall' }).click();
  await expect(map(page)).toHaveAttribute('data-zoom', 'far');
  await atRest(page);
  await page.mouse.click(x, y);
  await expect(map(page)).not.toHaveAttribute('data-zoom', 'far');
  // By now, a seat is under the pointer.
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  expect(await view(page)).toEqual(entered);
  await expect(map(page).locator('[data-mark]')).toHaveCount(0);
});

test('a double tap on a seat zooms in, and the seat stays chosen', async ({ page, request }) => {
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

test('the tooltip of a seat shows its current status, and Escape closes it', async ({ page, newBuyer, request }) => {
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
  await expect(tip, 'changes by others do not reopen the tooltip').toBeHidden();
});

/** The number of pixels that differ between two screenshots. */
function differences(reader: Page, one: Buffer, other: Buffer): Promise<number> {
  return reader.evaluate(async (pngs) => {
    const [a, b] = await Promise.all(pngs.map(async (png) => {
      const image = Object.assign(new Image(), { src: `data:image/png;base64,${png}` });
      await image.decode();
      const ink = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d')!;
      ink.drawImage(image, 0, 0);
      return ink.getImageData(0, 0, image.width, image.height).data;
    }));
    let differences = 0;
    for (let at = 0; at < a!.length; at += 4) differences += Number([0, 1, 2].some((part) => Math.abs(a![at + part]! - b![at + part]!) > 24));
    return differences;
  }, [one.toString('base64'), other.toString('base64')]);
}

/** The widths of the patches over this point of the page, in CSS pixels. */
function patchesAt(page: Page, x: number, y: number): Promise<number[]> {
  return picture(page).locator('.seat-map__patch').evaluateAll((patches, at) => {
    const boxes = patches.map((patch) => patch.getBoundingClientRect());
    return boxes.filter((box) => box.left <= at.x && at.x < box.right && box.top <= at.y && at.y < box.bottom).map((box) => box.width);
  }, { x, y });
}

test('a seat that changes is redrawn alone, and looks the same as after a full redraw', async ({ page, newBuyer, request }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const event = await eventOnSale(request);
  const plan = await planOf(request, event);
  await enterHall(page, event);
  await comeToPicture(page);
  const [, , scale] = await view(page);
  const seats = await seatsOf(request, event.id);
  const centres = centresOf(plan);
  // Holds of earlier tests may end now, so choose a seat that is far from all of them.
  const others = seats.filter(({ status }) => status === 'held').map(({ seat }) => centres[seat]!);
  const isFarFromOthers = ({ seat }: Seat) =>
    others.every(({ x, y }) => Math.hypot(centres[seat]!.x - x, centres[seat]!.y - y) * scale > 60);
  const held = freeInTheMiddle(plan, seats).find(isFarFromOthers)!;
  const { x, y } = await pixelOf(page, plan, held.seat);
  const clip = { x: Math.round(x) - 12, y: Math.round(y) - 12, width: 24, height: 24 };
  const seen = () => page.screenshot({ clip, animations: 'disabled' });
  await atRest(page);
  expect(await patchesAt(page, x, y)).toHaveLength(0);
  const free = await seen();

  const buyer = await newBuyer();
  await holdSeats(buyer.request, event.id, [held.seat]);
  await expect.poll(() => patchesAt(page, x, y), 'one patch shows the change').toHaveLength(1);
  expect((await patchesAt(page, x, y))[0], 'the patch is as small as the seat').toBeLessThan(40);
  await atRest(page);
  const ring = await seen();

  // Simulate that the page became visible again, which redraws the whole hall.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect.poll(() => patchesAt(page, x, y)).toHaveLength(0);
  await atRest(page);
  const drawnAgain = await seen();

  const reader = await page.context().newPage();
  expect(await differences(reader, free, ring), 'the held seat is a ring').toBeGreaterThan(10);
  // The soft edges of neighbours can differ by a pixel or two, because only the full redraw draws them again.
  expect(await differences(reader, ring, drawnAgain), 'the full redraw shows the same ring').toBeLessThan(6);
});

test('after a change of the window size and the colour scheme, seats keep their positions', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const plan = await planOf(request, event);
  const seats = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await atRest(page);
  await page.setViewportSize({ width: 900, height: 700 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await pressSeat(page, plan, seats[0].seat);
  await expect(map(page).locator(`[data-mark="${seats[0].seat}"]`)).toBeVisible();
  await expect.poll(() => showsSeats(page, plan, seats.slice(1, 40)), 'there are seats on it').toBe(true);
});

test('a map that begins outside the viewport is drawn correctly when it becomes visible', async ({ page, request }) => {
  // In a window this small, the parts of the page follow one another.
  await page.setViewportSize({ width: 360, height: 240 });
  const event = await eventOnSale(request);
  const plan = await planOf(request, event);
  const seats = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await expect(picture(page)).not.toBeInViewport();
  await page.setViewportSize({ width: 900, height: 900 });
  await pressSeat(page, plan, seats[0].seat);
  await expect(map(page).locator(`[data-mark="${seats[0].seat}"]`)).toBeVisible();
  await expect.poll(() => showsSeats(page, plan, seats.slice(1, 40)), 'there are seats on it').toBe(true);
});

test('a browser without transferable bitmaps shows the same map', async ({ page, request }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'OffscreenCanvas'));
  const event = await eventOnSale(request);
  const plan = await planOf(request, event);
  const seats = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await expect.poll(() => showsSeats(page, plan, seats.slice(1, 40))).toBe(true);
  await pressSeat(page, plan, seats[0].seat);
  await expect(map(page).locator(`[data-mark="${seats[0].seat}"]`)).toBeVisible();
});

/** The system colours as the browser computes them, and the pixel colours of the map, most frequent first. */
async function coloursOf(page: Page): Promise<{ canvas: string; text: string; drawn: string[] }> {
  return picture(page).evaluate((box) => {
    const colour = (name: string) => {
      box.style.color = name;
      const [red, green, blue] = getComputedStyle(box).color.match(/[\d.]+/g)!.map(Number);
      box.style.removeProperty('color');
      return `${red},${green},${blue}`;
    };
    const sheets = [...box.querySelectorAll<HTMLCanvasElement>('.seat-map__sheet')];
    const sheet = sheets.find((sheet) => sheet.style.visibility === 'visible')!;
    const copy = Object.assign(document.createElement('canvas'), { width: sheet.width, height: sheet.height });
    const ink = copy.getContext('2d')!;
    ink.drawImage(sheet, 0, 0);
    const { data } = ink.getImageData(0, 0, sheet.width, sheet.height);
    const counts = new Map<string, number>();
    for (let at = 0; at < data.length; at += 4) {
      // Skip soft edges, which mix colours.
      if (data[at + 3]! < 255) continue;
      const key = `${data[at]},${data[at + 1]},${data[at + 2]}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const drawn = [...counts].sort((one, other) => other[1] - one[1]).map(([key]) => key);
    return { canvas: colour('Canvas'), text: colour('CanvasText'), drawn };
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`with forced colours, the map uses system colours in the ${colorScheme} scheme`, async ({ page, request }) => {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    await enterHall(page, await largeEventOnSale(request));
    await expect(map(page)).toHaveAttribute('data-zoom', 'far');
    await atRest(page);
    const { canvas, text, drawn } = await coloursOf(page);
    expect(drawn[0], 'sections have the background colour').toBe(canvas);
    expect(drawn.slice(0, 30), 'names have the text colour').toContain(text);
  });
}

test('an open map is redrawn when the visitor turns on forced colours', async ({ page, request }) => {
  await enterHall(page, await largeEventOnSale(request));
  await atRest(page);
  await page.emulateMedia({ forcedColors: 'active' });
  await expect.poll(async () => {
    await atRest(page);
    const { canvas, drawn } = await coloursOf(page);
    return drawn[0] === canvas;
  }).toBe(true);
});

test('the marker of a chosen seat lies above the focus ring of its neighbour', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const plan = await planOf(request, event);
  const seats = freeInTheMiddle(plan, await seatsOf(request, event.id));
  await enterHall(page, event);
  await pressSeat(page, plan, seats[0].seat);
  const [mark, focus] = [map(page).locator('.seat-map__mark'), map(page).locator('.seat-map__focus')];
  await expect(mark).toBeVisible();
  const layer = (marker: typeof mark) => marker.evaluate((element) => Number(getComputedStyle(element).zIndex) || 0);
  expect(await layer(mark)).toBeGreaterThan(await layer(focus));
});
