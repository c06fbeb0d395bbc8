// A long drag: new parts of the map appear in tiles beside the viewport tile, and they are live.

import { holdSeats, largeEventOnSale, seatsOf } from '../support/api.ts';
import { bare, changed, dragLeft, letGo, light, tiles } from '../support/dragging.ts';
import { enterHall } from '../support/hall.ts';
import { atRest, centresOf, freeInTheMiddle, map, planOf, picture, pressSeat, view } from '../support/map.ts';
import { expect, test } from '../support/test.ts';

test('during a long drag, the map has no holes, shows changes, and looks the same at rest', async ({ page, newBuyer, request }) => {
  const event = await largeEventOnSale(request);
  const plan = await planOf(request, event);
  const seats = await seatsOf(request, event.id);
  const free = freeInTheMiddle(plan, seats);
  await enterHall(page, event);
  await picture(page).scrollIntoViewIfNeeded();
  await pressSeat(page, plan, free[0].seat);
  await expect(map(page)).toHaveAttribute('data-zoom', /middle|near/);
  const [left, top, scale] = await view(page);

  const far = 840;
  await dragLeft(page, far);
  expect(await tiles(page), 'tiles surround the viewport tile').toBeGreaterThan(0);
  await expect.poll(() => bare(page), 'no part of the map is blank').toBe(0);

  // A seat that the drag brought into view, far from the first tiles. Its neighbours are available, so that holding it leaves no single
  // seat.
  const isFree = new Set(free.map(({ seat }) => seat));
  const centres = centresOf(plan);
  const { width, height } = (await picture(page).boundingBox())!;
  const at = (seat: number) => ({ x: (centres[seat].x - left) * scale - far, y: (centres[seat].y - top) * scale });
  const there = free.find(({ seat }) => {
    const { x, y } = at(seat);
    return [-2, -1, 1, 2].every((step) => isFree.has(seat + step)) && x > width * 0.5 && x < width * 0.8 && y > height * 0.1 && y < height * 0.9;
  })!;
  const before = await light(page, at(there.seat));
  const buyer = await newBuyer();
  await holdSeats(buyer.request, event.id, [there.seat]);
  await expect.poll(() => light(page, at(there.seat)), 'the held seat becomes a ring during the drag').toBeLessThan(before - 150);

  await letGo(page);
  await atRest(page);
  await expect.poll(() => tiles(page), 'only the viewport tile is left').toBe(0);
  expect(await view(page)).toEqual([expect.closeTo(left + far / scale, 1), expect.closeTo(top, 1), expect.closeTo(scale, 5)]);
  expect(await changed(page), 'the map at rest looks as it did at the release').toBeLessThan(200);
});
