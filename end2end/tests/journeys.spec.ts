// From the hall to the tickets. Runs in Chromium, Firefox and WebKit.

import { chooseFromList, chooseOnMap, enterHall, holdChosen, payAndSeeTickets, payWith, turnToList, untilCount, untilStatus } from '../browsers/steps.ts';
import { expect, test } from '../browsers/test.ts';
import { CARD, eventOnSale, freeSeats, seatsOf } from '../support/api.ts';
import { freeInTheMiddle, planOf } from '../support/map.ts';

test('a buyer gets two tickets with the mouse on the map', async ({ newWindow, request }) => {
  const event = await eventOnSale(request);
  const plan = await planOf(request, event);
  const seats = freeInTheMiddle(plan, await seatsOf(request, event.id)).slice(0, 2);
  const window = await newWindow();
  await enterHall(window, event);
  await chooseOnMap(window, plan, seats);
  await holdChosen(window);
  await payAndSeeTickets(window, 2);
  const sold = (await seatsOf(request, event.id)).filter(({ seat }) => seats.some((wanted) => wanted.seat === seat));
  expect(sold.map(({ status }) => status)).toEqual(['sold', 'sold']);
});

test('a buyer gets two tickets from the list, after a declined card', async ({ newWindow, request, watchman }) => {
  watchman.allow(/status of 402/);
  const event = await eventOnSale(request);
  const window = await newWindow();
  await enterHall(window, event);
  await chooseFromList(window, await freeSeats(request, event.id, 2));
  await holdChosen(window);
  await payWith(window, CARD.declined);
  await untilCount(window, '[role="alert"]', 1);
  await payAndSeeTickets(window, 2);
});

test('a second window shows without a reload that the first one holds and buys seats', async ({ newWindow, request }) => {
  const event = await eventOnSale(request);
  const seats = await freeSeats(request, event.id, 2);
  const [buyer, other] = await Promise.all([newWindow(), newWindow()]);
  await Promise.all([enterHall(buyer, event), enterHall(other, event)]);
  await turnToList(other);
  await untilStatus(other, seats, 'available');
  await other.evaluate(() => void Object.assign(window, { stillTheSamePage: true }), null);
  await chooseFromList(buyer, seats);
  await untilStatus(other, seats, 'available');
  await holdChosen(buyer);
  await untilStatus(other, seats, 'held');
  await payAndSeeTickets(buyer, 2);
  await untilStatus(other, seats, 'sold');
  expect(await other.evaluate(() => 'stillTheSamePage' in window, null), 'the page was not reloaded').toBe(true);
});
