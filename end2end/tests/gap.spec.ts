// A lost frame: the next one reveals the gap, and a snapshot corrects the map.

import { eventOnSale, freeSeats, holdSeats, release } from '../support/api.ts';
import { connection, enterHall, expectNotReloaded, mark, seat } from '../support/hall.ts';
import { FrameThief } from '../support/frame-thief.ts';
import { expect, test as base } from '../support/test.ts';

const test = base.extend<{ thief: FrameThief }>({
  thief: async ({}, use) => {
    const thief = await FrameThief.before(process.env.BASE_URL!);
    await use(thief);
    await thief.stop();
  },
  baseURL: async ({ thief }, use) => use(thief.address),
});

test('a gap in the versions leads to a snapshot that corrects every seat', async ({ page, thief, newBuyer }) => {
  const event = await eventOnSale(page.request);
  const [lost, next] = await freeSeats(page.request, event.id, 2);
  await enterHall(page, event);
  await mark(page);
  const other = await newBuyer();

  thief.stealNext();
  const first = await holdSeats(other.request, event.id, [lost!.seat]);
  await expect.poll(() => thief.stolen).toBe(1);

  const reopened = page.waitForRequest((asked) => asked.url().endsWith(`/events/${event.id}/seats/live`));
  const second = await holdSeats(other.request, event.id, [next!.seat]);
  await reopened;
  for (const { seat: number } of [lost!, next!]) await expect(seat(page, number)).toHaveAttribute('data-status', 'held');
  await expect(connection(page)).toHaveAttribute('data-state', 'live');

  // Later frames apply to the snapshot.
  await release(other.request, first);
  await release(other.request, second);
  for (const { seat: number } of [lost!, next!]) await expect(seat(page, number)).toHaveAttribute('data-status', 'available');
  await expectNotReloaded(page);
});
