// The hall of an event page: finds seats, chooses them, and reads their status.

import { expect, selectors, test, type Locator, type Page } from '@playwright/test';
import { windowOf } from '../browsers/chromium.ts';
import * as circumstances from '../browsers/circumstances.ts';
import * as steps from '../browsers/steps.ts';
import type { EventSummary, Seat } from './api.ts';

/** Finds a seat in the list by its number. If its section or row is folded, unfolds it, as a buyer would; Playwright then retries. */
await selectors.register('seat', () => {
  const find = (root: ParentNode, number: string): Element | null => {
    const list = root.querySelector('[data-testid="seat-list"]');
    const seat = list?.querySelector(`[data-testid="seat"][data-seat="${number}"]`);
    if (seat) return seat;
    for (const heading of list?.querySelectorAll<HTMLElement>('[data-range][aria-expanded="false"]') ?? []) {
      const [first, last] = heading.dataset.range!.split('-').map(Number);
      if (first! <= Number(number) && Number(number) <= last!) heading.click();
    }
    return null;
  };
  return {
    query: find,
    queryAll: (root: ParentNode, number: string) => [find(root, number)].filter((seat) => seat !== null),
  };
});

/** A seat of the hall by its number. */
export const seat = (page: Page, number: number): Locator => page.locator(`seat=${number}`);

export const connection = (page: Page): Locator => page.getByTestId('connection');

/** Opens the event and waits until its map is drawn and live. */
export const enterHall = (page: Page, event: EventSummary): Promise<void> => steps.enterHall(windowOf(page), event);

/** Switches to the list of sections, rows and seats. */
export const fromList = (page: Page): Promise<void> => steps.turnToList(windowOf(page));

/** Chooses seats from the list, with the mouse. */
export const choose = (page: Page, seats: Seat[]): Promise<void> => steps.chooseFromList(windowOf(page), seats);

/** Waits until the islands that start by themselves are hydrated. */
export const alive = (page: Page): Promise<void> => steps.alive(windowOf(page));

/** Presses the button of the basket and waits for the checkout. Returns the identifier of the booking. */
export async function holdChosen(page: Page): Promise<string> {
  await steps.holdChosen(windowOf(page));
  return bookingId(page);
}

/** The booking's identifier, from the address. */
export function bookingId(page: Page): string {
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

export const payWith = (page: Page, card: string): Promise<void> => steps.payWith(windowOf(page), card);

/** Pays with a valid card and waits for the tickets. */
export const payAndSeeTickets = (page: Page, count: number): Promise<void> => steps.payAndSeeTickets(windowOf(page), count);

/** The time at which all these seats get this status on the page, by the machine's clock. Call it before the change. */
export async function momentOf(page: Page, seats: Seat[], status: string): Promise<number> {
  await Promise.all(seats.map(({ seat: number }) => expect(seat(page, number)).toBeAttached()));
  return page.evaluate(
    ([numbers, status]) =>
      new Promise<number>((resolve) => {
        const elements = numbers.map((number) => document.querySelector(`[data-testid="seat-list"] [data-seat="${number}"]`)!);
        const look = () => {
          if (elements.every((element) => element.getAttribute('data-status') === status)) {
            observer.disconnect();
            resolve(Date.now());
          }
        };
        const observer = new MutationObserver(look);
        for (const element of elements) observer.observe(element, { attributes: true });
        look();
      }),
    [seats.map((seat) => seat.seat), status] as const,
  );
}

/** Hydrates the search by using it. */
export async function bringAlive(page: Page): Promise<void> {
  await page.getByRole('searchbox').focus();
  await alive(page);
}

/** Marks the page. A reload would remove the mark. */
export async function mark(page: Page): Promise<void> {
  await page.evaluate(() => void Object.assign(window, { stillTheSamePage: true }));
}

export async function expectNotReloaded(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'stillTheSamePage' in window), 'the page was not reloaded').toBe(true);
}

/** Checks that the page has no horizontal overflow. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const { wide, room, culprits } = await page.evaluate(() => {
    const root = document.documentElement;
    const room = root.clientWidth;
    const culprits = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > room + 1)
      .slice(0, 5)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
    return { wide: root.scrollWidth, room, culprits };
  });
  expect(wide, `nothing is wider than the page (${culprits.join(', ')})`).toBeLessThanOrEqual(room);
}

/** Checks that, while a part of the map (or of the list) is visible, the status of its live stream is visible too. */
export async function expectSignBesideMap(page: Page, seats = page.locator('.seat-map__box')): Promise<void> {
  const sign = connection(page);
  for (const share of [0, 0.25, 0.5, 0.75]) {
    await seats.evaluate((box, share) => {
      const { top, height } = box.getBoundingClientRect();
      window.scrollBy({ top: top + height * share, behavior: 'instant' });
    }, share);
    await expect(seats).toBeInViewport();
    await expect(sign, `the status, with ${share} of the seats scrolled away`).toBeInViewport({ ratio: 1 });
    const covered = await sign.evaluate((sign) => {
      const { left, top, width, height } = sign.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2)?.closest('[data-testid="connection"]') !== sign;
    });
    expect(covered, 'nothing covers the status').toBe(false);
  }
}

/** Sets the cookie with the result of a form: the next load of this page shows the problem once. */
export async function comeBackWith(page: Page, path: string, problem: string): Promise<void> {
  const { hostname } = new URL(test.info().project.use.baseURL!);
  await page.context().addCookies([{ name: 'frontrow_told', value: `${path}?problem=${problem}`, domain: hostname, path }]);
}

/** Simulates that a page goes behind another one, or comes to the front again. In a headless browser, all pages count as visible. */
export const putAside = (page: Page, aside: boolean): Promise<void> => circumstances.putAside(windowOf(page), aside);
