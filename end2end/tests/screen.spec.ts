// The event page on each kind of screen: the hall comes first, nothing covers it, and the hold button stays visible.

import type { Locator, Page } from '@playwright/test';
import { eventOnSale, freeSeats, largeEventOnSale, type EventSummary } from '../support/api.ts';
import { choose, enterHall, expectNoSidewaysScrolling, fromList, seat } from '../support/hall.ts';
import { chooseNext, intoARow, tabToList } from '../support/keys.ts';
import { atRest, picture } from '../support/map.ts';
import { importEvent } from '../support/program.ts';
import { expect, test } from '../support/test.ts';

const PHONE = { width: 390, height: 844 };
const LANDSCAPE = { width: 844, height: 390 };
const LAPTOP = { width: 1366, height: 768 };
const DESKTOP = { width: 1440, height: 900 };

/** Checks a grid of points over the map: no other part of the page covers the map or its controls. */
async function expectNothingOverMap(page: Page): Promise<void> {
  const covers = await page.locator('.seat-map').evaluate((map) => {
    const { left, top, width, height } = map.getBoundingClientRect();
    const found = new Set<string>();
    for (let at = 0; at < 400; at++) {
      const [x, y] = [left + ((at % 20) + 0.5) * (width / 20), top + (Math.floor(at / 20) + 0.5) * (height / 20)];
      const there = document.elementFromPoint(x, y);
      if (!there || !map.contains(there)) found.add(there?.outerHTML.slice(0, 80) ?? 'the edge of the window');
    }
    return [...found];
  });
  expect(covers, 'nothing covers the map').toEqual([]);
}

/** Opens the event and checks that its hall is visible without scrolling. */
async function expectHallFirst(page: Page, event: EventSummary, leastHeight: number): Promise<void> {
  await enterHall(page, event);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
  await expect(picture(page)).toBeInViewport({ ratio: 0.99 });
  expect((await picture(page).boundingBox())!.height).toBeGreaterThan(leastHeight);
  await expectNothingOverMap(page);
  await expectNoSidewaysScrolling(page);
}

for (const [screen, viewport, leastHeight] of [
  ['a phone', PHONE, 380],
  ['a phone in landscape', LANDSCAPE, 150],
  ['a tablet', { width: 768, height: 1024 }, 500],
  ['a laptop', LAPTOP, 480],
  ['a desktop', DESKTOP, 600],
] as const) {
  test(`${screen} shows the whole hall without scrolling`, async ({ page, request }) => {
    await page.setViewportSize(viewport);
    await expectHallFirst(page, await eventOnSale(request), leastHeight);
  });
}

const holdButton = (page: Page): Locator => page.getByTestId('hold-button');

for (const [screen, viewport] of [['a laptop', LAPTOP], ['a desktop', DESKTOP]] as const) {
  test(`with ten chosen seats, ${screen} still shows the hold button and the whole map`, async ({ page, request }) => {
    await page.setViewportSize(viewport);
    await enterHall(page, await eventOnSale(request));
    await page.getByRole('button', { name: 'Find 10 seats together' }).click();
    await expect(holdButton(page)).toContainText('Hold 10 seats');
    await expect(page.getByTestId('basket').locator('.basket-line')).toHaveCount(10);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await expect(holdButton(page)).toBeInViewport({ ratio: 1 });
    await holdButton(page).click({ trial: true });
    await expectNothingOverMap(page);
  });
}

for (const [screen, viewport] of [['a phone', PHONE], ['a phone in landscape', LANDSCAPE]] as const) {
  test(`${screen} shows found seats together with the hold button`, async ({ page, request }) => {
    await page.setViewportSize(viewport);
    await enterHall(page, await largeEventOnSale(request));
    if (await page.getByTestId('basket-more').isVisible()) await page.getByTestId('basket-more').click();
    await page.getByRole('button', { name: 'Find 2 seats together' }).click();
    await expect(holdButton(page)).toContainText('Hold 2 seats');
    await expect(holdButton(page)).toBeInViewport({ ratio: 1 });
    await atRest(page);
    const marks = page.getByTestId('seat-map').locator('[data-mark]');
    await expect(marks).toHaveCount(2);
    for (const mark of await marks.all()) await expect(mark).toBeInViewport();
    await expectNothingOverMap(page);
  });
}

test('on a phone, four taps lead from the list of events to two held seats', async ({ page, request }) => {
  await page.setViewportSize(PHONE);
  const event = await eventOnSale(request);
  await page.goto(`/?q=${encodeURIComponent(event.title)}`);
  let taps = 0;
  const tap = async (what: Locator) => {
    await what.click();
    taps += 1;
  };
  await tap(page.locator(`a[href="/events/${event.slug}"]`).first());
  await expect(page.getByTestId('connection')).toHaveAttribute('data-state', 'live');
  await tap(page.getByTestId('basket-more'));
  await tap(page.getByRole('button', { name: 'Find 2 seats together' }));
  await tap(holdButton(page));
  await page.waitForURL('**/checkout/*');
  expect(taps).toBeLessThanOrEqual(4);
});

test('on a phone, the bar names the chosen seats, and opens and closes the sheet', async ({ page, request }) => {
  await page.setViewportSize(PHONE);
  const event = await importEvent(request, { hold_seconds: 300 });
  await enterHall(page, event);
  const bar = page.getByTestId('basket-more');
  const prices = page.getByTestId('price-legend');
  await expect(prices).toBeHidden();
  await bar.click();
  await expect(bar).toHaveAttribute('aria-expanded', 'true');
  await expect(prices).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(bar).toHaveAttribute('aria-expanded', 'false');
  await expect(prices).toBeHidden();
  const seats = await freeSeats(request, event.id, 2);
  await choose(page, seats);
  await expect(bar).toContainText('€30');
  await expect(bar).toContainText(`row ${seats[0]!.row}, seats ${seats[0]!.number} and ${seats[1]!.number}`);
  await expect(holdButton(page)).toBeInViewport({ ratio: 1 });
});

