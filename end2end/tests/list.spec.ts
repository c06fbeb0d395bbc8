// The hall as a list: its content, its accessibility, and parity with the map.

import type { Page } from '@playwright/test';
import { eventOnSale, holdSeats, largeEventOnSale, release, seatsOf, CARD } from '../support/api.ts';
import { axe } from '../support/axe.ts';
import { enterHall, fromList, holdChosen, mark, expectNotReloaded, seat } from '../support/hall.ts';
import { planOf } from '../support/map.ts';
import { importEvent } from '../support/program.ts';
import { expect, test } from '../support/test.ts';

/** The list, by its role and name. */
const list = (page: Page) => page.getByRole('group', { name: 'Seats by section and row' });

test('a buyer gets two tickets with only the roles and names of the accessibility tree', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await enterHall(page, event);
  await page.getByRole('button', { name: 'Choose from a list' }).click();
  const folded = { expanded: false, name: /\d free, (from )?\D*\d/ };
  if (await list(page).getByRole('button', { name: /^Row/ }).count() === 0) {
    await list(page).getByRole('button', folded).first().click();
  }
  await list(page).getByRole('button', { expanded: false, name: /^(Row .*|Seats) ([2-9]|\d\d+) free/ }).first().click();
  const row = list(page).getByRole('listbox').first();
  const free = row.getByRole('option', { selected: false, name: /, seat\s.+, .*\d.*, available$/ });
  await free.first().click();
  await expect(row.getByRole('option', { selected: true, name: /, chosen by you$/ })).toHaveCount(1);
  await free.first().click();
  await expect(row.getByRole('option', { selected: true })).toHaveCount(2);
  await page.getByRole('button', { name: /^Hold 2 seats/ }).click();
  await page.getByRole('textbox', { name: 'Card number' }).fill(CARD.accepted);
  await page.getByRole('button', { name: /^Pay \D{0,3}\d/ }).click();
  await page.waitForURL(/\/bookings\/[^/?]+$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByTestId('ticket')).toHaveCount(2);
});

