// The line of an event, for fans with and without JavaScript.

import type { Page, Request } from '@playwright/test';
import { bookingOf, hold, holdBest, pay, release, type Booking } from '../support/api.ts';
import { axe } from '../support/axe.ts';
import { bookingId, comeBackWith, payAndSeeTickets } from '../support/hall.ts';
import { comeIn, comeInWith, eventWithLine, joinLine, openLine, placeOf, untilShown, untilToldOfTurn, untilTurn } from '../support/line.ts';
import { importEvent, operate } from '../support/program.ts';
import { expect, test } from '../support/test.ts';

/** The maximum weight of a line's page in bytes as transferred: document, style and script, without fonts. */
const BUDGET = 15_000;

const long = Number(process.env.LONG ?? 0) > 0;

/** Most tests need less than a minute, although each imports an event and some wait for another fan. */
test.setTimeout(120_000);

/** Tests with this tag run without JavaScript only if LONG=1, because JavaScript does not change their result. See playwright.config.ts. */
const WITH_SCRIPT = { tag: '@not-javascript-off' };

const line = (page: Page, slug: string) => page.goto(`/events/${slug}/line`);

test('the page of a line has no WebAssembly, preloads no font, and weighs at most fifteen kilobytes', WITH_SCRIPT, async ({ page, request, watchman }) => {
  watchman.allow(/428/);
  // The page must include the script for the proof of work.
  const event = await eventWithLine(request, '--proof-of-work', '8');
  for (const join of [false, true]) {
    if (join) await joinLine(page, event);
    const requests: Request[] = [];
    page.on('request', (request) => requests.push(request));
    await line(page, event.slug);
    await expect(page.locator('link[rel="preload"], link[rel="modulepreload"]')).toHaveCount(0);
    const files = requests.filter((request) => ['document', 'script', 'stylesheet'].includes(request.resourceType()) || /\.(js|css|wasm)/.test(request.url()));
    const sizes = await Promise.all(files.map(async (file) => (await file.sizes()).responseBodySize));
    expect(files.map((file) => new URL(file.url()).pathname)).toEqual([`/events/${event.slug}/line`]);
    expect(sizes.reduce((sum, size) => sum + size, 0), join ? 'the page after joining' : 'the page before joining').toBeLessThanOrEqual(BUDGET);
    page.removeAllListeners('request');
  }
});