for (const [way, api] of [['with the browser’s full screen', true], ['as a layer in a browser without full screen', false]] as const) {
  test(`the hall fills the whole screen ${way}, and Escape ends that`, async ({ page, request }) => {
    if (!api) await page.addInitScript(() => Reflect.deleteProperty(Element.prototype, 'requestFullscreen'));
    await enterHall(page, await eventOnSale(request));
    const button = page.getByRole('button', { name: 'Full screen' });
    await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    const hall = page.locator('.hall');
    await expect
      .poll(() => hall.evaluate((hall) => {
        const { x, y, width, height } = hall.getBoundingClientRect();
        return x === 0 && y === 0 && width === window.innerWidth && height === window.innerHeight;
      }))
      .toBe(true);
    await expectNothingOverMap(page);
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press('Tab');
      const isOutside = await page.evaluate(() => document.activeElement !== document.body && !document.activeElement!.closest('.hall'));
      expect(isOutside, 'Tab stays in the hall').toBe(false);
    }
    await button.focus();
    await page.keyboard.press('Escape');
    await expect(button).toHaveAttribute('aria-pressed', 'false');
    await expect(button).toBeFocused();
    await expect(page.getByRole('banner')).toBeVisible();
    await expect.poll(() => page.evaluate(() => [document.fullscreenElement === null, document.querySelectorAll('[inert]:not(.seat-list)').length])).toEqual([true, 0]);
  });
}

test('two checked prices show the seats of both, and no checked price shows all', async ({ page, request }) => {
  const price = (amount: number) => ({ amount, currency: 'EUR' });
  const row = (name: string) => [{ section: 'Stalls', rows: [name] }];
  const levels = [
    { name: 'Front', color: '#f2c14e', price: price(5000), rows: row('1') },
    { name: 'Middle', color: '#4e9af2', price: price(3000), rows: row('2') },
    { name: 'Back', color: '#9af24e', price: price(2000) },
  ];
  await enterHall(page, await importEvent(request, { hold_seconds: 300, price_levels: levels }));
  await fromList(page);
  const rows = page.getByTestId('seat-list').getByRole('button', { name: /^Row/ });
  await expect(rows).toHaveCount(4);
  const prices = page.getByTestId('price-legend');
  await prices.getByRole('checkbox', { name: /^Front/ }).check();
  await expect(rows).toHaveText([/^Row 1/]);
  await prices.getByRole('checkbox', { name: /^Back/ }).check();
  await expect(rows).toHaveText([/^Row 1/, /^Row 3/, /^Row 4/]);
  await prices.getByRole('checkbox', { name: /^Front/ }).uncheck();
  await page.getByRole('button', { name: 'Find 2 seats together' }).click();
  await expect(holdButton(page)).toContainText('Hold 2 seats · €40');
  await prices.getByRole('checkbox', { name: /^Back/ }).uncheck();
  await expect(rows).toHaveCount(4);
});

test('from a chosen seat, a link or Ctrl+Enter moves the focus to the hold button', async ({ page, request }) => {
  await enterHall(page, await eventOnSale(request));
  await tabToList(page);
  await intoARow(page);
  await chooseNext(page, 'Enter');
  await page.keyboard.press('Tab');
  const link = page.getByRole('link', { name: 'Go to basket' }).first();
  await expect(link).toBeFocused();
  await expect(link).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await expect(holdButton(page)).toBeFocused();

  await page.locator('[data-testid="seat"][tabindex="0"]').focus();
  await page.keyboard.press('Control+Enter');
  await expect(holdButton(page)).toBeFocused();
  await expect(holdButton(page), 'the seat stays chosen').toContainText('Hold 1 seat');
});

test('after a search for seats together, a link to the basket follows the numbers', async ({ page, request }) => {
  await enterHall(page, await eventOnSale(request));
  await page.getByRole('button', { name: 'Find 2 seats together' }).press('Enter');
  await expect(holdButton(page)).toContainText('Hold 2 seats');
  await page.getByTestId('together').getByRole('button').last().press('Tab');
  await expect(page.locator('.hall-tools').getByRole('link', { name: 'Go to basket' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(holdButton(page)).toBeFocused();
});

test('at 400 % zoom the parts of the page follow one another', async ({ page, request }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  const event = await eventOnSale(request);
  await enterHall(page, event);
  await expectNoSidewaysScrolling(page);
  await expect(page.getByTestId('price-legend')).toBeVisible();
  const [chosen] = await freeSeats(request, event.id, 1);
  await choose(page, [chosen!]);
  await expect(seat(page, chosen!.seat)).toHaveAttribute('data-status', 'yours');
  await expectNoSidewaysScrolling(page);
  expect(await page.getByTestId('basket').evaluate((basket) => getComputedStyle(basket).position)).toBe('static');
});

for (const circumstances of [
  { colorScheme: 'dark' },
  { colorScheme: 'light', forcedColors: 'active' },
  { colorScheme: 'light', reducedMotion: 'reduce' },
] as const) {
  test(`the hall fills the screen with ${JSON.stringify(circumstances)}`, async ({ page, request }) => {
    await page.setViewportSize(PHONE);
    await page.emulateMedia(circumstances);
    await expectHallFirst(page, await eventOnSale(request), 380);
  });
}
