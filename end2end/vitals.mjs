// node vitals.mjs [--throttle 4] [--json FILE]: measures the web vitals of pages: when the largest element is painted (LCP), how far
// elements shift (CLS), and the delay from a press to the next paint (INP). BASE_URL names the shop; scripts/bench-pages starts one. The
// CPU is throttled, and the browser's cache is empty.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';

const { values: options } = parseArgs({ options: { throttle: { type: 'string', default: '4' }, json: { type: 'string' } } });
const base = process.env.BASE_URL ?? 'http://127.0.0.1:3000';
const throttle = Number(options.throttle);
const executablePath = process.env.CHROMIUM
  ?? execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'], { encoding: 'utf8' }).trim();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] });

const { events } = await (await fetch(`${base}/api/v1/events?on_sale=true&limit=100`)).json();
const bySize = [...events].sort((a, b) => a.seats_available - b.seats_available);
const small = bySize.find(({ seats_available }) => seats_available > 300) ?? bySize.at(-1);
const large = bySize.at(-1);
const desktop = { width: 1440, height: 900 };
const phone = { width: 360, height: 740 };

const rows = [];
for (const [name, viewport] of [['desktop', desktop], ['phone', phone]]) {
  rows.push(await visit(`list of events, ${name}`, '/', viewport, useList));
  rows.push(await visit(`event of ${small.seats_available} free seats, ${name}`, `/events/${small.slug}`, viewport, useHall));
  rows.push(await visit(`event of ${large.seats_available} free seats, ${name}`, `/events/${large.slug}`, viewport, useHall));
}
await browser.close();

console.log(`Pages with the processor ${throttle} times slower, opened for the first time`);
console.table(rows.map(({ page, lcp_ms, cls, inp_ms, presses }) => ({
  page, 'LCP ms (2,500)': Math.round(lcp_ms), 'CLS (0.1)': cls.toFixed(3), 'INP ms (200)': Math.round(inp_ms), presses,
})));
const short = rows.flatMap(({ page, lcp_ms, cls, inp_ms }) => [
  ...(lcp_ms > 2500 ? [`${page}: LCP`] : []), ...(cls > 0.1 ? [`${page}: CLS`] : []), ...(inp_ms > 200 ? [`${page}: INP`] : []),
]);
console.log(short.length ? `SHORT: ${short.join('; ')}` : 'All within what was aimed at');
if (options.json) writeFileSync(options.json, `${JSON.stringify({ throttle, rows }, null, 2)}\n`);

/** Opens a page, waits until it is idle, uses it, and reads the browser's records. */
async function visit(name, path, viewport, use) {
  const context = await browser.newContext({ viewport, hasTouch: viewport === phone });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.noted = { lcp: 0, cls: 0, presses: new Map() };
    const note = (type, each, more = {}) => new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true, ...more });
    note('largest-contentful-paint', ({ startTime }) => { window.noted.lcp = startTime; });
    note('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) window.noted.cls += value; });
    note('event', ({ interactionId, duration }) => {
      if (interactionId) window.noted.presses.set(interactionId, Math.max(duration, window.noted.presses.get(interactionId) ?? 0));
    }, { durationThreshold: 16 });
  });
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  await page.goto(base + path, { waitUntil: 'networkidle' });
  await use(page);
  // Two animation frames later, the browser has recorded the last press.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 200)))));
  const noted = await page.evaluate(() => ({ lcp_ms: window.noted.lcp, cls: window.noted.cls, presses: [...window.noted.presses.values()] }));
  await context.close();
  return { page: name, ...noted, presses: noted.presses.length, inp_ms: Math.max(0, ...noted.presses) };
}

/** Searches for a text. */
async function useList(page) {
  const field = page.getByRole('searchbox').first();
  await field.click();
  await field.pressSequentially('mahler', { delay: 60 });
}

/** Chooses seats and removes one, zooms in and out, opens the list. */
async function useHall(page) {
  const map = page.getByTestId('seat-map');
  await map.waitFor();
  await page.waitForFunction(() => document.querySelector('[data-testid="seat-map"]')?.hasAttribute('data-still'));
  const box = await page.locator('.seat-map__box').boundingBox();
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  for (const [dx, dy] of [[0, 0], [20, 10], [-25, 30], [0, 0]]) {
    await page.mouse.click(middle.x + dx, middle.y + dy);
    await page.waitForFunction(() => document.querySelector('[data-testid="seat-map"]')?.hasAttribute('data-still'));
  }
  const ways = page.getByRole('button', { name: 'Choose from a list' });
  await ways.click();
  await page.waitForFunction(() => document.querySelector('.hall-body')?.dataset.way === 'list');
  await page.getByRole('button', { name: /\d free/ }).first().click();
}
