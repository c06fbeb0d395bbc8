// The line of an event: opens it, joins it, and takes the turn.

import { expect, type APIRequestContext, type Page } from '@playwright/test';
import type { EventSummary } from './api.ts';
import { putAside } from './hall.ts';
import { importEvent, operate } from './program.ts';

/** Imports a separate event with forty seats, whose waiting room admits one fan at a time. */
export async function eventWithLine(request: APIRequestContext, ...settings: string[]): Promise<EventSummary> {
  const event = await importEvent(request, { hold_seconds: 300 });
  await openLine(request, event, ...settings);
  return event;
}

/** Opens a waiting room that admits one fan at a time, and waits until the server knows it. */
export async function openLine(request: APIRequestContext, event: EventSummary, ...settings: string[]): Promise<void> {
  await operate('waiting-room', 'on', event.slug, '--target', '1', ...settings);
  await expect.poll(async () => (await request.get(`/events/${event.slug}/line`)).text()).toContain('id="line-facts"');
}

/** Joins the line with the button of its page. */
export async function joinLine(page: Page, event: EventSummary): Promise<void> {
  await page.goto(`/events/${event.slug}/line`);
  await page.getByRole('button', { name: 'Join the line' }).click();
  await expect(page.getByRole('button', { name: 'Leave the line' })).toBeVisible();
}

/**
 * Waits until `shown` succeeds. The page asks the server every ten seconds, more often near the front, and when the fan returns to it. Without
 * JavaScript, it reloads itself every minute. To avoid these waits, the test returns to the page, or reloads it.
 */
export async function untilShown(page: Page, shown: () => Promise<void>): Promise<void> {
  const isAlive = await page.evaluate(() => matchMedia('(scripting: enabled)').matches);
  await expect(async () => {
    if (isAlive) await putAside(page, false);
    else await page.reload();
    await shown();
  }).toPass({ timeout: 40_000, intervals: [500] });
}

/** Waits until it is the fan's turn. */
export async function untilTurn(page: Page): Promise<void> {
  await untilShown(page, () => expect(page.getByRole('heading', { name: 'It is your turn' })).toBeVisible({ timeout: 1_000 }));
}

/** Waits until the page announces the turn by itself. */
export async function untilToldOfTurn(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'It is your turn' })).toBeVisible({ timeout: 40_000 });
}

/** Takes the turn, and waits for the hall. */
export async function comeIn(page: Page, event: EventSummary): Promise<void> {
  await page.getByRole('button', { name: 'Choose seats' }).click();
  await expect(page).toHaveURL(new RegExp(`/events/${event.slug}$`));
  await expect(page.getByTestId('turn-note')).toBeVisible();
}

/** Takes the turn with a wish for this number of seats, and waits for the checkout with the held seats. */
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