test('a screen reader finds sections, rows, seats and their states in the list', async ({ page, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  const seats = await seatsOf(request, event.id);
  await holdSeats(request, event.id, [seats[1]!.seat]);
  await enterHall(page, event);
  await fromList(page);
  await expect(list(page)).toMatchAriaSnapshot(`
    - group "Seats by section and row":
      - heading "Seats by section and row" [level=3]
      - paragraph: Use the arrow keys to move between seats, Enter to select or deselect, Escape to go back to the section. Page Up and Page Down go from section to section. Type a number or a name to go there. Ctrl and Enter go to the basket.
      - list:
        - listitem:
          - button /Stalls 39 free, €15/ [expanded]
          - list:
            - listitem:
              - button "Row 1 9 free, €15"
            - listitem:
              - button "Row 2 10 free, €15"
            - listitem:
              - button "Row 3 10 free, €15"
            - listitem:
              - button "Row 4 10 free, €15"
  `);
  await seat(page, seats[0]!.seat).click();
  await expect(list(page).getByRole('listbox')).toMatchAriaSnapshot(`
    - listbox /Stalls, row 1/:
      - option /Stalls, row\\s1, seat\\s1, €15, chosen by you/ [selected]
      - option /Stalls, row\\s1, seat\\s2, €15, held by someone/ [disabled]
      - option /Stalls, row\\s1, seat\\s3, €15, available/
      - option /Stalls, row\\s1, seat\\s4, €15, available/
  `);
});

test('each section describes its view of the stage', async ({ page, request }) => {
  await enterHall(page, await eventOnSale(request));
  await fromList(page);
  const views = list(page).locator('.seat-list-section:visible .seat-list-view');
  expect(await views.count()).toBeGreaterThan(0);
  const words = /^((facing the stage|at an angle to the stage|side view of the stage|behind the stage), )?(close|at medium distance|far away)$/;
  for (const view of await views.allInnerTexts()) expect(view).toMatch(words);
});

test('the list has every section of a large hall', async ({ page, request }) => {
  const event = await largeEventOnSale(request);
  const { sections } = await planOf(request, event);
  await enterHall(page, event);
  await fromList(page);
  await expect(list(page).locator('.seat-list-section')).toHaveCount(sections.length);
});

test('Find together compares up to three groups of seats, and one tap chooses another group', async ({ page, request }) => {
  await enterHall(page, await eventOnSale(request));
  const compare = page.getByTestId('compare');
  await expect(compare).toBeHidden();
  await page.getByRole('button', { name: 'Find 2 seats together' }).click();
  await expect(compare).toBeVisible();
  const columns = compare.getByRole('columnheader');
  expect([2, 3]).toContain(await columns.count());
  for (const name of ['Price', 'Distance', 'View', 'Restricted view']) {
    await expect(compare.getByRole('rowheader', { name, exact: true })).toBeVisible();
  }
  await expect(compare.getByRole('button', { pressed: true })).toHaveCount(1);

  const another = compare.getByRole('button', { name: /^Choose these: / }).first();
  const place = (await another.getAttribute('aria-label'))!.replace('Choose these: ', '');
  await another.click();
  await expect(compare.getByRole('button', { pressed: true })).toHaveAccessibleName(`Chosen: ${place}`);
  await expect(page.getByTestId('hold-button')).toContainText('Hold 2 seats');
  await expect(page.getByTestId('seat-list').locator('[data-testid="seat"][data-status="yours"]')).toHaveCount(2);
});

test('the open list has no accessibility violations', async ({ page, request }) => {
  await enterHall(page, await eventOnSale(request));
  await fromList(page);
  const folded = list(page).locator('[aria-expanded="false"]');
  if (await list(page).getByRole('button', { name: /^Row/ }).count() === 0) await folded.first().click();
  await list(page).getByRole('button', { name: /^(Row .*|Seats) \d+ free/ }).first().click();
  await list(page).getByRole('option', { name: /available$/ }).first().click();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe(page).include('.hall').withTags(tags).analyze();
    const said = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ target }) => target).join(' | ')}`);
    expect(said, colorScheme).toEqual([]);
  }
});

test('the list of a stadium contains only open rows, so it is no heavier than a theatre', async ({ page, request }) => {
  await enterHall(page, await largeEventOnSale(request));
  await fromList(page);
  expect(await list(page).locator('*').count()).toBeLessThan(1500);
  await expect(list(page).getByRole('option')).toHaveCount(0);
  await list(page).getByRole('button', { name: /\d free/ }).first().click();
  await list(page).getByRole('button', { name: /^Row .* \d+ free/ }).first().click();
  await expect(list(page).getByRole('listbox')).toHaveCount(1);
  await list(page).getByRole('button', { expanded: true }).first().click();
  await expect(list(page).getByRole('option')).toHaveCount(0);
});

test('seats change in place under the focus, and the counts with them', async ({ page, newBuyer, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  const seats = await seatsOf(request, event.id);
  await enterHall(page, event);
  await fromList(page);
  await mark(page);
  const row = list(page).getByRole('button', { name: /^Row 2 / });
  await expect(row).toHaveAccessibleName('Row 2 10 free, €15');
  await seat(page, seats[12]!.seat).focus();
  const other = await newBuyer();
  const booking = await holdSeats(other.request, event.id, [seats[12]!.seat, seats[13]!.seat]);
  await expect(seat(page, seats[12]!.seat)).toHaveAccessibleName(/, held by someone$/);
  await expect(seat(page, seats[12]!.seat)).toBeFocused();
  await expect(row).toHaveAccessibleName('Row 2 8 free, €15');
  await release(other.request, booking);
  await expect(seat(page, seats[12]!.seat)).toHaveAccessibleName(/, available$/);
  await expect(row).toHaveAccessibleName('Row 2 10 free, €15');
  await expectNotReloaded(page);
});

test('a filter by price or by wheelchair places hides the other seats', async ({ page, request }) => {
  await enterHall(page, await eventOnSale(request));
  await fromList(page);
  const lines = list(page).locator('.seat-list-section:visible, .seat-list-area:visible');
  const all = await lines.count();
  const prices = page.getByTestId('price-legend');
  const cheapest = prices.locator('.price-level:not(.price-level--special)').last();
  await cheapest.click();
  await expect(cheapest.getByRole('checkbox')).toBeChecked();
  const price = (await cheapest.locator('.price-level-price').innerText()).trim();
  const headings = list(page).getByRole('button', { name: /\d free/ });
  for (const name of await headings.allInnerTexts()) expect(name).toContain(price);
  await cheapest.click();
  await expect(lines).toHaveCount(all);

  await page.getByTestId('accessible-filter').click();
  await headings.first().click();
  await list(page).getByRole('button', { name: /^(Row .*|Seats) \d+ free/ }).first().click();
  for (const option of await list(page).getByRole('option').all()) {
    await expect(option).toHaveAccessibleName(/wheelchair place|for a companion/);
  }
});

test('one tap proposes three seats together without a hold, and the next tap proposes others', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await enterHall(page, event);
  const three = page.getByRole('button', { name: 'Find 3 seats together' });
  const yours = page.getByTestId('seat-list').locator('[data-testid="seat"][data-status="yours"]');
  const places = new Set<string>();
  for (let tap = 0; tap < 6; tap++) {
    await three.click();
    await expect(page.getByTestId('told')).toContainText('not held yet. Press 3 again for other seats.');
    await expect(page.getByTestId('hold-button')).toContainText('Hold 3 seats');
    await expect(yours).toHaveCount(3);
    const numbers = await yours.evaluateAll((seats) => seats.map((seat) => Number(seat.getAttribute('data-seat'))).sort((a, b) => a - b));
    expect([numbers[1]! - numbers[0]!, numbers[2]! - numbers[1]!], 'side by side').toEqual([1, 1]);
    const now = await seatsOf(request, event.id);
    expect(numbers.map((number) => now[number]!.status), 'nothing is held until the hold button is pressed').toEqual(Array(3).fill('available'));
    places.add(numbers.join());
  }
  expect(places.size, 'different taps propose different seats').toBeGreaterThan(1);
  await holdChosen(page);
});

test('a choice that leaves a single seat is explained, and one tap corrects it', async ({ page, request }) => {
  const event = await importEvent(request, { hold_seconds: 300, avoid_single_seats: true });
  const seats = await seatsOf(request, event.id);
  await enterHall(page, event);
  await fromList(page);
  for (const { seat: number } of seats.slice(1, 3)) await seat(page, number).click();
  await expect(page.getByTestId('told'), 'no warning while the buyer is still choosing').toHaveCount(0);
  await page.getByTestId('hold-button').click();
  await expect(page.getByTestId('told')).toContainText('That would leave seat 1 alone, where hardly anybody wants to sit. Move one along?');
  await page.getByRole('button', { name: 'Move one along' }).click();
  await expect(seat(page, seats[0]!.seat)).toHaveAttribute('data-status', 'yours');
  await expect(seat(page, seats[2]!.seat)).toHaveAttribute('data-status', 'available');
  await holdChosen(page);
});

test('the box office applies the single-seat rule with its own data', async ({ page, newBuyer, request, watchman }) => {
  watchman.allow(/status of 422/);
  const event = await importEvent(request, { hold_seconds: 300, avoid_single_seats: true });
  const seats = await seatsOf(request, event.id);
  await enterHall(page, event);
  await fromList(page);
  // These two seats must not be next to those that another buyer takes during the request.
  for (const { seat: number } of seats.slice(3, 5)) await seat(page, number).click();
  const other = await newBuyer();
  await page.route('**/api/fn/hold', async (route) => {
    await holdSeats(other.request, event.id, [seats[0]!.seat, seats[1]!.seat]);
    await route.continue();
  }, { times: 1 });
  await page.getByTestId('hold-button').click();
  await expect(page.getByTestId('told')).toContainText('That would leave seat 3 alone');
  await page.getByTestId('take-offer').click();
  await holdChosen(page);
});
