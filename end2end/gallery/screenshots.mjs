// node gallery/screenshots.mjs DIST FOLDER [HALL…]: takes screenshots of the map of each hall at three widths, in light and dark, zoomed
// out and in. For visual review; it is not a test.

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { serveFolder } from './serve-folder.mjs';

const [dist, folder, ...halls] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node gallery/screenshots.mjs DIST FOLDER [HALL…]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const site = await serveFolder(dist);
const executablePath = process.env.CHROMIUM
  ?? execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'], { encoding: 'utf8' }).trim();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] });
const widths = process.env.WIDTHS?.split(',').map(Number) ?? [360, 768, 1440];
const schemes = process.env.SCHEMES?.split(',') ?? ['light', 'dark'];
try {
  for (const hall of halls.length ? halls : ['sibelius', 'arena', 'stadium']) {
    for (const width of widths) {
      for (const colorScheme of schemes) await shots(hall, width, colorScheme);
    }
  }
} finally {
  await browser.close();
  site.close();
}

async function shots(hall, width, colorScheme) {
  const phone = width < 500;
  const page = await browser.newPage({
    colorScheme, viewport: { width, height: phone ? 740 : 900 }, deviceScaleFactor: phone ? 2 : 1, hasTouch: phone, isMobile: phone,
  });
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(`${site.address}/?alone=1&hall=${hall}`);
  const map = page.getByTestId('seat-map');
  const box = page.locator('.seat-map__box');
  const rested = () => page.waitForFunction(() => document.querySelector('[data-testid="seat-map"]')?.hasAttribute('data-still'));
  const shot = async (name) => {
    await rested();
    await page.screenshot({ path: join(folder, `${hall}-${width}-${colorScheme}-${name}.png`) });
  };
  await map.and(page.locator('[data-still]')).waitFor();
  await box.scrollIntoViewIfNeeded();
  await page.evaluate(() => document.fonts.ready);
  await shot('all');
  const { x, y, width: wide, height: high } = await box.boundingBox();
  const tap = (px, py) => (phone ? page.touchscreen.tap(px, py) : page.mouse.click(px, py));
  for (const down of [0.75, 0.7, 0.82, 0.87, 0.65]) {
    if ((await map.getAttribute('data-zoom')) !== 'far') break;
    await tap(x + wide * 0.47, y + high * down);
    await page.waitForTimeout(500);
    await rested();
  }
  await shot('middle');
  for (let step = 0; step < 12 && (await map.getAttribute('data-zoom')) !== 'near'; step += 1) {
    await page.getByRole('button', { name: 'Zoom in', exact: true }).click();
    await page.waitForTimeout(400);
    await rested();
  }
  for (const [dx, dy] of [[0.5, 0.5], [0.55, 0.5], [0.45, 0.6]]) await tap(x + wide * dx, y + high * dy);
  await page.waitForTimeout(500);
  if (!phone) await page.mouse.move(x + wide * 0.4, y + high * 0.42);
  await page.waitForTimeout(200);
  await shot('near');
  if (faults.length) console.error(hall, width, colorScheme, faults);
  await page.close();
}
