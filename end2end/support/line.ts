// The line before an event: opening it, joining it, and coming in.

import { expect, type APIRequestContext, type Page } from '@playwright/test';
import type { EventSummary } from './api.ts';
import { importEvent, operate } from './program.ts';

/** An event of a test's own, in a house of forty seats, with a waiting room for one fan. */
export async function eventWithLine(request: APIRequestContext, ...settings: string[]): Promise<EventSummary> {
  const event = await importEvent(request, { hold_seconds: 300 });
  await openLine(request, event, ...settings);
  return event;
}

/** Opens the waiting room of an event for one fan, and waits until the server knows. */
export async function openLine(request: APIRequestContext, event: EventSummary, ...settings: string[]): Promise<void> {
  await operate('waiting-room', 'on', event.slug, '--target', '1', ...settings);
  await expect.poll(async () => (await request.get(`/events/${event.slug}/line`)).text()).toContain('id="line-facts"');
}

/** Joins by the button of the page. */
export async function joinLine(page: Page, event: EventSummary): Promise<void> {
  await page.goto(`/events/${event.slug}/line`);
  await page.getByRole('button', { name: 'Join the line' }).click();
  await expect(page.getByRole('button', { name: 'Leave the line' })).toBeVisible();
}

/** Waits until the page says so, which without JavaScript loads itself again: a test does not wait for that. */
export async function untilShown(page: Page, shown: () => Promise<void>): Promise<void> {
  const isAlive = await page.evaluate(() => matchMedia('(scripting: enabled)').matches);
  await expect(async () => {
    if (!isAlive) await page.reload();
    await shown();
  }).toPass({ timeout: 40_000, intervals: [500] });
}

/** Waits until it is the fan's turn. */
export async function untilTurn(page: Page): Promise<void> {
  await untilShown(page, () => expect(page.getByRole('heading', { name: 'It is your turn' })).toBeVisible({ timeout: 1_000 }));
}

/** Takes the turn, and comes to the hall. */
export async function comeIn(page: Page, event: EventSummary): Promise<void> {
  await page.getByRole('button', { name: 'Choose seats' }).click();
  await expect(page).toHaveURL(new RegExp(`/events/${event.slug}$`));
  await expect(page.getByTestId('turn-note')).toBeVisible();
}

/** Takes the turn with a wish, and comes to the checkout with the seats held. */
export async function comeInWith(page: Page, seats: number): Promise<void> {
  await page.getByLabel('How many seats').selectOption(String(seats));
  await page.getByRole('button', { name: 'Choose seats' }).click();
  await expect(page).toHaveURL(/\/checkout\/[^/?]+$/);
}

/** The fan's place, as the page shows it. */
export async function placeOf(page: Page): Promise<string> {
  const place = page.locator('[data-line="place"]');
  await untilShown(page, () => expect(place).toHaveText(/^\d+$/, { timeout: 1_000 }));
  return (await place.textContent())!;
}
