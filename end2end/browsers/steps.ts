// The steps of a journey, in any browser. support/hall.ts wraps them for the specs that only Playwright runs.

import { expect } from '@playwright/test';
import { CARD, type EventSummary, type Seat } from '../support/api.ts';
import { centresOf, type Plan } from '../support/map.ts';
import type { At, BrowserWindow } from './window.ts';

/** How long a step waits for its result, in ms. */
const PATIENCE = 20_000;

const MAP = '[data-testid="seat-map"]';

/** Waits until `look` returns the wanted value. `look` may fail while a page loads. */
export async function until<T extends string | number | boolean | null>(what: string, look: () => Promise<T>, wanted: T): Promise<void> {
  await expect(async () => expect<unknown>(await look(), what).toBe(wanted)).toPass({ timeout: PATIENCE, intervals: [100] });
}

/** An attribute of an element. */
export const attribute = (window: BrowserWindow, selector: string, name: string): Promise<string | null> =>
  window.evaluate(([selector, name]) => document.querySelector(selector)?.getAttribute(name) ?? null, [selector, name] as const);

/** Waits until an element has this attribute. */
export const untilAttribute = (window: BrowserWindow, selector: string, name: string, value: string): Promise<void> =>
  until(`${name} of ${selector}`, () => attribute(window, selector, name), value);

/** Waits until there are this many of these elements. */
export const untilCount = (window: BrowserWindow, selector: string, count: number): Promise<void> =>
  until(selector, () => window.evaluate((selector) => document.querySelectorAll(selector).length, selector), count);

/** Waits until this is the first segment of the address: `checkout`, `bookings`. */
export const untilAddress = (window: BrowserWindow, segment: string): Promise<void> =>
  until('the address', async () => (await window.evaluate(() => location.pathname, null)).split('/')[1], segment);

/** The text of an element, with collapsed white space; empty if the element does not exist. */
export const textOf = (window: BrowserWindow, selector: string): Promise<string> =>
  window.evaluate((selector) => document.querySelector(selector)?.textContent?.replace(/\s+/g, ' ').trim() ?? '', selector);

/** Waits until an element has this text. */
export const untilText = (window: BrowserWindow, selector: string, text: string | RegExp): Promise<void> =>
  expect(async () => expect(await textOf(window, selector), selector).toMatch(text)).toPass({ timeout: PATIENCE, intervals: [100] });

/** Waits until a link with these words leads to `path`. */
export const untilLink = (window: BrowserWindow, words: string, path: string): Promise<void> =>
  until(
    `the link ${words}`,
    () => window.evaluate((words) => [...document.links].find((link) => link.textContent?.includes(words))?.getAttribute('href') ?? null, words),
    path,
  );

/** Waits until there is at least one of these elements. */
export const untilThere = (window: BrowserWindow, selector: string): Promise<void> =>
  until(`whether there is ${selector}`, () => window.evaluate((selector) => !!document.querySelector(selector), selector), true);

/** Waits until an element is not rendered, or does not exist. */
export const untilHidden = (window: BrowserWindow, selector: string): Promise<void> =>
  until(`whether ${selector} is shown`, () => window.evaluate((selector) => !!document.querySelector(selector)?.getClientRects().length, selector), false);

/** Opens the event and waits until its map is drawn and live. `at` is the address of a go-between; by default the shop's. */
export async function enterHall(window: BrowserWindow, event: EventSummary, at = ''): Promise<void> {
  await window.open(`${at}/events/${event.slug}`);
  await untilAttribute(window, MAP, 'data-ready', 'true');
  await untilAttribute(window, '[data-testid="connection"]', 'data-state', 'live');
}

/** Switches to the list of sections, rows and seats. */
export async function turnToList(window: BrowserWindow): Promise<void> {
  await window.click('.view-switch [data-testid="list"]');
  await untilAttribute(window, '.hall-body', 'data-way', 'list');
}

/** The status of a seat in the list. If its section or row is folded, unfolds it and returns null; the caller then repeats. Runs in the page. */
function statusOnList(number: number): string | null {
  const list = document.querySelector('[data-testid="seat-list"]');
  const seat = list?.querySelector(`[data-testid="seat"][data-seat="${number}"]`);
  if (seat) return seat.getAttribute('data-status');
  for (const heading of list?.querySelectorAll<HTMLElement>('[data-range][aria-expanded="false"]') ?? []) {
    const [first, last] = heading.dataset.range!.split('-').map(Number);
    if (first! <= number && number <= last!) heading.click();
  }
  return null;
}

/** Waits until the list shows these seats with this status. */
export async function untilStatus(window: BrowserWindow, seats: Seat[], status: string): Promise<void> {
  for (const { seat } of seats) await until(`seat ${seat}`, () => window.evaluate(statusOnList, seat), status);
}

/** Clicks a seat of the list. */
export const clickSeat = (window: BrowserWindow, { seat }: Seat): Promise<void> =>
  window.click(`[data-testid="seat-list"] [data-testid="seat"][data-seat="${seat}"]`);

/** Chooses seats from the list. */
export async function chooseFromList(window: BrowserWindow, seats: Seat[]): Promise<void> {
  await turnToList(window);
  for (const seat of seats) {
    await untilStatus(window, [seat], 'available');
    await clickSeat(window, seat);
    await untilStatus(window, [seat], 'yours');
  }
}

/** Scrolls the map into view, so that nothing covers it. Returns the position of a seat in the window. */
export async function placeOnMap(window: BrowserWindow, plan: Plan, seat: number): Promise<At> {
  await window.evaluate(() => document.querySelector('.seat-map__box')!.scrollIntoView({ block: 'nearest', behavior: 'instant' }), null);
  await untilAttribute(window, MAP, 'data-still', '');
  const corner = await window.evaluate(() => document.querySelector('.seat-map__box')!.getBoundingClientRect().toJSON() as DOMRect, null);
  const [left, upper, scale] = (await attribute(window, MAP, 'data-view'))!.split(' ').map(Number);
  const { x, y } = centresOf(plan)[seat]!;
  return { x: corner.x + (x - left!) * scale!, y: corner.y + (y - upper!) * scale! };
}

/** Chooses seats on the map. */
export async function chooseOnMap(window: BrowserWindow, plan: Plan, seats: Seat[]): Promise<void> {
  for (const { seat } of seats) {
    await window.clickAt(await placeOnMap(window, plan, seat));
    await untilCount(window, `${MAP} [data-mark="${seat}"]`, 1);
  }
}

/** Presses the button of the basket and waits for the checkout. */
export async function holdChosen(window: BrowserWindow): Promise<void> {
  await window.click('[data-testid="hold-button"]');
  await untilAddress(window, 'checkout');
  await untilCount(window, '[data-testid="pay-button"]', 1);
}

/** Waits until the islands that start by themselves are hydrated. */
export const alive = (window: BrowserWindow): Promise<void> => untilAttribute(window, 'html', 'data-alive', '');

/** Enters the number of a card and pays. */
export async function payWith(window: BrowserWindow, card: string): Promise<void> {
  if (await window.evaluate(() => matchMedia('(scripting: enabled)').matches, null)) await alive(window);
  await window.fill('input[name="card"]', card);
  await window.click('[data-testid="pay-button"]');
}

/** Pays with a valid card and waits for the tickets. */
export async function payAndSeeTickets(window: BrowserWindow, count: number): Promise<void> {
  await payWith(window, CARD.accepted);
  await untilAddress(window, 'bookings');
  await untilCount(window, '[data-testid="ticket"]', count);
}
