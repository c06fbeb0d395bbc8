// The picture of the hall, for who sees it: seats are pressed where the plan has them, and one looks around without getting lost.

import type { APIRequestContext, Page } from '@playwright/test';
import { eventOnSale, largeEventOnSale, seatsOf, type EventSummary } from '../support/api.ts';
import { enterHall } from '../support/hall.ts';
import { atRest, freeInTheMiddle, map, picture, pixelOf, pressSeat, view } from '../support/map.ts';
import { expect, test } from '../support/test.ts';

async function planOf(request: APIRequestContext, event: EventSummary) {
  const { venue } = await (await request.get(`/api/v1/events/${event.id}`)).json();
  return (await request.get(venue.seating_plan_url)).json();
}

/** Turns the wheel over the middle of the picture, with a key or without. */
async function turnWheel(page: Page, by: number, key?: 'Control') {
  const { x, y, width, height } = (await picture(page).boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  if (key) await page.keyboard.down(key);
  await page.mouse.wheel(0, by);
  if (key) await page.keyboard.up(key);
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
