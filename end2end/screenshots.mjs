// node screenshots.mjs FOLDER [ADDRESS]: takes screenshots of every page at three widths, in light and dark, into FOLDER. For visual
// review; not a test.

import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node screenshots.mjs FOLDER [ADDRESS]');
  process.exit(2);
}
const baseURL = process.argv[3] ?? process.env.FRONTROW_URL ?? 'http://127.0.0.1:3000';
const only = process.env.ONLY?.split(',');
mkdirSync(folder, { recursive: true });

const executablePath = process.env.CHROMIUM
  ?? execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'], { encoding: 'utf8' }).trim();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'] });

const ask = async (request, path) => (await request.get(path)).json();
const send = async (request, path, data) => (await request.post(path, { data, headers: { 'Idempotency-Key': randomUUID() } })).json();

async function season(request) {
  const events = [];
  let cursor = '';
  do {
    const page = await ask(request, `/api/v1/events?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    events.push(...page.events);
    cursor = page.next_cursor ?? '';
  } while (cursor);
  const { venues } = await ask(request, '/api/v1/venues');
  const capacity = new Map(venues.map((venue) => [venue.id, venue.capacity]));
  const first = (test) => events.find(test);
  const onSale = (least, most) => first(({ sale_status, venue, seats_available }) =>
    sale_status === 'on_sale' && seats_available > 200 && capacity.get(venue.id) > least && capacity.get(venue.id) <= most);
  return {
    small: onSale(0, 1500) ?? onSale(0, 3000),
    middle: onSale(1500, 3000),
    arena: onSale(3000, 30_000),
    stadium: onSale(30_000, 1e9),
    not_yet: first((event) => event.sale_status === 'not_yet'),
    sold_out: first((event) => event.sale_status === 'sold_out'),
    performer: first((event) => event.performers.length)?.performers[0],
    venue: venues[0],
  };
}

async function shots(width, height, colorScheme) {
  const context = await browser.newContext({
    baseURL, colorScheme, viewport: { width, height }, deviceScaleFactor: width < 500 ? 2 : 1, hasTouch: width < 500, isMobile: width < 500,
  });
  const { request } = context;
  const at = await season(request);
  const hold = async (event, body) => (await send(request, `/api/v1/events/${event.id}/bookings`, body)).booking;
  const paid = await hold(at.small, { best_available: { quantity: 2 } });
  const { payment_token } = await send(request, '/api/v1/sandbox/tokens', { card: '4242424242424242' });
  await send(request, paid.payment_url, { payment_token });
  const given = await hold(at.small, { best_available: { quantity: 1 } });
  await request.delete(`/api/v1/bookings/${given.id}`);

  const page = await context.newPage();
  const ready = () => page.locator('[data-testid="seat-map"][data-ready="true"]').waitFor({ timeout: 15_000 });
  const take = async (name, path, before, fullPage = true) => {
    if (only && !only.includes(name)) return;
    try {
      if (path) await page.goto(path);
      await page.evaluate(() => document.fonts.ready);
      await before?.();
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage });
    } catch (error) {
      console.error(`${name} at ${width} ${colorScheme}: ${error.message.split('\n')[0]}`);
    }
  };
  const chooseTwo = async () => {
    await ready();
    // Uses the list, which is in the document even while the map is shown. Only open sections and rows contain seats.
    const list = page.getByTestId('seat-list');
    const unfold = (what) => list.locator(`[data-spot^="${what}"][aria-expanded="false"]:not([data-none])`).first().dispatchEvent('click');
    if ((await list.locator('[data-spot^="r"]').count()) === 0) await unfold('s');
    for (const _ of ['first', 'second']) {
      await unfold('r');
      await list.locator('[data-testid="seat"][data-status="available"]').first().dispatchEvent('click');
    }
    await page.locator('#seats').scrollIntoViewIfNeeded();
  };
  await take('home', '/');
  await take('home-search', '/?q=sibelius');
  await take('home-nothing', '/?q=xyzzy');
  await take('venues', '/venues');
  await take('venue', `/venues/${at.venue.slug}`);
  if (at.performer) await take('performer', `/performers/${at.performer.id}`);
  await take('event-small', `/events/${at.small.slug}`, ready);
  await take('event-chosen', `/events/${at.small.slug}`, chooseTwo, false);
  if (at.middle) await take('event-middle', `/events/${at.middle.slug}`, ready);
  if (at.arena) await take('event-arena', `/events/${at.arena.slug}`, ready);
  if (at.stadium) {
    await take('event-stadium', `/events/${at.stadium.slug}`, ready);
    await take('event-section', null, async () => {
      const map = page.getByTestId('seat-map');
      const picture = page.locator('.seat-map__box');
      await picture.scrollIntoViewIfNeeded();
      const { x, y, width: wide, height: high } = await picture.boundingBox();
      // A tap on a section zooms in. A tap between sections does nothing.
      for (const down of [0.75, 0.7, 0.82, 0.87, 0.65]) {
        if ((await map.getAttribute('data-zoom')) !== 'far') break;
        await page.mouse.click(x + wide * 0.47, y + high * down);
        // The map animates the zoom.
        await page.waitForTimeout(600);
        await map.and(page.locator('[data-still]')).waitFor();
      }
      await page.locator('#seats').scrollIntoViewIfNeeded();
    }, false);
  }
  if (at.not_yet) await take('event-not-yet', `/events/${at.not_yet.slug}`);
  if (at.sold_out) await take('event-sold-out', `/events/${at.sold_out.slug}`, ready);
  // Sets the cookie for the result of a form.
  const told = (path, problem) =>
    context.addCookies([{ name: 'frontrow_told', value: `${path}?problem=${problem}`, domain: new URL(baseURL).hostname, path }]);
  await told(`/events/${at.small.slug}`, 'seats_taken');
  await take('event-problem', `/events/${at.small.slug}`, ready, false);
  const held = await hold(at.small, { best_available: { quantity: 3 } });
  await take('checkout', `/checkout/${held.id}`);
  await told(`/checkout/${held.id}`, 'payment_declined');
  await take('checkout-declined', `/checkout/${held.id}`);
  await take('event-held', `/events/${at.small.slug}`, async () => {
    await ready();
    await page.locator('#seats').scrollIntoViewIfNeeded();
  }, false);
  await take('bookings', '/bookings');
  await take('tickets', `/bookings/${paid.id}`);
  await take('booking-given-back', `/bookings/${given.id}`);
  await take('not-found', '/no/such/page');
  await take('docs', '/api/docs', undefined, false);
  await request.delete(`/api/v1/bookings/${held.id}`);
  await context.clearCookies();
  await take('bookings-none', '/bookings');
  await context.close();
}

const sizes = [[360, 740], [768, 1024], [1440, 900]];
for (const [width, height] of sizes) {
  if (process.env.WIDTH && Number(process.env.WIDTH) !== width) continue;
  for (const scheme of ['light', 'dark']) await shots(width, height, scheme);
}
await browser.close();
