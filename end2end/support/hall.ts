// The hall on the screen: finding seats, choosing them, seeing what they become.

import { expect, selectors, type Locator, type Page } from '@playwright/test';
import { CARD, type EventSummary, type Seat } from './api.ts';

/** Finds a seat on the list by its number. Where its section or its row is folded, unfolds it as anybody would, and is asked again. */
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

/** A seat of the hall, by its number. */
export const seat = (page: Page, number: number): Locator => page.locator(`seat=${number}`);

export const connection = (page: Page): Locator => page.getByTestId('connection');

/** Opens the event and waits until its plan is drawn and live. */
export async function enterHall(page: Page, event: EventSummary): Promise<void> {
  await page.goto(`/events/${event.slug}`);
  await expect(page.getByTestId('seat-map')).toHaveAttribute('data-ready', 'true');
  await expect(connection(page)).toHaveAttribute('data-state', 'live');
}

/** Turns to the list of sections, rows and seats. */
export async function fromList(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose from a list' }).click();
  await expect(page.locator('.hall-body')).toHaveAttribute('data-way', 'list');
}

/** Chooses seats from the list, with the mouse. */
export async function choose(page: Page, seats: Seat[]): Promise<void> {
  await fromList(page);
  for (const { seat: number } of seats) {
    await seat(page, number).click();
    await expect(seat(page, number)).toHaveAttribute('data-status', 'yours');
  }
}

/** Waits until what goes on by itself on the page is alive. */
export async function alive(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-alive', '');
}

/** Presses the one button of the basket and comes to the checkout. Returns the number of the booking. */
export async function holdChosen(page: Page): Promise<string> {
  await page.getByTestId('hold-button').click();
  await page.waitForURL('**/checkout/*');
  await expect(page.getByTestId('pay-button')).toBeVisible();
  return bookingId(page);
}

/** The number of the booking in the address. */
export function bookingId(page: Page): string {
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

export async function payWith(page: Page, card: string): Promise<void> {
  if (await page.evaluate(() => matchMedia('(scripting: enabled)').matches)) await alive(page);
  await page.getByLabel('Card number').fill(card);
  await page.getByTestId('pay-button').click();
}

/** Pays with a good card and comes to the tickets. */
export async function payAndSeeTickets(page: Page, count: number): Promise<void> {
  await payWith(page, CARD.accepted);
  await page.waitForURL(/\/bookings\/[^/?]+$/);
  await expect(page.getByTestId('ticket')).toHaveCount(count);
}

/** The moment at which all these seats have come to this status on the page, by the machine's clock. Ask before it happens. */
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

/** Uses the search, upon which it comes alive. */
export async function bringAlive(page: Page): Promise<void> {
  await page.getByRole('searchbox').focus();
  await alive(page);
}

/** Leaves a mark on the page that a reload would wipe away. */
export async function mark(page: Page): Promise<void> {
  await page.evaluate(() => void Object.assign(window, { stillTheSamePage: true }));
}

export async function expectNotReloaded(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'stillTheSamePage' in window), 'the page was not loaded again').toBe(true);
}

/** Nothing sticks out to the side. */
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

/** Wherever on the page one is: while some of the map can be seen (or of the list), so can the sign that says how its stream stands. */
export async function expectSignBesideMap(page: Page, seats = page.locator('.seat-map__box')): Promise<void> {
  const sign = connection(page);
  for (const share of [0, 0.25, 0.5, 0.75]) {
    await seats.evaluate((box, share) => {
      const { top, height } = box.getBoundingClientRect();
      window.scrollBy({ top: top + height * share, behavior: 'instant' });
    }, share);
    await expect(seats).toBeInViewport();
    await expect(sign, `with ${share} of the seats scrolled away`).toBeInViewport({ ratio: 1 });
    const covered = await sign.evaluate((sign) => {
      const { left, top, width, height } = sign.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2)?.closest('[data-testid="connection"]') !== sign;
    });
    expect(covered, 'nothing lies over it').toBe(false);
  }
}

/** Puts a page behind another one, or before it again. Pages of a browser without a screen are all in sight, whatever lies above them. */
export async function putAside(page: Page, aside: boolean): Promise<void> {
  await page.evaluate((aside) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => aside });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, aside);
}