test('before joining, a fan reads what the line is, the prices, and how many seats are left', async ({ page, request }) => {
  const event = await eventWithLine(request);
  await page.goto(`/events/${event.slug}`);
  await expect(page.getByTestId('outside')).toContainText('Fans choose seats in turn');
  await expect(page.getByTestId('seat-map')).toHaveCount(0);
  await page.getByTestId('outside').getByRole('link', { name: 'Join the line' }).click();
  await expect(page).toHaveURL(new RegExp(`/events/${event.slug}/line$`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(event.title);
  await expect(page.getByRole('main')).toContainText('All seats');
  await expect(page.locator('[data-line="left"]')).toHaveText('40');
  await untilShown(page, () => expect(page.locator('[data-level]').first()).toHaveText(/^\d+ left$/, { timeout: 1_000 }));
  await expect(page.getByRole('button', { name: 'Join the line' })).toBeVisible();
});

test('a fan enters when called, and the next fan enters when the first has paid', async ({ page, newBuyer, request }) => {
  const event = await eventWithLine(request);
  await joinLine(page, event);
  await untilTurn(page);
  await expect(page).toHaveTitle(/^It is your turn: /);
  const second = await newBuyer();
  await joinLine(second, event);
  await comeInWith(page, 1);
  const held = await bookingOf(page.request, bookingId(page));
  expect(held.seats).toHaveLength(1);
  const standing = await second.request.get(`/api/v1/events/${event.id}/queue`);
  expect(await standing.json(), 'the second waits while the first pays').toMatchObject({ state: 'waiting', claim: false });
  await payAndSeeTickets(page, 1);
  await untilTurn(second);
  await comeIn(second, event);
});

test('a line with a proof of work accepts fans with and without JavaScript', async ({ page, request, watchman, javaScriptEnabled }) => {
  // The browser logs the 428 response, which contains the task.
  watchman.allow(/428/);
  const event = await eventWithLine(request, '--proof-of-work', '12');
  const answers: number[] = [];
  page.on('response', (answer) => {
    if (answer.request().method() === 'POST' && answer.url().endsWith('/queue')) answers.push(answer.status());
  });
  await joinLine(page, event);
  expect(answers).toEqual(javaScriptEnabled === false ? [] : [428, 200]);
  const standing = await page.request.get(`/api/v1/events/${event.id}/queue`);
  expect(await standing.json()).toMatchObject({ state: 'waiting', position: 1 });
});

test('a fan whose turn it is holds the chosen number of seats', WITH_SCRIPT, async ({ page, request }) => {
  const event = await eventWithLine(request);
  await joinLine(page, event);
  await untilTurn(page);
  await comeInWith(page, 3);
  const { seats } = await bookingOf(page.request, bookingId(page));
  expect(seats).toHaveLength(3);
  expect(seats[2]!.seat - seats[0]!.seat, 'side by side').toBe(2);
});

test('a fan who leaves lets the next one in, and can join again', async ({ page, newBuyer, request }) => {
  const event = await eventWithLine(request);
  await joinLine(page, event);
  await untilTurn(page);
  await comeIn(page, event);
  const second = await newBuyer();
  await joinLine(second, event);
  await line(page, event.slug);
  await page.getByRole('button', { name: 'I am done: let the next fan in' }).click();
  await expect(page.getByRole('button', { name: 'Join the line' })).toBeVisible();
  await untilTurn(second);
});

test('a fan who releases seats or vanishes blocks the line for at most a minute', async ({ page, newBuyer, request }) => {
  test.skip(!long, 'takes two minutes');
  test.setTimeout(240_000);
  const event = await eventWithLine(request);
  for (const gives of [true, false]) {
    const first = gives ? page : await newBuyer();
    await joinLine(first, event);
    await untilTurn(first);
    // A fan with held seats counts as inside until the hold ends.
    if (gives) {
      await comeInWith(first, 1);
      await release(first.request, bookingId(first));
    } else {
      await comeIn(first, event);
    }
    await first.goto('/venues');
    const second = await newBuyer();
    await joinLine(second, event);
    await expect(async () => untilTurn(second)).toPass({ timeout: 100_000 });
    await comeIn(second, event);
    await line(second, event.slug);
    await second.getByRole('button', { name: 'I am done: let the next fan in' }).click();
    if (!gives) break;
  }
});

test('a buyer who holds seats when the line opens is inside', WITH_SCRIPT, async ({ page, newBuyer, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  const booking = await holdBest(page.request, event.id, 2);
  await openLine(request, event);
  await page.goto(`/events/${event.slug}`);
  await expect(page.getByTestId('turn-note')).toBeVisible();
  const other = await newBuyer();
  await other.goto(`/events/${event.slug}`);
  await expect(other.getByTestId('outside')).toBeVisible();
  await pay(page.request, booking);
});

test('a fan who waits while the event sells out reads that all seats are taken, then that everything is sold', async ({ page, newBuyer, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  const buyers = await Promise.all([1, 2, 3, 4].map(() => newBuyer()));
  const bookings: [Page, Booking][] = [];
  for (const buyer of buyers) bookings.push([buyer, await holdBest(buyer.request, event.id, 10)]);
  await openLine(request, event);
  await joinLine(page, event);
  await untilShown(page, () => expect(page.getByRole('heading', { name: 'All seats are taken right now' })).toBeVisible({ timeout: 1_000 }));
  await expect(page.getByRole('main')).toContainText('You keep your place');
  for (const [buyer, booking] of bookings) await pay(buyer.request, booking);
  await untilShown(page, () => expect(page.getByRole('heading', { name: 'Everything is sold' })).toBeVisible({ timeout: 1_000 }));
});

test('a fan keeps the place after a reload, in a second tab, and after closing the first tab', WITH_SCRIPT, async ({ page, newBuyer, request }) => {
  const event = await eventWithLine(request);
  const first = await newBuyer();
  await joinLine(first, event);
  await untilTurn(first);
  await comeInWith(first, 1);
  await joinLine(page, event);
  const place = await placeOf(page);
  await page.reload();
  expect(await placeOf(page)).toBe(place);
  const second = await page.context().newPage();
  await line(second, event.slug);
  expect(await placeOf(second)).toBe(place);
  await page.close();
  await second.reload();
  expect(await placeOf(second)).toBe(place);
});

test('a fan with nobody ahead reads that they are next', WITH_SCRIPT, async ({ page, newBuyer, request }) => {
  const event = await eventWithLine(request);
  const first = await newBuyer();
  await joinLine(first, event);
  await untilTurn(first);
  await comeInWith(first, 1);
  await joinLine(page, event);
  await untilShown(page, () => expect(page.getByText('You are next', { exact: true })).toBeVisible({ timeout: 1_000 }));
  await expect(page.getByText('Ahead of you', { exact: true })).toBeHidden();
  await expect(page.getByText('Time until your turn', { exact: true })).toBeHidden();
});

test('a page without a connection says so, and continues when the connection is back', async ({ page, newBuyer, request, watchman, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'detecting it needs JavaScript');
  watchman.allow(/ERR_INTERNET_DISCONNECTED/);
  const event = await eventWithLine(request);
  const first = await newBuyer();
  await joinLine(first, event);
  await untilTurn(first);
  await comeInWith(first, 1);
  await joinLine(page, event);
  const place = await placeOf(page);
  await page.context().setOffline(true);
  await expect(page.getByText('You are offline.')).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText('You are offline.')).toBeHidden({ timeout: 15_000 });
  expect(await placeOf(page)).toBe(place);
});

test('the page announces the fan’s place on request, and the turn by itself', async ({ page, newBuyer, request, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'announcements need JavaScript');
  const event = await eventWithLine(request);
  const first = await newBuyer();
  await joinLine(first, event);
  await untilTurn(first);
  await comeInWith(first, 1);
  await joinLine(page, event);
  const place = await placeOf(page);
  const said = page.getByRole('status');
  await page.getByRole('button', { name: 'Tell me where I am' }).click();
  await expect(said).toHaveText(`You are next. Your place: ${place}.`);
  await expect(said).not.toHaveClass(/visually-hidden/);
  await payAndSeeTickets(first, 1);
  await untilToldOfTurn(page);
  await expect(said).toContainText('It is your turn');
  // Sighted fans read it in the heading.
  await expect(said).toHaveClass(/visually-hidden/);
  await expect(page).toHaveTitle(`It is your turn: ${event.title}`);
  await page.reload();
  // The page writes the browser's local time. The server would write the event's local time.
  await expect(page.getByRole('main')).toContainText(/You have \d+ (seconds|min) to take your turn, until \d\d:\d\d/);
});

test('a page warns when the fingerprint of a draw differs from the one that the browser has stored', async ({ page, request, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'storing it needs JavaScript');
  const opens = new Date(Date.now() + 20 * 60_000).toISOString().slice(0, 19) + 'Z';
  const event = await importEvent(request, { hold_seconds: 300, on_sale_at: opens });
  await openLine(request, event);
  await operate('waiting-room', 'draw', event.slug, '--beacon', 'none');
  await expect.poll(async () => (await request.get(`/events/${event.slug}/line`)).text()).toContain('data-line="closing"');
  let closing = 'a'.repeat(64);
  await page.route('**/queue/now', async (route) => {
    const answer = await route.fetch();
    const now = await answer.json();
    await route.fulfill({ response: answer, json: { ...now, draw: { ...now.draw, closing } } });
  });
  await line(page, event.slug);
  await expect(page.getByText('The fingerprint of the draw that this browser has kept:')).toContainText(closing);
  await expect(page.getByRole('alert')).toHaveCount(0);
  closing = 'b'.repeat(64);
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('The draw now shows another fingerprint.');
  await expect(page.getByText('The fingerprint of the draw that this browser has kept:')).toContainText('a'.repeat(64));
});

test('a hold without a pass is refused, and the refusal links to the line', async ({ page, request, javaScriptEnabled }) => {
  const event = await eventWithLine(request);
  expect(await (await hold(page.request, event.id, { best_available: { quantity: 1 } })).json()).toMatchObject({ code: 'waiting_room' });
  await comeBackWith(page, `/events/${event.slug}`, 'waiting_room');
  await page.goto(`/events/${event.slug}`);
  await expect(page.getByRole('alert')).toContainText('Nothing was held');
  await expect(page.getByTestId('outside').getByRole('link', { name: 'Join the line' })).toBeVisible();
  await comeBackWith(page, `/events/${event.slug}/line`, 'line_full');
  await page.goto(`/events/${event.slug}/line`);
  await expect(page.getByRole('alert')).toContainText('You are at the front of the line');
  // A reload does not show it again.
  const again = page.locator('meta[http-equiv="refresh"]');
  if (javaScriptEnabled === false) await expect(again).toHaveAttribute('content', `60;url=/events/${event.slug}/line`);
  await page.reload();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a fan who arrives before the line opens gets the join button when it opens', WITH_SCRIPT, async ({ page, request }) => {
  const after = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString().slice(0, 19) + 'Z';
  const event = await importEvent(request, { hold_seconds: 300, on_sale_at: after(20 * 60) });
  await openLine(request, event, '--gathers-at', after(10));
  await line(page, event.slug);
  await expect(page.getByRole('heading', { name: 'The line is not open yet' })).toBeVisible();
  await untilShown(page, () => expect(page.getByRole('button', { name: 'Join the line' })).toBeVisible({ timeout: 1_000 }));
});

test('before sales open, fans join a draw, and its page says how the draw works', async ({ page, request, javaScriptEnabled }) => {
  const opens = new Date(Date.now() + 20 * 60_000).toISOString().slice(0, 19) + 'Z';
  const event = await importEvent(request, { hold_seconds: 300, on_sale_at: opens });
  await openLine(request, event);
  await operate('waiting-room', 'draw', event.slug, '--beacon', 'none');
  await untilShown(page, async () => {
    await page.goto(`/events/${event.slug}/line`);
    await expect(page.getByRole('main')).toContainText('It does not matter when you join before that.', { timeout: 1_000 });
  });
  await page.goto(`/events/${event.slug}`);
  await page.getByTestId('line-ahead').getByRole('link', { name: 'Join the line' }).click();
  await page.getByRole('button', { name: 'Join the line' }).click();
  await expect(page.getByRole('heading', { name: 'You are in the line' })).toBeVisible();
  await page.getByRole('link', { name: 'How the draw works, and how to check it' }).click();
  await expect(page).toHaveURL(new RegExp(`/events/${event.slug}/draw$`));
  await expect(page.getByText('For the rest, you trust the organiser.')).toBeVisible();
  await expect(page.locator('.draw-hash').first()).toHaveText(/^[0-9a-f]{64}$/);
  await expect(page.getByText('Your place is drawn when the value is known.')).toBeVisible();
  if (javaScriptEnabled === false) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await axe(page).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
});
